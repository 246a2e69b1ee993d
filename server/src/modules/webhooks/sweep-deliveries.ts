import type { Database } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { sweepInSlices, sweepTenantInSlices, walkTenants } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';
import { firstIdAt } from '../../kernel/ids.ts';

const sweepQueueStatement = systemStatement<{ id: string }>(
  'webhooks.sweep-queue',
  `delete from webhook_deliveries where (tenant_id, endpoint_id, id) in (
     select tenant_id, endpoint_id, id from webhook_deliveries where coalesce(queued_at, created_at) < $1 limit $2)
   returning id`,
);

const sweepReplaysStatement = systemStatement<{ id: string }>(
  'webhooks.sweep-replays',
  `delete from webhook_replays where (tenant_id, id) in (
     select tenant_id, id from webhook_replays where state = 'done' and updated_at < $1 limit $2) returning id`,
);

// Those beyond the day partitions: of days that had none when they came, or replayed when theirs was gone.
const sweepLogStatement = systemStatement<{ id: string }>(
  'webhooks.sweep-log',
  `delete from webhook_delivery_log_default where (tenant_id, endpoint_id, id) in (
     select tenant_id, endpoint_id, id from webhook_delivery_log_default
     where coalesce(attempted_at, created_at) < $1 limit $2) returning id`,
);

const sweepAttemptsStatement = systemStatement<{ id: string }>(
  'webhooks.sweep-attempts',
  `delete from webhook_attempts_default where (tenant_id, delivery_id, number) in (
     select tenant_id, delivery_id, number from webhook_attempts_default where attempted_at < $1 limit $2)
   returning delivery_id as id`,
);

const dropStatement = systemStatement<{ dropped: number }>(
  'webhooks.drop-days',
  'select parley_drop_day_partitions($1, $2::date) as dropped',
);

const nextTenantStatement = systemStatement<{ tenantId: string }>(
  'webhooks.next-tenant',
  'select tenant_id as "tenantId" from webhook_endpoints where tenant_id > $1 order by tenant_id limit 1',
);

const endpointIdsStatement = tenantStatement<{ id: string }>(
  'webhooks.endpoint-ids',
  'select id from webhook_endpoints where tenant_id = $1 order by id limit 1000',
);

const sweepLogOfStatement = tenantStatement<{ id: string }>(
  'webhooks.sweep-log-of-tenant',
  `delete from webhook_delivery_log where tenant_id = $1 and endpoint_id = $2 and id < $3 and id <= coalesce(
     (select id from webhook_delivery_log where tenant_id = $1 and endpoint_id = $2 and id < $3
      order by id offset $4::integer - 1 limit 1), $3)
   returning id`,
);

const sweepAttemptsOfStatement = tenantStatement<{ id: string }>(
  'webhooks.sweep-attempts-of-tenant',
  `delete from webhook_attempts where tenant_id = $1 and delivery_id < $2 and delivery_id <= coalesce(
     (select delivery_id from webhook_attempts where tenant_id = $1 and delivery_id < $2
      order by delivery_id offset $3::integer - 1 limit 1), $2)
   returning delivery_id as id`,
);

// A partition is dropped when nobody reads or writes its table: rather tomorrow than that deliveries wait for it.
const impatienceStatement = systemStatement('webhooks.impatience', `set local lock_timeout = '500ms'`);

/**
 * Removes what is older than the log is kept: whole days of ended deliveries and their attempts, and, in slices, what
 * waits since then for an endpoint that is disabled or defective.
 */
export async function sweepDeliveries(deps: { db: Database; clock: Clock; logKeptMs: number }): Promise<void> {
  const before = new Date(deps.clock.nowMs() - deps.logKeptMs);
  for (const statement of [sweepQueueStatement, sweepReplaysStatement, sweepLogStatement, sweepAttemptsStatement]) {
    await sweepInSlices(deps.db, statement, before);
  }
  for (const table of ['webhook_delivery_log', 'webhook_attempts']) {
    await deps.db.transaction(async (tx) => {
      await tx.system(impatienceStatement);
      await tx.system(dropStatement, [table, before.toISOString().slice(0, 10)]);
    });
  }
}

/**
 * Removes, in slices, ended deliveries and their attempts that their tenant keeps for a shorter time than the server does.
 * What waits for its endpoint is left: it is not told yet.
 */
export async function sweepDeliveriesOfTenants(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly logKeptMs: number;
  keptFrom(tenantId: string): Date | undefined;
}): Promise<void> {
  for await (const tenantId of walkTenants(deps.db, nextTenantStatement)) {
    const from = deps.keptFrom(tenantId);
    if (from === undefined || from.getTime() <= deps.clock.nowMs() - deps.logKeptMs) continue;
    const old = firstIdAt(from.getTime());
    for (const { id } of await deps.db.tenant(tenantId, endpointIdsStatement)) {
      await sweepTenantInSlices(deps.db, tenantId, sweepLogOfStatement, [id, old]);
    }
    await sweepTenantInSlices(deps.db, tenantId, sweepAttemptsOfStatement, [old]);
  }
}
