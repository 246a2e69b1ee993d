import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { type Scope, systemStatement } from './scope.ts';

const migrationsDir = join(import.meta.dirname, '..', '..', 'migrations');
// Any number does; two processes that start together take turns by it.
const migrationLock = 7_265_839;

const lockStatement = systemStatement('migrate.lock', `select pg_advisory_xact_lock(${migrationLock})`);
// Hosts of Postgres give their users limits that are meant for single calls.
const patienceStatement = systemStatement(
  'migrate.patience',
  `select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`,
);
const tableStatement = systemStatement(
  'migrate.table',
  'create table if not exists parley_migrations (number integer primary key, name text not null, applied_at timestamptz not null default now())',
);
const appliedStatement = systemStatement<{ number: number }>('migrate.applied', 'select number from parley_migrations');
const recordStatement = systemStatement(
  'migrate.record',
  'insert into parley_migrations (number, name) values ($1, $2)',
);

/**
 * Brings the schema up to this version: each file of `migrations/` once, in order, all in one transaction under a lock.
 * `tellPending` hears what is about to be applied, when there is something. Refuses to run when the database knows a migration that this version does not: an older Parley must not serve it.
 */
export async function migrate(
  db: Database,
  tellPending: (names: readonly string[]) => void = () => undefined,
): Promise<{ applied: string[] }> {
  const files = await listMigrations();
  return db.transaction(async (tx) => {
    await tx.system(patienceStatement);
    await tx.system(lockStatement);
    await tx.system(tableStatement);
    const applied = new Set((await tx.system(appliedStatement)).map((row) => row.number));
    const own = new Set(files.map((file) => file.number));
    // Not only those after the newest: versions that were made side by side fill gaps in the numbers.
    const unknown = [...applied].filter((number) => !own.has(number));
    if (unknown.length > 0) {
      throw new Error(
        `The database was made by a newer Parley (migration ${unknown[0]}). Start that version or newer.`,
      );
    }
    const pending = files.filter((file) => !applied.has(file.number));
    if (pending.length > 0) tellPending(pending.map((file) => file.name));
    for (const file of pending) await applyOne(tx, file);
    return { applied: pending.map((file) => file.name) };
  });
}

/** The numbers of the migrations that this database has. */
export async function listMigrationNumbers(db: Scope): Promise<number[]> {
  return (await db.system(appliedStatement)).map((row) => row.number).sort((a, b) => a - b);
}

interface MigrationFile {
  number: number;
  name: string;
}

async function listMigrations(): Promise<MigrationFile[]> {
  const names = (await readdir(migrationsDir)).filter((name) => name.endsWith('.sql')).sort();
  return names.map((name) => ({ number: Number.parseInt(name.slice(0, 4), 10), name }));
}

async function applyOne(tx: Scope, file: MigrationFile): Promise<void> {
  const text = await readFile(join(migrationsDir, file.name), 'utf8');
  // Several statements in one text need the simple protocol: no name, no values.
  await tx.system(systemStatement('', text));
  await tx.system(recordStatement, [file.number, file.name]);
}
