import type pg from 'pg';
import { together } from '../kernel/together.ts';
import { createScope, type Scope, type SystemStatement, type TenantStatement } from './scope.ts';

export interface Transaction extends Scope {
  /**
   * Sends a statement of the platform whose answer nobody needs: what follows in the transaction sees what it wrote, and
   * its failure fails the commit. Not for what may fail and go on.
   */
  write(statement: SystemStatement<unknown>, values: readonly unknown[]): void;
  /** The same on the rows of that tenant alone; `values` start at $2. */
  writeTenant(tenantId: string, statement: TenantStatement<unknown>, values: readonly unknown[]): void;
  /** Runs `work` as a part that is undone alone when it fails. One part runs at a time; they may nest. */
  part<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

const maxTransactionTries = 4;
const retryableCodes = new Set(['40P01', '40001']);

/** Runs `work` in a transaction of its own; see `Database.transaction`. */
export async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return await runBetween(client, 'begin', work, 'commit');
    } catch (error) {
      broken = await rollBack(client);
      if (!shouldTryAgain(error, tries)) throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** Runs `work` in a savepoint of the open transaction: when it fails, what it wrote is undone and the error thrown. */
export async function runPart<T>(client: pg.PoolClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await runBetween(client, 'savepoint part', work, 'release savepoint part');
  } catch (error) {
    await client.query('rollback to savepoint part');
    await client.query('release savepoint part');
    throw error;
  }
}

/** Runs `work` in the open transaction, up to the end of its writes. */
export function runWithin<T>(client: pg.PoolClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return runToEnd(client, work, () => Promise.resolve());
}

// The first statement goes to Postgres together with what opens, the last writes with what closes.
async function runBetween<T>(
  client: pg.PoolClient,
  opening: string,
  work: (tx: Transaction) => Promise<T>,
  closing: string,
): Promise<T> {
  const [, result] = await together(
    client.query(opening),
    runToEnd(client, work, () => client.query(closing)),
  );
  return result;
}

async function runToEnd<T>(
  client: pg.PoolClient,
  work: (tx: Transaction) => Promise<T>,
  close: () => Promise<unknown>,
): Promise<T> {
  const scope = createScope((query) => client.query(query));
  const writes: Promise<unknown>[] = [];
  let failed: { readonly error: unknown } | undefined;
  const keep = (write: Promise<unknown>): void => {
    write.catch((error) => {
      failed ??= { error };
    });
    writes.push(write);
  };
  const tx: Transaction = {
    ...scope,
    write: (statement, values) => keep(scope.system(statement, values)),
    writeTenant: (tenantId, statement, values) => keep(scope.tenant(tenantId, statement, values)),
    part: (inner) => runPart(client, inner),
  };
  try {
    const result = await work(tx);
    await together(...writes, close());
    return result;
  } catch (error) {
    // What came after a failed write only says that the transaction is aborted.
    throw failed ? failed.error : error;
  }
}

/** The fault that makes the connection useless, if there is one. */
export async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** True for a deadlock or a serialisation failure that has not come back too often. */
export function shouldTryAgain(error: unknown, tries: number): boolean {
  return tries < maxTransactionTries && retryableCodes.has(codeOf(error));
}

/** The SQLSTATE of a failed statement; empty for another error. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
