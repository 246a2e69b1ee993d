import type { Database } from '../../db/database.ts';
import { sweepTenantInSlices, walkTenants } from '../../db/sweep.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import { nextTenantStatement, surplusEdgeStatement, sweepSurplusStatement } from './queries.ts';

/** How many calls of a tenant are kept. */
export const callsKept = 50_000;

/** Removes calls that are older than their tenant keeps them, and of each tenant the oldest beyond what is kept. */
export async function sweepCalls(
  { db, keptFrom }: { readonly db: Database; keptFrom(tenantId: string): Date | undefined },
  kept: number = callsKept,
): Promise<void> {
  for await (const tenantId of walkTenants(db, nextTenantStatement)) {
    const from = keptFrom(tenantId);
    if (from) await sweepTenantInSlices(db, tenantId, sweepSurplusStatement, [firstIdAt(from.getTime())]);
    const [edge] = await db.tenant(tenantId, surplusEdgeStatement, [kept]);
    if (edge) await sweepTenantInSlices(db, tenantId, sweepSurplusStatement, [edge.id]);
  }
}
