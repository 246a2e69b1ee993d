import type { Transaction } from './database.ts';
import { tenantStatement } from './scope.ts';

const takeTurnStatement = tenantStatement(
  'turns.take',
  `select pg_advisory_xact_lock(hashtextextended(k.tenant_id || '/' || k.what, 30))
   from (values ($1::text, $2::text)) as k (tenant_id, what) where k.tenant_id = $1`,
);

/**
 * Waits until no other transaction of the tenant has its turn at this, and keeps it until the end of its own: what is counted
 * from here on holds. For where no row is there to be locked. Turns with the same hash wait for each other, which costs time only.
 */
export async function takeTurn(tx: Transaction, tenantId: string, what: string): Promise<void> {
  await tx.tenant(tenantId, takeTurnStatement, [what]);
}
