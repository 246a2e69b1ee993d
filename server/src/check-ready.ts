import type { Database } from './db/database.ts';
import { systemStatement } from './db/scope.ts';
import type { Readiness } from './http/health.ts';
import { withinMs } from './kernel/within.ts';

// A replica, or a Postgres whose disk is full for its keeper, may answer reads while every write fails.
const readyStatement = systemStatement<{ readOnly: boolean }>(
  'http.ready',
  `select current_setting('transaction_read_only') = 'on' as "readOnly"`,
);

/** Balancers ask every few seconds and wait no longer: a database that does not answer by then is down to them. */
export const readyLimitMs = 2_000;

/** Whether the database answers in time and takes writes. */
export async function checkReady(db: Database, limitMs = readyLimitMs): Promise<Readiness> {
  try {
    const [row] = await withinMs(limitMs, db.system(readyStatement));
    if (row?.readOnly !== false) return notReady('The database takes no writes: it is a replica or set read-only.');
    return { ready: true, checks: { database: 'ok' } };
  } catch {
    return notReady('The database does not answer.');
  }
}

function notReady(database: string): Readiness {
  return { ready: false, checks: { database } };
}
