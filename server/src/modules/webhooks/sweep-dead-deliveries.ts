import type { Database } from '../../db/database.ts';
import { systemStatement } from '../../db/scope.ts';
import { sweepInSlices } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';

const keepForMs = 7 * 24 * 60 * 60 * 1000;

const sweepStatement = systemStatement<{ id: string }>(
  'webhooks.sweep-dead',
  `delete from webhook_deliveries where (tenant_id, endpoint_id, id) in (
     select tenant_id, endpoint_id, id from webhook_deliveries where created_at < $1 limit $2) returning id`,
);

/**
 * Removes deliveries of events more than a week old: all of them were given up, or wait for an endpoint that is disabled
 * or defective.
 */
export async function sweepDeadDeliveries(deps: { db: Database; clock: Clock }): Promise<number> {
  return sweepInSlices(deps.db, sweepStatement, new Date(deps.clock.nowMs() - keepForMs));
}
