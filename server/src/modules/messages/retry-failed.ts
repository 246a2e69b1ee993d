import type { Database, Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { contactLookup } from '../contacts/index.ts';
import { queuePriority } from './queue-priority.ts';
import { statusRank } from './types.ts';

// Whoever else holds one of these messages is at work on it: it is left for the next round. Who was blocked, deleted or, with
// $8, refused marketing since gets nothing more.
const takeBackStatement = tenantStatement<{ id: string; channelId: string; conversationId: string; retries: number }>(
  'messages.take-back',
  `with failed as materialized (
     select m.id from messages m
     cross join lateral (${contactLookup('blocked_at, allow_broadcast', 'm.tenant_id', 'm.contact_id')}) c
     where m.tenant_id = $1 and m.broadcast_id = $2 and m.failed_code = $3 and m.status = ${statusRank.failed}
       and m.failed_at <= $4 and m.id >= $6 and m.id <= $7
       and c.blocked_at is null and (c.allow_broadcast or not $8)
     order by m.id limit $5 for update of m skip locked)
   update messages m set status = ${statusRank.queued}, retries = m.retries + 1, wamid = null, sent_at = null,
     failed_at = null, failed_code = null, failed_detail = null
   from failed f where m.tenant_id = $1 and m.id = f.id
   returning m.id, m.channel_id as "channelId", m.conversation_id as "conversationId", m.retries`,
);

const queueStatement = tenantStatement(
  'queue.retry',
  `insert into send_queue (tenant_id, id, channel_id, conversation_id, ordered, priority, due_at, retry)
   select $1, i.id, i.channel_id, i.conversation_id, false, ${queuePriority.bulk}, $6, i.retry
   from unnest($2::text[], $3::text[], $4::text[], $5::smallint[]) as i (id, channel_id, conversation_id, retry)`,
);

/** Ids are hexadecimal digits. */
const anyId = { firstId: '', lastId: 'g' };

export interface TakenBack {
  readonly count: number;
  readonly channelIds: ReadonlySet<string>;
  readonly events: readonly PlatformEvent[];
}

/**
 * Puts messages of a broadcast that failed with `code` back into the queue for a new try, at most `limit`: the only way in
 * which the state of a message falls. Joins the caller's transaction. Only what is still failed in it is taken, so nothing
 * is queued twice; the number of the try travels in the echo, so what Meta still says of earlier tries is told apart.
 */
export async function retryFailed(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  wanted: {
    readonly tenantId: string;
    readonly broadcastId: string;
    readonly code: string;
    /** Failures after this moment are left alone. */
    readonly failedUntil: Date;
    readonly limit: number;
    /** Whether people who allow no broadcasts by now are left out; those who are blocked always are. */
    readonly skipsOptedOut: boolean;
    /** The ids of the messages of the broadcast, where they are known: other codes than 131049 have no index of their own. */
    readonly within?: { readonly firstId: string; readonly lastId: string };
  },
): Promise<TakenBack> {
  const { tenantId, broadcastId, code, failedUntil, limit, skipsOptedOut, within = anyId } = wanted;
  const bounds = [within.firstId, within.lastId];
  const rows = await tx.tenant(tenantId, takeBackStatement, [
    broadcastId,
    code,
    failedUntil,
    limit,
    ...bounds,
    skipsOptedOut,
  ]);
  if (rows.length === 0) return { count: 0, channelIds: new Set(), events: [] };
  const at = deps.clock.now();
  await tx.tenant(tenantId, queueStatement, [
    rows.map((row) => row.id),
    rows.map((row) => row.channelId),
    rows.map((row) => row.conversationId),
    rows.map((row) => row.retries),
    at,
  ]);
  const events = rows.map((row) => ({
    id: newId(at.getTime()),
    tenantId,
    type: 'message.requeued' as const,
    conversationId: row.conversationId,
    subjectId: row.id,
    data: { broadcastId, code, retry: row.retries },
    facts: undefined,
    at,
  }));
  await deps.events.record(tx, events);
  return { count: rows.length, channelIds: new Set(rows.map((row) => row.channelId)), events };
}

const lastFailureStatement = tenantStatement<{ at: Date | null }>(
  'messages.last-failure-of-broadcast',
  `select max(m.failed_at) as at from messages m
   where m.tenant_id = $1 and m.broadcast_id = $2 and m.failed_code = $3 and m.status = ${statusRank.failed}`,
);

/** When a message of the broadcast last failed with that code; undefined when none has. */
export async function findLastFailure(
  deps: { readonly db: Database },
  tenantId: string,
  broadcastId: string,
  code: string,
): Promise<Date | undefined> {
  const [row] = await deps.db.tenant(tenantId, lastFailureStatement, [broadcastId, code]);
  return row?.at ?? undefined;
}
