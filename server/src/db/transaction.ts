import type pg from 'pg';
import { createScope, type Scope } from './scope.ts';

export type Transaction = Scope & { readonly inTransaction: true };

const maxTransactionTries = 4;
const retryableCodes = new Set(['40P01', '40001']);

/** Runs `work` in a transaction of its own; see `Database.transaction`. */
export async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work({ ...createScope((query) => client.query(query)), inTransaction: true });
      await client.query('commit');
      return result;
    } catch (error) {
      broken = await rollBack(client);
      if (!shouldTryAgain(error, tries)) throw error;
    } finally {
      client.release(broken);
    }
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
