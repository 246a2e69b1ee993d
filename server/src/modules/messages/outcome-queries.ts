import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { contactLookup } from '../contacts/index.ts';
import { type MessageFacts, messageColumns, statusRank } from './types.ts';

/**
 * Rows of many tenants are reached by (tenant, id) pairs that name both. Every look-up of a batch is a lateral of its own,
 * so that no plan reads a table whole: without statistics the planner takes a tenant for a two-hundredth of a table.
 */
const factsSelect = `
  select m.*, md.path as "mediaPath",
    c.wa_id as "waId", c.bsuid, c.parent_bsuid as "parentBsuid", c.username, coalesce(c.profile_name, c.name) as "contactName",
    ch.phone_number as "channelPhoneNumber", ch.is_default as "channelIsDefault",
    o.email as "operatorEmail", o.name as "operatorName", v.assigned_operator_id as "assignedOperatorId"`;
const factsJoins = `
  left join lateral (
    ${contactLookup('wa_id, bsuid, parent_bsuid, username, name, profile_name', 'm."tenantId"', 'm."contactId"')}) c on true
  cross join lateral (
    select phone_number, is_default from channels where tenant_id = m."tenantId" and id = m."channelId" limit 1) ch
  left join lateral (
    select assigned_operator_id from conversations where tenant_id = m."tenantId" and id = m."conversationId" limit 1) v on true
  left join lateral (
    select email, name from operators where tenant_id = m."tenantId" and id = m."operatorId" limit 1) o on true
  left join lateral (
    select path from media where tenant_id = m."tenantId" and id = m."mediaId" limit 1) md on true`;

type FactsRow = MessageFacts['message'] & {
  mediaPath: string | null;
  waId: string | null;
  bsuid: string | null;
  parentBsuid: string | null;
  username: string | null;
  contactName: string | null;
  channelPhoneNumber: string;
  channelIsDefault: boolean;
  operatorEmail: string | null;
  operatorName: string | null;
  assignedOperatorId: string | null;
};

// Only the event of the sending itself shows content; later ones are cheaper without.
const contentUntilSent = `case when x.status < ${statusRank.sent} then x.content end`;

// The bounds of the ids ($3, $4) leave the planner one partition of `messages`, mostly, and no choice of another index.
const oneOfBatch = 'x.tenant_id = wanted.tenant_id and x.id = wanted.id and x.id between $3 and $4';

/** Locks in the order given: callers sort by id, so that two batches never deadlock. */
export const lockMessagesStatement = systemStatement<FactsRow>(
  'messages.lock',
  `${factsSelect}
   from unnest($1::text[], $2::text[]) as wanted (tenant_id, id)
   cross join lateral (
     select ${messageColumns('x', contentUntilSent)} from messages x where ${oneOfBatch} for update) m
   ${factsJoins}`,
);

/** The newest message of the customer in a conversation. */
export const newestReceivedStatement = tenantStatement<FactsRow>(
  'messages.newest-received',
  `${factsSelect}
   from (
     select ${messageColumns('x')} from messages x
     where x.tenant_id = $1 and x.conversation_id = $2 and x.direction = 'in' and x.type <> 'system'
     order by x.id desc limit 1) m
   ${factsJoins}`,
);

/** A message that was sent, with its content. */
export const findSentStatement = tenantStatement<FactsRow>(
  'messages.find-sent',
  `${factsSelect}
   from (
     select ${messageColumns('x')} from messages x
     where x.tenant_id = $1 and x.id = $2 and x.direction = 'out' limit 1) m
   ${factsJoins}`,
);

export function toFacts(row: FactsRow): MessageFacts {
  // One pattern for all: each rest copies the whole row.
  const {
    mediaPath,
    waId,
    bsuid,
    parentBsuid,
    username,
    contactName,
    assignedOperatorId,
    channelPhoneNumber,
    channelIsDefault,
    operatorEmail,
    operatorName,
    ...message
  } = row;
  return {
    message,
    mediaPath,
    contact: { waId, bsuid, parentBsuid, username, name: contactName },
    channel: { id: message.channelId, phoneNumber: channelPhoneNumber, isDefault: channelIsDefault },
    operator:
      message.operatorId !== null && operatorEmail !== null
        ? { id: message.operatorId, email: operatorEmail, name: operatorName ?? operatorEmail }
        : null,
    assignedOperatorId,
  };
}

