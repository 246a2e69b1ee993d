import type { Database } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { sweepOutgrown } from '../../db/sweep.ts';

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
  keptFrom,
}: {
  readonly db: Database;
  keptFrom(tenantId: string): Date | undefined;
}): Promise<void> {
  await sweepOutgrown(db, nextTenantStatement, sweepStatement, keptFrom);
}
