import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { type Conversation, conversationColumns } from './types.ts';

// Each look-up is a lateral of its own, so that no plan reads the conversations of a tenant whole.
const findPairs = (locking: string): string => `select v.*
   from unnest($1::text[], $2::text[], $3::text[]) as wanted (tenant_id, contact_id, channel_id)
   cross join lateral (
     select ${conversationColumns('x')} from conversations x
     where x.tenant_id = wanted.tenant_id and x.contact_id = wanted.contact_id and x.channel_id = wanted.channel_id
     ${locking}) v`;

export const findPairsStatement = systemStatement<Conversation>('conversations.find-pairs', findPairs('limit 1'));

/** Locks in the order given: callers sort the pairs, so that two batches never deadlock. */
export const lockPairsStatement = systemStatement<Conversation>('conversations.lock-pairs', findPairs('for update'));

const insertMany = (name: string, ofWhom: string) =>
  systemStatement<{ id: string }>(
    name,
    `insert into conversations as v (tenant_id, id, contact_id, channel_id, status, created_at, updated_at, last_activity_at)
     select i.tenant_id, i.id, i.contact_id, i.channel_id, i.status, i.at, i.at, i.at
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
       as i (tenant_id, id, contact_id, channel_id, status, at)
     ${ofWhom}
     order by i.tenant_id, i.contact_id, i.channel_id
     on conflict do nothing returning v.id`,
  );

/** Answers the ids of those that it made. */
export const insertManyStatement = insertMany('conversations.insert-many', '');

/** Leaves out those of contacts that are gone; the others stay until the transaction ends. */
export const insertOfKnownStatement = insertMany(
  'conversations.insert-of-known',
  `cross join lateral (
       select 1 from contacts c where c.tenant_id = i.tenant_id and c.id = i.contact_id limit 1 for key share) known`,
);

export const updateManyStatement = systemStatement(
  'conversations.update-many',
  `update conversations v set status = i.status, ticket_id = i.ticket_id, assigned_operator_id = i.operator_id,
     last_customer_message_at = greatest(v.last_customer_message_at, i.last_at), updated_at = i.at,
     last_activity_at = case when i.wrote then i.at else v.last_activity_at end,
     unread_since = case when i.wrote then coalesce(v.unread_since, i.at) else v.unread_since end
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::boolean[])
     as i (tenant_id, id, status, ticket_id, operator_id, last_at, at, wrote)
   where v.tenant_id = i.tenant_id and v.id = i.id`,
);

export const findByContactStatement = tenantStatement<Conversation>(
  'conversations.find-by-contact',
  `select ${conversationColumns('v')} from conversations v
   where v.tenant_id = $1 and v.contact_id = $2
   order by v.last_customer_message_at desc nulls last, v.updated_at desc limit 100`,
);

export const findByIdStatement = tenantStatement<Conversation>(
  'conversations.find-by-id',
  `select ${conversationColumns('v')} from conversations v
   where v.tenant_id = $1 and (v.id = $2 or v.id = (
     select a.conversation_id from conversation_aliases a where a.tenant_id = $1 and a.alias = $2)) limit 1`,
);

/** Locks in the order in which batches lock their pairs. A contact has one conversation a channel. */
export const lockOfContactStatement = tenantStatement<Conversation>(
  'conversations.lock-of-contact',
  `select ${conversationColumns('v')} from conversations v
   where v.tenant_id = $1 and v.contact_id = $2 order by v.channel_id limit 100 for update`,
);

export const assignStatement = tenantStatement<Conversation>(
  'conversations.assign',
  `update conversations v set assigned_operator_id = $3, updated_at = $4
   where v.tenant_id = $1 and v.id = $2 returning ${conversationColumns('v')}`,
);

export const whoWroteStatement = systemStatement<{ contactId: string }>(
  'conversations.who-wrote',
  `select distinct v.contact_id as "contactId"
   from unnest($1::text[], $2::text[]) as wanted (tenant_id, contact_id)
   join conversations v on v.tenant_id = wanted.tenant_id and v.contact_id = wanted.contact_id
   where v.last_customer_message_at is not null`,
);

export const insertTicketsStatement = systemStatement(
  'conversations.insert-tickets',
  `insert into tickets (tenant_id, id, conversation_id, opened_at, expiry_due_at)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])`,
);

export const closeTicketsStatement = systemStatement(
  'conversations.close-tickets',
  `update tickets t set closed_at = i.at, close_reason = i.reason, expiry_due_at = null
   from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as i (tenant_id, id, reason, at)
   where t.tenant_id = i.tenant_id and t.id = i.id and t.closed_at is null`,
);

export const insertTicketEventsStatement = systemStatement(
  'conversations.insert-ticket-events',
  `insert into ticket_events (tenant_id, id, conversation_id, ticket_id, type, description, actor, assignee, topic_name, created_at)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[],
     $9::text[], $10::timestamptz[])`,
);

/** A ticket whose time to look has come, with its conversation, which is locked. */
export interface DueTicket extends Conversation {
  dueTicketId: string;
  ticketOpenedAt: Date;
}

export const lockDueStatement = systemStatement<DueTicket>(
  'conversations.lock-due',
  `select v.*, t.id as "dueTicketId", t.opened_at as "ticketOpenedAt"
   from (
     select tenant_id, id, conversation_id, opened_at from tickets
     where expiry_due_at <= $1 order by expiry_due_at limit $2) t
   cross join lateral (
     select ${conversationColumns('x')} from conversations x
     where x.tenant_id = t.tenant_id and x.id = t.conversation_id for update skip locked) v`,
);

export const scheduleExpiryStatement = systemStatement(
  'conversations.schedule-expiry',
  `update tickets t set expiry_due_at = i.due_at
   from unnest($1::text[], $2::text[], $3::timestamptz[]) as i (tenant_id, id, due_at)
   where t.tenant_id = i.tenant_id and t.id = i.id and t.closed_at is null`,
);

export const nextExpiryStatement = systemStatement<{ dueAt: Date | null }>(
  'conversations.next-expiry',
  'select min(expiry_due_at) as "dueAt" from tickets where expiry_due_at is not null',
  { gathered: 'dueAt' },
);
