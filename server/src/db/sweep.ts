import { firstIdAt } from '../kernel/ids.ts';
import type { Scope, SystemStatement, TenantStatement } from './scope.ts';

const sliceRows = 5_000;
const maxSlices = 1_000;
const maxTenants = 100_000;

/** Deletes old rows in slices, so that no lock is held for long. The statement takes a moment and a number of rows. */
export async function sweepInSlices(
  db: Scope,
  statement: SystemStatement<{ id: string }>,
  before: Date,
): Promise<number> {
  let swept = 0;
  for (let slice = 0; slice < maxSlices; slice += 1) {
    const rows = await db.system(statement, [before, sliceRows]);
    swept += rows.length;
    if (rows.length < sliceRows) break;
  }
  return swept;
}

/**
 * The same for one tenant: the statement takes the values and, last, a number of rows. It deletes a range of keys whose end
 * it looks up, which needs no join: whatever the statistics say, no plan goes through all rows for each.
 */
export async function sweepTenantInSlices(
  db: Scope,
  tenantId: string,
  statement: TenantStatement<{ id: string }>,
  values: readonly unknown[],
): Promise<number> {
  let swept = 0;
  for (let slice = 0; slice < maxSlices; slice += 1) {
    const rows = await db.tenant(tenantId, statement, [...values, sliceRows]);
    swept += rows.length;
    if (rows.length < sliceRows) break;
  }
  return swept;
}

/**
 * Deletes of each tenant that `next` finds what it no longer keeps; whose age is undefined keeps all. The statement takes the
 * first id that is kept and a number of rows.
 */
export async function sweepOutgrown(
  db: Scope,
  next: SystemStatement<{ tenantId: string }>,
  statement: TenantStatement<{ id: string }>,
  keptFrom: (tenantId: string) => Date | undefined,
): Promise<void> {
  for await (const tenantId of walkTenants(db, next)) {
    const from = keptFrom(tenantId);
    if (from) await sweepTenantInSlices(db, tenantId, statement, [firstIdAt(from.getTime())]);
  }
}

/** Goes through the tenants that have rows. The statement answers the first one behind $1. */
export async function* walkTenants(db: Scope, next: SystemStatement<{ tenantId: string }>): AsyncGenerator<string> {
  let last = '';
  for (let count = 0; count < maxTenants; count += 1) {
    const [row] = await db.system(next, [last]);
    if (!row) return;
    yield row.tenantId;
    last = row.tenantId;
  }
}
