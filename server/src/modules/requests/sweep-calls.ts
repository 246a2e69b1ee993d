import type { Database } from '../../db/database.ts';
import { sweepTenantInSlices, walkTenants } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import { nextTenantStatement, surplusEdgeStatement, sweepSurplusStatement } from './queries.ts';

/** How many calls of a tenant are kept. */
export const callsKept = 50_000;

const dayMs = 24 * 60 * 60_000;

/** Removes calls that are older than their tenant keeps them, and of each tenant the oldest beyond what is kept. */
export async function sweepCalls(
  { db, clock, keptDays }: { readonly db: Database; readonly clock: Clock; keptDays(tenantId: string): number },
  kept: number = callsKept,
): Promise<void> {
  for await (const tenantId of walkTenants(db, nextTenantStatement)) {
    const old = firstIdAt(clock.nowMs() - keptDays(tenantId) * dayMs);
    await sweepTenantInSlices(db, tenantId, sweepSurplusStatement, [old]);
    const [edge] = await db.tenant(tenantId, surplusEdgeStatement, [kept]);
    if (edge) await sweepTenantInSlices(db, tenantId, sweepSurplusStatement, [edge.id]);
  }
}
