import type { Database } from '../../db/database.ts';
import { sweepInSlices } from '../../db/sweep.ts';
import type { Clock } from '../../kernel/clock.ts';
import { nextTenantStatement, surplusEdgeStatement, sweepOldStatement, sweepSurplusStatement } from './queries.ts';

/** How long calls are kept, and how many of a tenant. */
export const callsKeptMs = 3 * 24 * 60 * 60_000;
export const callsKept = 50_000;

const sliceRows = 5_000;
const maxSlices = 1_000;
const maxTenants = 100_000;

/** Removes calls that are too old, and of each tenant the oldest beyond what is kept. */
export async function sweepCalls(
  deps: { readonly db: Database; readonly clock: Clock },
  kept: number = callsKept,
): Promise<void> {
  await sweepInSlices(deps.db, sweepOldStatement, new Date(deps.clock.nowMs() - callsKeptMs));
  let last = '';
  for (let count = 0; count < maxTenants; count += 1) {
    const [next] = await deps.db.system(nextTenantStatement, [last]);
    if (!next) return;
    await sweepSurplus(deps.db, next.tenantId, kept);
    last = next.tenantId;
  }
}

async function sweepSurplus(db: Database, tenantId: string, kept: number): Promise<void> {
  const [edge] = await db.tenant(tenantId, surplusEdgeStatement, [kept]);
  if (!edge) return;
  for (let slice = 0; slice < maxSlices; slice += 1) {
    const rows = await db.tenant(tenantId, sweepSurplusStatement, [edge.id, sliceRows]);
    if (rows.length < sliceRows) return;
  }
}
