import type { Database } from '../../db/database.ts';
import { foreignNumbersStatement, newEpochStatement, renumberStatement } from './queries.ts';

/**
 * After a dump of this database was restored into another cluster, its events bear transaction numbers that lie ahead there,
 * and readers would wait for them. Gives them new ones, and ends the cursors of before. Nothing to do at any other start.
 */
export async function renumberForeignEvents(deps: { readonly db: Database }): Promise<void> {
  const [foreign] = await deps.db.system(foreignNumbersStatement);
  if (!foreign) return;
  await deps.db.transaction(async (tx) => {
    await tx.system(newEpochStatement);
    await tx.system(renumberStatement);
  });
}