/** Those of these messages that are known to be sent, with their wamids. */
export const knownSentStatement = systemStatement<{ tenant_id: string; id: string; wamid: string }>(
  'messages.known-sent',
  `select m.* from unnest($1::text[], $2::text[]) as wanted (tenant_id, id)
   cross join lateral (
     select x.tenant_id, x.id, x.wamid from messages x
     where ${oneOfBatch} and x.status >= ${statusRank.sent} and x.wamid is not null limit 1) m`,
);

export const updateMessagesStatement = systemStatement(
  'messages.update-outcomes',
  `update messages m set wamid = i.wamid, status = i.status, retries = i.retries, failed_code = i.failed_code,
     failed_detail = i.failed_detail, sent_at = i.sent_at, delivered_at = i.delivered_at, read_at = i.read_at,
     replied_at = i.replied_at, failed_at = i.failed_at
   from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::smallint[], $6::text[], $7::text[],
     $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])
     as i (tenant_id, id, wamid, status, retries, failed_code, failed_detail, sent_at, delivered_at, read_at, replied_at, failed_at)
   where m.tenant_id = i.tenant_id and m.id = i.id`,
);

export const findByWamidStatement = systemStatement<{ tenant_id: string; wamid: string; message_id: string }>(
  'messages.find-by-wamid',
  `select wanted.tenant_id, wanted.wamid, w.message_id from unnest($1::text[], $2::text[]) as wanted (tenant_id, wamid)
   cross join lateral (
     select message_id from wamids where tenant_id = wanted.tenant_id and wamid = wanted.wamid limit 1) w`,
);

export const insertWamidsStatement = systemStatement<{ tenant_id: string; wamid: string }>(
  'messages.insert-wamids',
  `insert into wamids (tenant_id, wamid, message_id)
   select * from unnest($1::text[], $2::text[], $3::text[]) order by 1, 2
   on conflict do nothing returning tenant_id, wamid`,
);

// Rows of a queue are locked first, in the order of tenants and ids, and then found by their place (ctid), for the reason
// told at the claim. The lists are looked up in one walk through the key, the only index that has these columns: a quarter
// of the pages that a look-up for each row reads.
/** Removes queue rows that one of the marks ($3) fits: see `removeQueued`. */
export const deleteQueuedStatement = systemStatement<{ tenant_id: string; id: string }>(
  'queue.delete',
  `delete from send_queue q where q.ctid = any(array(
     select x.ctid from send_queue x
     where x.tenant_id = any($1::text[]) and x.id = any($2::text[]) and (x.tenant_id || '/' || x.id = any($3::text[])
       or x.tenant_id || '/' || x.id || '.' || x.retry::text = any($3::text[])
       or x.tenant_id || '/' || x.id || '.' || x.retry::text || '@' || x.leased_by::text = any($3::text[]))
     order by x.tenant_id, x.id for update))
   returning q.tenant_id, q.id`,
);

export const requeueStatement = systemStatement(
  'queue.requeue',
  `update send_queue q set leased_by = null, due_at = found.due_at, unknown_since = found.unknown_since,
     last_error = found.last_error, attempts = found.attempts
   from (
     select w.place, i.due_at, i.unknown_since, i.last_error, i.attempts
     from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::integer[])
       as i (tenant_id, id, fence, due_at, unknown_since, last_error, attempts)
     cross join lateral (
       select x.ctid as place from send_queue x
       where x.tenant_id = i.tenant_id and x.id = i.id and x.leased_by = i.fence for update) w) found
   where q.ctid = found.place`,
);

export const insertQueuedStatement = systemStatement(
  'queue.insert',
  `insert into send_queue (tenant_id, id, channel_id, conversation_id, ordered, priority, due_at, retry)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::smallint[], $7::timestamptz[], $8::smallint[])
   on conflict do nothing`,
);

export const takeParkedStatement = systemStatement<{
  tenant_id: string;
  channel_id: string;
  wamid: string;
  status: unknown;
}>(
  'messages.take-parked',
  `delete from parked_statuses p using unnest($1::text[], $2::text[]) as i (tenant_id, wamid)
   where p.tenant_id = i.tenant_id and p.wamid = i.wamid
   returning p.tenant_id, p.channel_id, p.wamid, p.status`,
);

export const parkStatement = systemStatement(
  'messages.park-statuses',
  `insert into parked_statuses (tenant_id, id, channel_id, wamid, status, parked_at)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[], $6::timestamptz[])`,
);
