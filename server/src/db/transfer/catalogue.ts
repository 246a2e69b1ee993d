import { type Scope, systemStatement } from '../scope.ts';

/** A table whose rows are data of Parley, with the columns that can be written. */
export interface DataTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Rows lie in month partitions by their id. */
  readonly partitioned: boolean;
}

/** What is of the running processes or of the schema itself stays behind. */
const ownTables = ['parley_migrations', 'leases', 'event_stream'];

// A transaction number means nothing in another cluster: there the row gets that of the import.
const tablesStatement = systemStatement<{ name: string; columns: string[]; partitioned: boolean }>(
  'transfer.tables',
  `select t.relname as name, t.relkind = 'p' as partitioned,
     (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and a.atttypid <> 'xid8'::regtype) as columns
   from pg_class t
   where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
     and not t.relname = any($1::text[])
   order by t.relname`,
);

const referencesStatement = systemStatement<{ from: string; to: string }>(
  'transfer.references',
  `select f.relname as from, t.relname as to from pg_constraint k
   join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
   where k.contype = 'f' and k.conrelid <> k.confrelid and f.relnamespace = current_schema()::regnamespace`,
);

/** All tables with data, each after those it refers to. */
export async function listDataTables(db: Scope): Promise<DataTable[]> {
  const tables = await db.system(tablesStatement, [ownTables]);
  const references = await db.system(referencesStatement);
  const left = new Map(tables.map((table) => [table.name, table]));
  const sorted: DataTable[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(
      (table) => !references.some((reference) => reference.from === table.name && left.has(reference.to)),
    );
    if (free.length === 0) throw new Error('The tables refer to each other in a circle.');
    for (const table of free) left.delete(table.name);
    sorted.push(...free);
  }
  return sorted;
}

const sequencesStatement = systemStatement<{ name: string; value: number }>(
  'transfer.sequences',
  `select sequencename as name, last_value as value from pg_sequences
   where schemaname = current_schema() and last_value is not null order by sequencename`,
);

/** The last value of every sequence that was used. */
export function listSequences(db: Scope): Promise<{ name: string; value: number }[]> {
  return db.system(sequencesStatement);
}

/** A name of the catalogue as SQL writes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
