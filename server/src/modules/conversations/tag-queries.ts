import { tenantStatement } from '../../db/scope.ts';

interface TagRow {
  id: string;
  name: string;
}

export const countTagsStatement = tenantStatement<{ tags: number }>(
  'tags.count',
  'select count(*) as tags from tags where tenant_id = $1',
);

/** One of that name stays as it is. */
export const insertTagStatement = tenantStatement<TagRow>(
  'tags.insert',
  `insert into tags (tenant_id, id, name, name_key, created_at) values ($1, $2, $3, $4, $5)
   on conflict (tenant_id, name_key) do nothing returning id, name`,
);

export const listTagsStatement = tenantStatement<TagRow>(
  'tags.list',
  'select id, name from tags where tenant_id = $1 order by name_key limit $2',
);

export const findTagStatement = tenantStatement<TagRow>(
  'tags.find',
  'select id, name from tags where tenant_id = $1 and name_key = $2',
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
