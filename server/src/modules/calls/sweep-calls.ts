import type { Database } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { sweepTenantInSlices, walkTenants } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';
import { firstIdAt } from '../../kernel/ids.ts';

const dayMs = 24 * 60 * 60_000;

const nextTenantStatement = systemStatement<{ tenantId: string }>(
  'calls.next-tenant',
  'select tenant_id as "tenantId" from calls where tenant_id > $1 order by tenant_id limit 1',
);

const sweepStatement = tenantStatement<{ id: string }>(
  'calls.sweep',
  `delete from calls where tenant_id = $1 and id < $2 and id <= coalesce(
     (select id from calls where tenant_id = $1 and id < $2 order by id offset $3::integer - 1 limit 1), $2) returning id`,
);

/** Removes calls that are older than their tenant keeps them. That they were stays in the history of their chats. */
export async function sweepOldCalls({
  db,
  clock,
  keptDays,
}: {
  readonly db: Database;
  readonly clock: Clock;
  keptDays(tenantId: string): number;
}): Promise<void> {
  for await (const tenantId of walkTenants(db, nextTenantStatement)) {
    const old = firstIdAt(clock.nowMs() - keptDays(tenantId) * dayMs);
    await sweepTenantInSlices(db, tenantId, sweepStatement, [old]);
  }
}
