import type { Database } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { sweepOutgrown } from '../../db/sweep.ts';

const nextTenantStatement = systemStatement<{ tenantId: string }>(
  'links.next-tenant',
  'select tenant_id as "tenantId" from link_clicks where tenant_id > $1 order by tenant_id limit 1',
);

const sweepStatement = tenantStatement<{ id: string }>(
  'links.sweep-clicks',
  `delete from link_clicks where tenant_id = $1 and message_id < $2 and message_id <= coalesce(
     (select message_id from link_clicks where tenant_id = $1 and message_id < $2
      order by message_id offset $3::integer - 1 limit 1), $2)
   returning message_id as id`,
);

/** Removes clicks on links of messages that are older than their tenant keeps clicks. The links go on leading where they led. */
export async function sweepClicks({
  db,
  keptFrom,
}: {
  readonly db: Database;
  keptFrom(tenantId: string): Date | undefined;
}): Promise<void> {
  await sweepOutgrown(db, nextTenantStatement, sweepStatement, keptFrom);
}
