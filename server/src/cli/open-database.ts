import type { Config } from '../config.ts';
import { findUnfitness } from '../db/check-fitness.ts';
import type { Database } from '../db/database.ts';
import { isDatabaseTrouble } from '../db/database-trouble.ts';
import { migrate } from '../db/migrate.ts';
import { codeOf } from '../db/transaction.ts';
import type { Log } from '../kernel/log.ts';
import { createSecretBox } from '../kernel/secret-box.ts';
import { listMetaApps } from '../modules/channels/index.ts';
import { type StartedDatabase, startDatabase } from '../start-database.ts';

/** Refused sign-in, unknown database or schema, no right to connect or to make tables, and what is only read. */
const refusals = /^(28|3D|3F|42501|25006)/;
/** No right to it, or no schema that this user may fill. */
const rightsMissing = /^(3F|42501)/;

export interface OpenDatabase extends StartedDatabase {
  /** The migrations that it lacked. */
  readonly applied: readonly string[];
}

/** The database at this version. Throws a sentence that says what to do when it can't be reached or used. */
export async function openDatabase(config: Config, log: Log, options: { beside: boolean }): Promise<OpenDatabase> {
  const database = await startDatabase(config, log, options);
  try {
    if (config.databaseUrl !== undefined) await requireFitness(database.db, config.databaseUrl);
    const { applied } = await migrate(database.db);
    return { ...database, applied };
  } catch (error) {
    await database.stop().catch((cause) => log.error({ err: cause }, 'stopping failed'));
    throw explain(error, config);
  }
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

/** Says already what to do. */
class UnfitDatabaseError extends Error {}

async function requireFitness(db: Database, databaseUrl: string): Promise<void> {
  const why = await findUnfitness(db);
  if (why !== undefined) throw new UnfitDatabaseError(`${nameDatabase(databaseUrl)} can not be used: ${why}`);
}

function explain(error: unknown, { databaseUrl }: Config): unknown {
  if (databaseUrl === undefined || !(error instanceof Error) || error instanceof UnfitDatabaseError) return error;
  const code = codeOf(error);
  if (!isDatabaseTrouble(error) && !refusals.test(code)) return error;
  const next = rightsMissing.test(code)
    ? 'Let this user connect and make tables there: the simplest is to make it the owner of the database.'
    : 'Check that Postgres runs there and that address, user and password are right.';
  return new Error(`${nameDatabase(databaseUrl)} can not be used: ${error.message}. ${next}`, { cause: error });
}

function nameDatabase(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `The database ${pathname.slice(1)} at ${host} (DATABASE_URL)`;
}
