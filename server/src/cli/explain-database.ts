import { findUnfitness } from '../db/check-fitness.ts';
import type { Database } from '../db/database.ts';
import { isDatabaseTrouble } from '../db/database-trouble.ts';
import { codeOf } from '../db/transaction.ts';

/** Refused sign-in, unknown database or schema, no right to connect or to make tables, and what is only read. */
const refusals = /^(28|3D|3F|42501|25006)/;
/** As Node names what is wrong with the certificate of a server. */
const certificateTrouble = /CERT|LEAF_SIGNATURE/;
/** No right to it, or no schema that this user may fill. */
const rightsMissing = /^(3F|42501)/;

/** Says already what to do. */
class UnfitDatabaseError extends Error {}

/** Throws a sentence when Parley can not work with that Postgres. */
export async function requireFitness(db: Database, databaseUrl: string): Promise<void> {
  const why = await findUnfitness(db);
  if (why !== undefined) throw new UnfitDatabaseError(`${nameDatabase(databaseUrl)} can not be used: ${why}`);
}

/** Names the database, without its password, and what to do where it is the database that failed; another error as it is. */
export function explainDatabase(error: unknown, databaseUrl: string): unknown {
  if (!(error instanceof Error) || error instanceof UnfitDatabaseError) return error;
  const known = isDatabaseTrouble(error) || refusals.test(codeOf(error)) || certificateTrouble.test(codeOf(error));
  if (!known) return error;
  const next = findNextStep(error);
  return new Error(`${nameDatabase(databaseUrl)} can not be used: ${error.message}. ${next}`, { cause: error });
}

function findNextStep(error: Error): string {
  const code = codeOf(error);
  if (certificateTrouble.test(code)) {
    return 'Name the certificate that signed it in DATABASE_URL (?sslmode=verify-full&sslrootcert=/path/ca.pem), or check none with ?sslmode=no-verify.';
  }
  if (error.message.includes('no encryption')) return 'If it wants TLS, add ?sslmode=verify-full to DATABASE_URL.';
  if (rightsMissing.test(code)) {
    return 'Let this user connect and make tables there: the simplest is to make it the owner of the database.';
  }
  return 'Check that Postgres runs there and that address, user and password are right.';
}

function nameDatabase(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `The database ${pathname.slice(1)} at ${host} (DATABASE_URL)`;
}
