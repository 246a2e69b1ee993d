import type { Database, Transaction } from '../database.ts';
import { listMigrationNumbers } from '../migrate.ts';
import { systemStatement } from '../scope.ts';
import { type DataTable, listDataTables, listSequences, quoteName } from './catalogue.ts';
import { type ExportHeader, exportFormat } from './export-format.ts';

/** Rows in a line, and in memory, at once. */
const rowsPerLine = 100;
const snapshotStatement = systemStatement(
  'transfer.snapshot',
  'set transaction isolation level repeatable read, read only',
);

/**
 * Writes all data as lines of JSON, as it was at one moment: a header, rows by table, and a last line with their counts. What
 * is sealed stays sealed. Files of the media folder are not in it. Answers how many rows each table has.
 */
export async function exportData(
  db: Database,
  header: Pick<ExportHeader, 'exportedAt' | 'keyMark'>,
  write: (line: string) => Promise<void>,
): Promise<Record<string, number>> {
  return db.transaction(async (tx) => {
    await tx.system(snapshotStatement);
    const migrations = await listMigrationNumbers(tx);
    const whole: ExportHeader = { ...header, format: exportFormat, migrations, sequences: await listSequences(tx) };
    await write(JSON.stringify(whole));
    const counts: Record<string, number> = {};
    for (const table of await listDataTables(tx)) counts[table.name] = await exportTable(tx, table, write);
    await write(JSON.stringify({ counts }));
    return counts;
  });
}

async function exportTable(tx: Transaction, table: DataTable, write: (line: string) => Promise<void>): Promise<number> {
  const columns = table.columns.map(quoteName).join(', ');
  const declare = `declare transfer_rows no scroll cursor for
    select row_to_json(r)::text as row from (select ${columns} from ${quoteName(table.name)}) r`;
  await tx.system(systemStatement('', declare));
  const fetch = systemStatement<{ row: string }>('', `fetch ${rowsPerLine} from transfer_rows`);
  let count = 0;
  for (let rows = await tx.system(fetch); rows.length > 0; rows = await tx.system(fetch)) {
    count += rows.length;
    const start = JSON.stringify({ table: table.name, columns: table.columns }).slice(0, -1);
    await write(`${start},"rows":[${rows.map((entry) => entry.row).join(',')}]}`);
  }
  await tx.system(systemStatement('', 'close transfer_rows'));
  return count;
}
