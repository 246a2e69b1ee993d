import { tenantStatement } from '../../db/scope.ts';
import { type Activity, activityColumns } from './join-read-state.ts';
import { type Conversation, conversationColumns } from './types.ts';

/** In the order in which batches lock their pairs: contact, then channel. */
export const lockOfContactsStatement = tenantStatement<Conversation>(
  'conversations.lock-of-contacts',
  `select ${conversationColumns('v')} from conversations v
   where v.tenant_id = $1 and v.contact_id = any($2::text[]) order by v.contact_id, v.channel_id limit 200 for update`,
);

/** Of contacts that are to be deleted: whole, whatever their number. */
export const lockAllOfContactsStatement = tenantStatement<Conversation>(
  'conversations.lock-all-of-contacts',
  `select ${conversationColumns('v')} from conversations v
   where v.tenant_id = $1 and v.contact_id = any($2::text[]) order by v.contact_id, v.channel_id for update`,
);

export const giveToContactStatement = tenantStatement(
  'conversations.give-to-contact',
  'update conversations set contact_id = $3, updated_at = $4 where tenant_id = $1 and id = any($2::text[])',
);

export const deleteConversationStatement = tenantStatement<Activity>(
  'conversations.delete',
  `delete from conversations where tenant_id = $1 and id = $2 returning ${activityColumns}`,
);

export const setFlowRunStatement = tenantStatement(
  'conversations.set-flow-run',
  'update conversations set flow_run_id = $3 where tenant_id = $1 and id = $2',
);

export const insertAliasStatement = tenantStatement(
  'conversations.insert-alias',
  `insert into conversation_aliases (tenant_id, alias, conversation_id, created_at) values ($1, $2, $3, $4)
   on conflict (tenant_id, alias) do update set conversation_id = excluded.conversation_id`,
);

export const moveAliasesStatement = tenantStatement(
  'conversations.move-aliases',
  'update conversation_aliases set conversation_id = $3 where tenant_id = $1 and conversation_id = $2',
);

export const moveTicketsStatement = tenantStatement<{ id: string }>(
  'conversations.move-tickets',
  'update tickets set conversation_id = $3 where tenant_id = $1 and conversation_id = $2 returning id',
);

export const takeTagsStatement = tenantStatement<{ tagId: string; addedAt: Date }>(
  'conversations.take-tags',
  `delete from conversation_tags where tenant_id = $1 and conversation_id = $2
   returning tag_id as "tagId", added_at as "addedAt"`,
);

export const giveTagsStatement = tenantStatement<{ tagId: string }>(
  'conversations.give-tags',
  `insert into conversation_tags (tenant_id, conversation_id, tag_id, added_at)
   select $1, $2, tag_id, added_at from unnest($3::text[], $4::timestamptz[]) as i (tag_id, added_at)
   on conflict do nothing returning tag_id as "tagId"`,
);

export const moveTicketEventsStatement = tenantStatement<{ id: string }>(
  'conversations.move-ticket-events',
  `update ticket_events e set conversation_id = $3
   from (
     select id from ticket_events where tenant_id = $1 and conversation_id = $2 order by id limit $4) wanted
   where e.tenant_id = $1 and e.id = wanted.id returning e.id`,
);

/** The statements that part two chats again. */

export const restoreConversationStatement = tenantStatement(
  'conversations.restore',
  `insert into conversations (tenant_id, id, contact_id, channel_id, status, ticket_id, assigned_operator_id,
     last_customer_message_at, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export const deleteAliasStatement = tenantStatement(
  'conversations.delete-alias',
  'delete from conversation_aliases where tenant_id = $1 and alias = $2',
);

export const returnTicketsStatement = tenantStatement(
  'conversations.return-tickets',
  'update tickets set conversation_id = $3 where tenant_id = $1 and id = any($2::text[])',
);

export const returnTicketEventsStatement = tenantStatement(
  'conversations.return-ticket-events',
  `update ticket_events set conversation_id = $4
   where tenant_id = $1 and conversation_id = $2 and ticket_id = any($3::text[])`,
);

export const dropTagsStatement = tenantStatement(
  'conversations.drop-tags',
  'delete from conversation_tags where tenant_id = $1 and conversation_id = $2 and tag_id = any($3::text[])',
);
