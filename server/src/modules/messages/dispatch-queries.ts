import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { contactLookup } from '../contacts/index.ts';

export interface ClaimedMessage {
  id: string;
  attempts: number;
  retry: number;
  dueAt: Date;
  kind: string;
  type: string;
  content: string | null;
  replyToWamid: string | null;
  mediaId: string | null;
  /** Neither: the contact was deleted. */
  waId: string | null;
  bsuid: string | null;
}

/**
 * Channels with rows waiting, or on a paused one with attempts to be decided: a probe each, whatever the length of their
 * queues.
 */
export const channelsWithWorkStatement = systemStatement<{ tenantId: string; channelId: string }>(
  'dispatch.channels-with-work',
  `select c.tenant_id as "tenantId", c.id as "channelId" from channels c
   where (c.paused_at is null
       and exists (select 1 from send_queue q where q.tenant_id = c.tenant_id and q.channel_id = c.id))
     or exists (select 1 from send_queue q where q.tenant_id = c.tenant_id and q.channel_id = c.id
       and (q.leased_by is not null or q.unknown_since is not null))`,
);

// One statement starts the attempts: it is committed before anything is sent. The locking part is materialised so that
// it runs whole. Ordered messages wait for every earlier one of their conversation. A pause counts from its commit on,
// whatever the sender remembers of the channel. Rows are found again by their place (ctid), the rest by look-ups of its
// own: a queue that was empty when it was last counted is joined the wrong way round by any other form (measured: 21 s).
export const claimStatement = tenantStatement<ClaimedMessage>(
  'dispatch.claim',
  `with c as materialized (
     select w.ctid as place from send_queue w
     where w.tenant_id = $1 and w.channel_id = $2 and w.leased_by is null and w.unknown_since is null and w.due_at <= $3
       and (not w.ordered or not exists (
         select 1 from send_queue e
         where e.tenant_id = w.tenant_id and e.conversation_id = w.conversation_id and e.ordered and e.id < w.id))
       and exists (select 1 from channels ch where ch.tenant_id = $1 and ch.id = $2 and ch.paused_at is null)
     order by w.priority, w.id limit $4 for update skip locked),
   claimed as (
     update send_queue q set leased_by = $5, attempts = q.attempts + 1
     from c where q.ctid = c.place
     returning q.id, q.attempts, q.retry, q.due_at)
   select u.id, u.attempts, u.retry, u.due_at as "dueAt", m.kind, m.type, m.content::text as content, m.reply_to_wamid as "replyToWamid",
     m.media_id as "mediaId", ct.wa_id as "waId", ct.bsuid
   from claimed u
   cross join lateral (
     select kind, type, content, reply_to_wamid, media_id, contact_id from messages
     where tenant_id = $1 and id = u.id limit 1) m
   left join lateral (${contactLookup('wa_id, bsuid', '$1', 'm.contact_id')}) ct on true`,
);

const isUnknown = '(leased_by < $3 or id = any($7::text[]))';
/**
 * Claims that nobody works on. Those under an earlier fence: their holder is gone, their outcome is unknown; so is that of ours
 * which could not be settled ($7). Those of ours that were not begun ($6): the answer of the claim was lost, they wait again.
 */
export const recoverStatement = tenantStatement<{ id: string; isUnknown: boolean }>(
  'dispatch.recover',
  `update send_queue set leased_by = null,
     unknown_since = case when ${isUnknown} then $4::timestamptz end,
     due_at = case when ${isUnknown} then $5 else due_at end,
     attempts = case when ${isUnknown} then attempts else attempts - 1 end,
     last_error = case when ${isUnknown} then 'The process ended while this was being sent.' else last_error end
   where tenant_id = $1 and channel_id = $2 and leased_by is not null
     and (leased_by < $3 or (leased_by = $3 and not (id = any($6::text[]))))
   returning id, unknown_since is not null as "isUnknown"`,
);

export const dueUnknownStatement = tenantStatement<{ id: string; attempts: number; unconfirmedPolicy: string }>(
  'dispatch.due-unknown',
  `select q.id, q.attempts, c.unconfirmed_policy as "unconfirmedPolicy" from send_queue q
   join channels c on c.tenant_id = q.tenant_id and c.id = q.channel_id
   where q.tenant_id = $1 and q.channel_id = $2 and q.unknown_since is not null and q.due_at <= $3
   order by q.id limit 1000 for update of q skip locked`,
);

export const nextUnknownStatement = tenantStatement<{ due: Date | null }>(
  'dispatch.next-unknown',
  `select min(due_at) as due from send_queue
   where tenant_id = $1 and channel_id = $2 and unknown_since is not null`,
);

export const resendStatement = tenantStatement(
  'dispatch.resend',
  `update send_queue set unknown_since = null, due_at = $3, last_error = 'Sent again by the policy of the channel.'
   where tenant_id = $1 and id = any($2::text[])`,
);

export const deleteUnknownStatement = tenantStatement(
  'dispatch.delete-unknown',
  'delete from send_queue where tenant_id = $1 and id = any($2::text[]) and unknown_since is not null',
);

/** The earliest moment at which any message may be sent or must be decided. */
export const nextDueStatement = systemStatement<{ due: Date | null }>(
  'dispatch.next-due',
  `select min(q.due_at) as due from send_queue q
   join channels c on c.tenant_id = q.tenant_id and c.id = q.channel_id
   where q.leased_by is null and (q.unknown_since is not null or (c.paused_at is null
     and (not q.ordered or not exists (
       select 1 from send_queue e
       where e.tenant_id = q.tenant_id and e.conversation_id = q.conversation_id and e.ordered and e.id < q.id))))`,
  { gathered: 'due' },
);

/** `oldest`: since when the send that has waited longest could have gone. */
export const queueSizesStatement = systemStatement<{
  waiting: number;
  underWay: number;
  unknown: number;
  oldest: Date | null;
}>(
  'dispatch.queue-sizes',
  `select count(*) filter (where leased_by is null and unknown_since is null) as waiting,
     count(*) filter (where leased_by is not null) as "underWay",
     count(*) filter (where unknown_since is not null) as unknown,
     min(due_at) filter (where leased_by is null and unknown_since is null) as oldest from send_queue`,
);
