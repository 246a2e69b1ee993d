import type { Scope, SystemStatement } from './scope.ts';

const sliceRows = 5_000;
const maxSlices = 1_000;

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
