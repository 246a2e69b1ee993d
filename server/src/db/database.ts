import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { present } from '../kernel/assert.ts';
import type { Log } from '../kernel/log.ts';
import { createGatheredReads } from './gathered-reads.ts';
import { createHeldCall, type HeldCall, type HeldCallHooks } from './held-call.ts';
import { readMoment } from './read-moment.ts';
import { createScope, type Scope } from './scope.ts';
import { relaxedSettings, sessionSettings, settleSession } from './session-settings.ts';
import { createSharedReads } from './shared-reads.ts';
import { codeOf, runTransaction, type Transaction } from './transaction.ts';
import { socketOf, watchConnections } from './watch-connections.ts';

export type { HeldCallHooks } from './held-call.ts';
export type { Transaction } from './transaction.ts';

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
   * runs it again, at most three times, so `work` must have no effect outside the transaction.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The same without waiting for the disk at commit. If Postgres itself crashes, the last moments of it may be lost, in
   * order and as a whole: only for work that is then done again from rows that are still there. Here joins may hash.
   */
  readonly relaxed: Scope & Pick<Database, 'transaction'>;
  /**
   * Runs `work` so that all it writes through this database, in however many transactions, is committed at its end in one,
   * together with what the hooks write. Reads come before it as long as nothing was written. What it starts and does not
   * wait for must not write. `relaxed` and `dedicated` stay outside.
   */
  hold<T>(hooks: HeldCallHooks<T>, work: () => Promise<T>): Promise<T>;
  /** True in the course of `hold`. */
  isHeld(): boolean;
  /** True in the course of `hold` when something was written in it. */
  hasWritten(): boolean;
  /** In the course of `hold`: commits what was written so far. To be called before speaking to the network. */
  checkpoint(): Promise<void>;
  /** Runs a hint after the commit in the course of `hold`, otherwise at once. */
  afterCommit(hint: () => void): void;
  /** A connection of its own that lives until `close`: for session locks. */
  dedicated(): Promise<DedicatedConnection>;
  /** From now on connections that hang are cut; only where something asks the database all the time. */
  watch(limits?: { silenceMs: number; everyMs: number }): void;
  /** Connections of the pools now, and how many callers wait for one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

export interface DedicatedConnection extends Scope {
  close(): Promise<void>;
  /** Gives up a connection that answers no more; it counts as lost. */
  cut(): void;
  /** Called once when the connection is lost. */
  onLost(listener: () => void): void;
}

const maxRelaxedConnections = 4;
/** A Postgres whose machine vanished sends nothing, not even an end: the system asks after it, or an answer is waited for for ever. */
const keepAliveAfterMs = 10_000;
const int8Oid = 20;
const timestamptzOid = 1184;

export function createDatabase(options: {
  connection: ConnectionSettings;
  maxConnections: number;
  log: Log;
}): Database {
  const settings: pg.ClientConfig = {
    ...options.connection,
    types: { getTypeParser },
    application_name: 'parley',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
  };
  let closing = false;
  const openPool = (max: number, session: typeof sessionSettings): pg.Pool => {
    const pool = new pg.Pool({
      ...settings,
      onConnect: (client) => settleSession(client, session),
      max,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 20_000,
      // Statements asked for together go to Postgres together, which answers them in order.
      pipeline: true,
    });
    // One that is lost while somebody works on it fails his statement; with nobody listening it would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pool.on('error', (error) => {
      if (!closing) options.log.warn({ reason: error.message }, 'an idle database connection was lost');
    });
    return pool;
  };
  const pool = openPool(options.maxConnections, sessionSettings);
  const relaxedPool = openPool(maxRelaxedConnections, relaxedSettings);

  const watch = watchConnections([pool, relaxedPool], { settings, log: options.log });

  const calls = new AsyncLocalStorage<HeldCall>();
  const heldCall = (): HeldCall | undefined => {
    const call = calls.getStore();
    return call?.isDone() ? undefined : call;
  };
  const shareReads = createSharedReads<{ rows: unknown[] }>();
  const gatherReads = createGatheredReads((query) => pool.query(query));

  return {
    ...createScope(
      (query) => heldCall()?.query(query) ?? pool.query(query),
      (key, read) => (heldCall() ? read() : shareReads(key, read)),
      ({ name, text, column }) => heldCall()?.query({ name, text, values: [] }) ?? gatherReads({ name, text, column }),
    ),
    transaction: (work) => heldCall()?.join(work) ?? runTransaction(pool, work),
    async hold<T>(hooks: HeldCallHooks<T>, work: () => Promise<T>) {
      let outcome: { readonly result: T } | undefined;
      const call = createHeldCall(pool, hooks, () => present(outcome, 'the result of a call').result);
      try {
        const result = await calls.run(call, work);
        outcome = { result };
        await call.complete();
        return result;
      } catch (error) {
        await call.fail();
        throw error;
      }
    },
    isHeld: () => heldCall() !== undefined,
    hasWritten: () => heldCall()?.hasWritten() ?? false,
    checkpoint: async () => heldCall()?.checkpoint(),
    afterCommit(hint) {
      const call = heldCall();
      if (call) call.afterCommit(() => calls.exit(hint));
      else hint();
    },
    relaxed: {
      ...createScope((query) => relaxedPool.query(query)),
      transaction: (work) => runTransaction(relaxedPool, work),
    },
    async dedicated() {
      const client = new pg.Client(settings);
      await client.connect();
      await settleSession(client, sessionSettings);
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
        cut: () => void socketOf(client).destroy(),
        close: async () => {
          ended = true;
          await client.end();
        },
      };
    },
    watch: (limits) => watch.start(limits),
    connections: () => ({
      open: pool.totalCount + relaxedPool.totalCount,
      idle: pool.idleCount + relaxedPool.idleCount,
      waiting: pool.waitingCount + relaxedPool.waitingCount,
    }),
    async close() {
      closing = true;
      watch.stop();
      await Promise.all([pool.end(), relaxedPool.end()]);
    },
  };
}

/** True when the statement failed because such a row exists already. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

// Counts and sums come as numbers: none of ours passes 2^53.
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === int8Oid) return Number;
  if (oid === timestamptzOid && format !== 'binary') return readMoment;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}
