import { tenantStatement } from '../../db/scope.ts';
import type { Call } from './types.ts';

const columns = `c.tenant_id as "tenantId", c.id, c.call_id as "callId", c.channel_id as "channelId",
  c.contact_id as "contactId", c.conversation_id as "conversationId", c.ticket_id as "ticketId", c.direction, c.status,
  c.duration_s as "durationSeconds", c.started_at as "startedAt", c.ended_at as "endedAt"`;

export const findCallStatement = tenantStatement<Call & { rank: number }>(
  'calls.find',
  `select ${columns}, c.rank from calls c where c.tenant_id = $1 and c.call_id = $2 for update`,
);

/** A call, or what is new of it. Answers nothing when it came so far already. */
export const putCallStatement = tenantStatement<Call>(
  'calls.put',
  `insert into calls as c (tenant_id, id, call_id, channel_id, contact_id, conversation_id, ticket_id, direction, status, rank,
     duration_s, started_at, ended_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (tenant_id, call_id) do update set status = excluded.status, rank = excluded.rank,
     contact_id = excluded.contact_id, conversation_id = excluded.conversation_id,
     duration_s = excluded.duration_s, ended_at = excluded.ended_at
   where c.rank < excluded.rank
   returning ${columns}`,
);
