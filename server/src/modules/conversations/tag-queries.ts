import { tenantStatement } from '../../db/scope.ts';

interface TagRow {
  id: string;
  name: string;
  color: string | null;
}

export const countTagsStatement = tenantStatement<{ tags: number }>(
  'tags.count',
  'select count(*) as tags from tags where tenant_id = $1',
);

/** One of that name stays as it is. */
export const insertTagStatement = tenantStatement<TagRow>(
  'tags.insert',
  `insert into tags (tenant_id, id, name, name_key, created_at, color) values ($1, $2, $3, $4, $5, $6)
   on conflict (tenant_id, name_key) do nothing returning id, name, color`,
);

export const listTagsStatement = tenantStatement<TagRow>(
  'tags.list',
  'select id, name, color from tags where tenant_id = $1 order by name_key limit $2',
);

export const findTagStatement = tenantStatement<TagRow>(
  'tags.find',
  'select id, name, color from tags where tenant_id = $1 and name_key = $2',
);

export const tagIdsOfConversationStatement = tenantStatement<{ tagId: string }>(
  'tags.of-conversation',
  'select tag_id as "tagId" from conversation_tags where tenant_id = $1 and conversation_id = $2',
);

export const tagConversationStatement = tenantStatement(
  'tags.add-to-conversation',
  `insert into conversation_tags (tenant_id, conversation_id, tag_id, added_at) values ($1, $2, $3, $4)
   on conflict do nothing`,
);

export const untagConversationStatement = tenantStatement<{ tagId: string }>(
  'tags.remove-from-conversation',
  `delete from conversation_tags where tenant_id = $1 and conversation_id = $2 and tag_id = $3
   returning tag_id as "tagId"`,
);

/** Chats that bear a tag are counted up to $3. */
export const listTagsWithChatsStatement = tenantStatement<{
  id: string;
  name: string;
  color: string | null;
  chats: number;
}>(
  'tags.list-with-chats',
  `select t.id, t.name, t.color, (select count(*) from (
     select 1 from conversation_tags c where c.tenant_id = $1 and c.tag_id = t.id limit $3) borne) as chats
   from tags t where t.tenant_id = $1 order by t.name_key limit $2`,
);

export const lockTagStatement = tenantStatement<{ id: string; name: string; color: string | null }>(
  'tags.lock',
  'select id, name, color from tags where tenant_id = $1 and id = $2 for update',
);

/** The tag stays until the transaction ends. */
export const holdTagStatement = tenantStatement<{ id: string }>(
  'tags.hold',
  'select id from tags where tenant_id = $1 and id = $2 for key share',
);

export const changeTagStatement = tenantStatement(
  'tags.change',
  'update tags set name = $3, name_key = $4, color = $5 where tenant_id = $1 and id = $2',
);

export const deleteTagStatement = tenantStatement('tags.delete', 'delete from tags where tenant_id = $1 and id = $2');

export const copyTagStatement = tenantStatement(
  'tags.copy-to-other',
  `insert into conversation_tags (tenant_id, conversation_id, tag_id, added_at)
   select $1, conversation_id, $3, added_at from conversation_tags where tenant_id = $1 and tag_id = $2
   order by conversation_id limit $4
   on conflict do nothing`,
);

/** A slice in the order in which it was copied. */
export const dropTagSliceStatement = tenantStatement<{ id: string }>(
  'tags.drop-slice',
  `delete from conversation_tags where tenant_id = $1 and tag_id = $2 and conversation_id in (
     select conversation_id from conversation_tags where tenant_id = $1 and tag_id = $2 order by conversation_id limit $3)
   returning conversation_id as id`,
);
