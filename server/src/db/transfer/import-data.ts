import type { Database, Transaction } from '../database.ts';
import { listMigrationNumbers } from '../migrate.ts';
import { isPartitionedByMonth } from '../partitions.ts';
import { systemStatement } from '../scope.ts';
import { type DataTable, listDataTables, quoteName } from './catalogue.ts';
import { type ExportHeader, exportEnd, exportHeader, exportRows } from './export-format.ts';

const anyTenantStatement = systemStatement<{ id: string }>('transfer.any-tenant', 'select id from tenants limit 1');
const setSequenceStatement = systemStatement(
  'transfer.set-sequence',
  `select setval(format('%I', $1::text)::regclass, greatest($2::bigint,
     (select coalesce(last_value, 0) from pg_sequences where schemaname = current_schema() and sequencename = $1)))`,
);
const partitionStatement = systemStatement(
  'transfer.partitions',
  `select parley_create_month_partition($1, month) from (
     select distinct date_trunc('month', to_timestamp(('x' || lpad(left(r ->> 'id', 8), 16, '0'))::bit(64)::bigint) at time zone 'UTC')::date as month
     from json_array_elements($2::json) r) months`,
);

/**
 * Fills an empty database, whose schema is up to date, with what `exportData` wrote: all of it in one transaction, or nothing.
 * Refuses a database with data, a file of a newer Parley, one sealed with another key, and one that was cut off.
 */
export async function importData(
  db: Database,
  keyMark: string,
  lines: AsyncIterable<string>,
): Promise<Record<string, number>> {
  return db.transaction(async (tx) => {
    const [tenant] = await tx.system(anyTenantStatement);
    if (tenant) throw new Error('The database holds data already. Import into an empty one.');
    const tables = new Map((await listDataTables(tx)).map((table) => [table.name, table]));
    // What triggers keep is in the file too.
    await switchTriggers(tx, [...tables.keys()], 'disable');
    const counts: Record<string, number> = {};
    let header: ExportHeader | undefined;
    let promised: Record<string, number> | undefined;
    for await (const line of lines) {
      const value = parse(line);
      if (!header) {
        header = await readHeader(tx, keyMark, value);
        continue;
      }
      const end = exportEnd.safeParse(value);
      if (end.success) promised = end.data.counts;
      else counts[tableOf(value)] = (counts[tableOf(value)] ?? 0) + (await importRows(tx, tables, value));
    }
    if (!header || !promised) throw new Error('The file has no end: it was cut off. Nothing was imported.');
    for (const [name, count] of Object.entries(promised)) {
      if ((counts[name] ?? 0) !== count) throw new Error(`The file lacks rows of ${name}. Nothing was imported.`);
    }
    await switchTriggers(tx, [...tables.keys()], 'enable');
    for (const { name, value } of header.sequences) await tx.system(setSequenceStatement, [name, value]);
    return promised;
  });
}

async function switchTriggers(tx: Transaction, tables: readonly string[], to: 'enable' | 'disable'): Promise<void> {
  for (const name of tables) await tx.system(systemStatement('', `alter table ${quoteName(name)} ${to} trigger user`));
}

async function readHeader(tx: Transaction, keyMark: string, value: unknown): Promise<ExportHeader> {
  const read = exportHeader.safeParse(value);
  if (!read.success) throw new Error('The file is no export of Parley.');
  if (read.data.keyMark !== keyMark) {
    throw new Error(
      'The secrets of the file are sealed with another PARLEY_SECRET_KEY. Set that one and import again.',
    );
  }
  const known = new Set(await listMigrationNumbers(tx));
  if (read.data.migrations.some((number) => !known.has(number))) {
    throw new Error('The file was written by a newer Parley. Import it with that version or newer.');
  }
  return read.data;
}

function tableOf(value: unknown): string {
  return exportRows.parse(value).table;
}

async function importRows(tx: Transaction, tables: ReadonlyMap<string, DataTable>, value: unknown): Promise<number> {
  const { table: name, columns, rows } = exportRows.parse(value);
  const table = tables.get(name);
  const unknown = columns.find((column) => !table?.columns.includes(column));
  if (!table || unknown !== undefined) throw new Error(`This version has no place for ${name}.${unknown ?? ''}.`);
  const text = JSON.stringify(rows);
  if (table.partitioned && isPartitionedByMonth(name)) await tx.system(partitionStatement, [name, text]);
  const list = columns.map(quoteName).join(', ');
  const insert = `insert into ${quoteName(name)} (${list}) overriding system value
    select ${list} from json_populate_recordset(null::${quoteName(name)}, $1::json)`;
  await tx.system(systemStatement('', insert), [text]);
  return rows.length;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('The file is damaged: a line of it is no JSON. Nothing was imported.');
  }
}
