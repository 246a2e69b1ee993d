import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';
import { queuePriority } from './queue-priority.ts';
import { statusRank } from './types.ts';

const queuedStatement = tenantStatement<{ due: number; all: number }>(
  'queue.bulk-waiting',
  `select count(*) filter (where w.due_at <= $4) as due, count(*) as all from (
     select q.due_at from send_queue q
     where q.tenant_id = $1 and q.channel_id = $2 and q.priority = ${queuePriority.bulk} and q.leased_by is null
       and q.unknown_since is null
     limit $3) w`,
);

/** Bulk messages that wait in the queue of a channel, counted up to `atMost`: those due at `at`, and all. */
export async function findQueuedBulk(
  db: Scope,
  channel: { readonly tenantId: string; readonly channelId: string },
  { at, atMost }: { readonly at: Date; readonly atMost: number },
): Promise<{ readonly due: number; readonly all: number }> {
  const [row] = await db.tenant(channel.tenantId, queuedStatement, [channel.channelId, atMost, at]);
  return row ?? { due: 0, all: 0 };
}

const reachedStatement = tenantStatement<{ people: number }>(
  'messages.people-reached',
  `select count(distinct m.contact_id) as people from messages m
   where m.tenant_id = $1 and m.kind = 'template' and m.created_at > $3 and m.channel_id = any($2::text[])
     and m.status <> ${statusRank.failed}`,
);

/**
 * The different people to whom templates went, or are about to go, from these channels since a moment: what Meta's
 * messaging limit counts, but for those within an open window, whom it leaves out (cloud-api-behaviour section 4).
 */
export async function countPeopleReached(
  db: Scope,
  tenantId: string,
  { channelIds, since }: { readonly channelIds: readonly string[]; readonly since: Date },
): Promise<number> {
  const [row] = await db.tenant(tenantId, reachedStatement, [channelIds, since]);
  return row?.people ?? 0;
}
