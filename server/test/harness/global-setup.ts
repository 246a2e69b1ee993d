import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDatabase } from '../../src/db/database.ts';
import { type PostgresConnection, startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createPartitions } from '../../src/db/partitions.ts';
import { systemStatement } from '../../src/db/scope.ts';
import { createClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresConnection;
  }
}

export const templateName = 'parley_test_template';

/** What the cluster of a whole run may grow to, its write-ahead log included, with room to spare. */
const leastMemoryBytes = 4 * 1024 ** 3;

/** One Postgres for the whole run, with a migrated database that every test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Workers and the processes that tests start share what was compiled before.
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'parley');
  const dataDir = await mkdtemp(join(await findFastDirectory(), 'parley-tests-'));
  const log = createLog({ level: 'error' });
  const postgres = await startEmbeddedPostgres({ dataDir, log, durability: 'none' });
  const admin = createDatabase({ connection: postgres.connection, maxConnections: 1, log });
  await admin.system(systemStatement('', `create database ${templateName}`));
  await admin.close();
  const template = createDatabase({
    connection: { ...postgres.connection, database: templateName },
    maxConnections: 1,
    log,
  });
  await migrate(template);
  await createPartitions(template, createClock());
  await template.close();
  project.provide('postgres', postgres.connection);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Memory where the system offers enough of it: a database is cloned there in 25 ms, on a disk in 500. */
async function findFastDirectory(): Promise<string> {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize >= leastMemoryBytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
