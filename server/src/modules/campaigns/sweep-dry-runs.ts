import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { deleteFileRowsStatement, deleteFileStatement, oldFileStatement } from './draft-queries.ts';
import { deleteDryRunStatement, deleteFrozenStatement, overDryRunStatement } from './dry-run-queries.ts';

interface SweepDeps {
  readonly db: Database;
  readonly clock: Clock;
}

const dayMs = 24 * 60 * 60_000;
/** Somebody may still be looking at a dry run that is over. */
const dryRunKeptMs = dayMs;
/** A copy of a campaign may use its file for so long. */
const fileKeptMs = 30 * dayMs;
/** Rows of one statement, and statements of one sweep. */
const sliceSize = 5_000;
const maxSlices = 200;

/** Deletes dry runs that were not launched, with their recipients, and old files. */
export async function sweepDryRuns(deps: SweepDeps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const dryRunsBefore = new Date(nowMs - dryRunKeptMs);
  const filesBefore = new Date(nowMs - fileKeptMs);
  for (let slices = 0; slices < maxSlices; slices += 1) {
    const more = (await sweepDryRun(deps, dryRunsBefore)) || (await sweepFile(deps, filesBefore));
    if (!more) return;
  }
}

async function sweepDryRun({ db }: SweepDeps, before: Date): Promise<boolean> {
  const [over] = await db.system(overDryRunStatement, [before]);
  if (!over) return false;
  const { tenantId, id } = over;
  const gone = await db.tenant(tenantId, deleteFrozenStatement, [id, sliceSize]);
  if (gone.length < sliceSize) await db.tenant(tenantId, deleteDryRunStatement, [id]);
  return true;
}

async function sweepFile({ db }: SweepDeps, before: Date): Promise<boolean> {
  const [old] = await db.system(oldFileStatement, [before]);
  if (!old) return false;
  const { tenantId, id } = old;
  const gone = await db.tenant(tenantId, deleteFileRowsStatement, [id, sliceSize]);
  if (gone.length < sliceSize) await db.tenant(tenantId, deleteFileStatement, [id]);
  return true;
}
