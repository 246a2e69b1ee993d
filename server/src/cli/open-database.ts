import type { Config } from '../config.ts';
import { isDatabaseTrouble } from '../db/database-trouble.ts';
import { migrate } from '../db/migrate.ts';
import { codeOf } from '../db/transaction.ts';
import type { Log } from '../kernel/log.ts';
import { createSecretBox } from '../kernel/secret-box.ts';
import { listMetaApps } from '../modules/channels/index.ts';
import { type StartedDatabase, startDatabase } from '../start-database.ts';

/** Refused sign-in, unknown database, no right to connect or to make tables, and what is only read. */
const refusals = /^(28|3D|42501|25006)/;

/** The database at this version. Throws a sentence that says what to do when it can't be reached or used. */
export async function openDatabase(config: Config, log: Log, options: { beside: boolean }): Promise<StartedDatabase> {
  const database = await startDatabase(config, log, options);
  try {
    await migrate(database.db);
    return database;
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
    throw new Error(`The secret key does not open the stored secrets; they are untouched. ${where}`, { cause });
  }
}

function explain(error: unknown, { databaseUrl }: Config): unknown {
  if (databaseUrl === undefined || !(error instanceof Error)) return error;
  if (!isDatabaseTrouble(error) && !refusals.test(codeOf(error))) return error;
  const { host, pathname } = new URL(databaseUrl);
  const what = `The database ${pathname.slice(1)} at ${host} (DATABASE_URL) can not be used: ${error.message}.`;
  return new Error(`${what} Check that Postgres runs there and that address, user and password are right.`, {
    cause: error,
  });
}
