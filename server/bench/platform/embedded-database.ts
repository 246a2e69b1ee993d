import { Client } from 'pg';
import { findClusterPlace } from '../../src/db/embedded/cluster-place.ts';
import { findRunningPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { readPostmasterFile } from '../../src/db/embedded/postmaster-file.ts';
import { createLog } from '../../src/kernel/log.ts';

/** The pid of the embedded Postgres over that data directory, alive or not; undefined when there is none. */
export async function findPostmasterPid(dataDir: string): Promise<number | undefined> {
  const place = await findClusterPlace(dataDir);
  return place && (await readPostmasterFile(place.cluster))?.pid;
}

/** Where the files of the database lie: usually in the data directory, elsewhere for root when that is closed to others. */
export async function findCluster(dataDir: string): Promise<string | undefined> {
  return (await findClusterPlace(dataDir))?.cluster;
}

/** Runs one statement beside the platform, on a connection of its own. */
export async function query<Row>(dataDir: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const postgres = await findRunningPostgres({ dataDir, log: createLog({ level: 'error' }) });
  if (!postgres) throw new Error('The embedded Postgres does not run.');
  const client = new Client({ ...postgres.connection, application_name: 'parley-bench' });
  await client.connect();
  try {
    const result = await client.query(text, [...values]);
    return result.rows as Row[];
  } finally {
    await client.end();
  }
}
