import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { isDatabaseTrouble } from '../db/database-trouble.ts';
import { migrate } from '../db/migrate.ts';
import type { Log } from '../kernel/log.ts';
import { createSecretBox } from '../kernel/secret-box.ts';
import { listMetaApps } from '../modules/channels/index.ts';
import { type StartedDatabase, startDatabase } from '../start-database.ts';
import { explainDatabase, requireFitness } from './explain-database.ts';

export interface OpenDatabase extends StartedDatabase {
  /** The migrations that it lacked. */
  readonly applied: readonly string[];
}

/** The database at this version. Throws a sentence that says what to do when it can't be reached or used. */
export async function openDatabase(config: Config, log: Log, options: { beside: boolean }): Promise<OpenDatabase> {
  const database = await startDatabase(config, log, options);
  try {
    if (config.databaseUrl !== undefined) await requireFitness(database.db, config.databaseUrl);
    return { ...database, applied: await migrateTold(database.db, log) };
  } catch (error) {
    await database.stop().catch((cause) => log.error({ err: cause }, 'stopping failed'));
    throw config.databaseUrl === undefined ? error : explainDatabase(error, config.databaseUrl);
  }
}

// A large database may take minutes for it, in which nothing else is told.
async function migrateTold(db: Database, log: Log): Promise<readonly string[]> {
  const startedAt = performance.now();
  const { applied } = await migrate(db, (migrations) => {
    log.info({ job: 'migrate', migrations }, 'the database is brought up to this version');
  });
  const ms = Math.round(performance.now() - startedAt);
  if (applied.length > 0)
    log.info({ job: 'migrate', migrations: applied.length, ms }, 'the database is at this version');
  return applied;
}

/** Throws a sentence when the stored secrets were sealed with another key: nothing could be sent or received with them. */
export async function requireSecretKey({ db }: Pick<StartedDatabase, 'db'>, config: Config): Promise<void> {
  try {
    await listMetaApps({ db, secrets: createSecretBox(config.secretKey) });
  } catch (cause) {
    if (isDatabaseTrouble(cause)) throw cause;
    const where =
      config.databaseUrl === undefined
        ? `Put the file secret-key back into ${config.dataDir}, or set PARLEY_SECRET_KEY to its text.`
        : 'Set PARLEY_SECRET_KEY to the key that this database was filled with.';
    const lost = 'If it is lost, give the secrets anew: parley channel set-app and set-token for each channel.';
    throw new Error(`The secret key does not open the stored secrets; they are untouched. ${where} ${lost}`, { cause });
  }
}
