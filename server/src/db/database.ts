import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import { createScope, type Scope } from './scope.ts';
import { createSharedReads } from './shared-reads.ts';

export interface ConnectionSettings {
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly connectionString?: string;
}

/** The database of Parley: a pool of connections, each statement named and prepared once a connection. */
export interface Database extends Scope {
  /**
   * Runs `work` in one transaction and commits when it resolves. A deadlock or serialisation failure (40P01, 40001)
   * runs it again, at most `maxTransactionTries` times, so `work` must have no effect outside the transaction.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The same without waiting for the disk at commit. If Postgres itself crashes, the last moments of it may be lost, in
   * order and as a whole: only for work that is then done again from rows that are still there.
   */
  readonly relaxed: Scope & Pick<Database, 'transaction'>;
  /** A connection of its own that lives until `close`: for session locks. */
  dedicated(): Promise<DedicatedConnection>;
  close(): Promise<void>;
}

export type Transaction = Scope & { readonly inTransaction: true };

export interface DedicatedConnection extends Scope {
  close(): Promise<void>;
  /** Called once when the connection is lost. */
  onLost(listener: () => void): void;
}

const maxTransactionTries = 4;
const maxRelaxedConnections = 4;
const retryableCodes = new Set(['40P01', '40001']);
const int8Oid = 20;

// Every statement of ours goes through an index. A plan made and kept while a table is small picks any index, or reads the
// whole table, and stays while the table grows: measured 200 messages/s instead of more than 1,000. So each execution is
// planned with its own values (some 0.1 ms), and joins only look rows up.
const plannerOptions =
  '-c plan_cache_mode=force_custom_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off';

export function createDatabase(options: {
  connection: ConnectionSettings;
  maxConnections: number;
  log: Log;
}): Database {
  const settings: pg.ClientConfig = {
    ...options.connection,
    types: { getTypeParser },
    application_name: 'parley',
    options: plannerOptions,
  };
  let closing = false;
  const openPool = (max: number, pgOptions: string): pg.Pool => {
    const pool = new pg.Pool({
      ...settings,
      options: pgOptions,
      max,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 20_000,
    });
    pool.on('error', (error) => {
      if (!closing) options.log.warn({ reason: error.message }, 'an idle database connection was lost');
    });
    return pool;
  };
  const pool = openPool(options.maxConnections, plannerOptions);
  const relaxedPool = openPool(maxRelaxedConnections, `${plannerOptions} -c synchronous_commit=off`);

  return {
    ...createScope((query) => pool.query(query), createSharedReads()),
    transaction: (work) => runTransaction(pool, work),
    relaxed: {
      ...createScope((query) => relaxedPool.query(query)),
      transaction: (work) => runTransaction(relaxedPool, work),
    },
    async dedicated() {
      const client = new pg.Client(settings);
      await client.connect();
      const lost = new Set<() => void>();
      let ended = false;
      const announce = (): void => {
        if (ended) return;
        ended = true;
        for (const listener of lost) listener();
      };
      client.on('error', announce);
      client.on('end', announce);
      return {
        ...createScope((query) => client.query(query)),
        onLost: (listener) => {
          lost.add(listener);
        },
        close: async () => {
          ended = true;
          await client.end();
        },
      };
    },
    async close() {
      closing = true;
      await Promise.all([pool.end(), relaxedPool.end()]);
    },
  };
}

async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
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
      if (tries >= maxTransactionTries || !isRetryable(error)) throw error;
    } finally {
      client.release(broken);
    }
  }
}

async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isRetryable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && retryableCodes.has(String(error.code));
}

/** True when the statement failed because such a row exists already. */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}

// Counts and sums come as numbers: none of ours passes 2^53.
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === int8Oid) return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}
