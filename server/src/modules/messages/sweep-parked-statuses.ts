import type { Database } from '../../db/database.ts';
import { systemStatement } from '../../db/scope.ts';
import { sweepInSlices } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';

const keepForMs = 7 * 24 * 60 * 60 * 1000;

const sweepStatement = systemStatement<{ id: string }>(
  'messages.sweep-parked',
  `delete from parked_statuses where (tenant_id, id) in (
     select tenant_id, id from parked_statuses where parked_at < $1 limit $2) returning id`,
);

/** Removes statuses that waited a week for a message of ours: they belong to messages that Parley did not send. */
export async function sweepParkedStatuses(deps: { db: Database; clock: Clock }): Promise<number> {
  return sweepInSlices(deps.db, sweepStatement, new Date(deps.clock.nowMs() - keepForMs));
}
