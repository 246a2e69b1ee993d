import type { Config } from './config.ts';
import { createDatabase, type Database } from './db/database.ts';
import { findRunningPostgres, startEmbeddedPostgres } from './db/embedded/embedded-postgres.ts';
import { keepEmbeddedPostgres } from './db/embedded/keep-postgres.ts';
import type { Log } from './kernel/log.ts';

export interface StartedDatabase {
  readonly db: Database;
  stop(): Promise<void>;
}

const maxConnections = 12;

/**
 * Connects to the Postgres of `DATABASE_URL`, or starts the embedded one and keeps it running. With `beside`, a running embedded one is used
 * as it is (a command beside a live server) and only started when none runs.
 */
export async function startDatabase(config: Config, log: Log, options: { beside: boolean }): Promise<StartedDatabase> {
  if (config.databaseUrl !== undefined) {
    const db = createDatabase({ connection: { connectionString: config.databaseUrl }, maxConnections, log });
    return { db, stop: () => db.close() };
  }
  const { dataDir } = config;
  const postgres = options.beside
    ? ((await findRunningPostgres({ dataDir, log })) ?? (await startEmbeddedPostgres({ dataDir, log })))
    : await keepEmbeddedPostgres({ dataDir, log });
  const db = createDatabase({ connection: postgres.connection, maxConnections, log });
  return {
    db,
    async stop() {
      await db.close();
      await postgres.stop();
    },
  };
}
