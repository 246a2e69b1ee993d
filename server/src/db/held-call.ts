import type pg from 'pg';
import { assert } from '../kernel/assert.ts';
import type { PreparedQuery } from './scope.ts';
import { rollBack, runPart, runWithin, shouldTryAgain, type Transaction } from './transaction.ts';

/** What is written in the transaction of a held call beside its own work. */
export interface HeldCallHooks<T> {
  /** Before the first thing the call writes; what it throws fails the call. */
  begin(tx: Transaction): Promise<void>;
  /** After the work, in the transaction that is then committed; not called when nothing was written. */
  finish(tx: Transaction, result: T): Promise<void>;
  /** After work that failed behind a checkpoint: what was committed there stays. */
  abandon(tx: Transaction): Promise<void>;
}

/** A call whose writes are all committed at its end, in one transaction that begins with the first of them. */
export interface HeldCall {
  readonly isDone: () => boolean;
  /** True when something was written that is, or will be, committed. */
  readonly hasWritten: () => boolean;
  /** Runs a statement: outside a transaction as long as nothing was written. */
  query(query: PreparedQuery): Promise<{ rows: unknown[] }>;
  /** Runs `work` as a part that is undone alone when it fails. Parts run one after the other. */
  join<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Commits what was written so far: before the call speaks to the network. */
  checkpoint(): Promise<void>;
  /** Runs the hint after the commit, at once when nothing is held. */
  afterCommit(hint: () => void): void;
  /** Ends the call: `finish` and commit. */
  complete(): Promise<void>;
  /** Ends a call that failed: undoes what is not committed. */
  fail(): Promise<void>;
}

const writing = /\b(insert|update|delete)\b/i;

/** `result` gives what `finish` is told. */
export function createHeldCall<T>(pool: pg.Pool, hooks: HeldCallHooks<T>, result: () => T): HeldCall {
  let client: pg.PoolClient | undefined;
  let opening: Promise<pg.PoolClient> | undefined;
  let hasBegun = false;
  let hasCommitted = false;
  let isDone = false;
  let hints: (() => void)[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let lastRead: Promise<unknown> = Promise.resolve();

  const open = async (): Promise<pg.PoolClient> => {
    const opened = await pool.connect();
    client = opened;
    await opened.query('begin');
    if (!hasBegun) await runWithin(opened, (tx) => hooks.begin(tx));
    hasBegun = true;
    return opened;
  };
  const opened = (): Promise<pg.PoolClient> => {
    opening ??= open();
    return opening;
  };
  const close = async (end: 'commit' | 'rollback'): Promise<void> => {
    const ending = client;
    client = undefined;
    opening = undefined;
    if (ending === undefined) return;
    if (end === 'rollback') return ending.release(await rollBack(ending));
    let broken: Error | undefined;
    try {
      await ending.query('commit');
    } catch (error) {
      broken = await rollBack(ending);
      throw error;
    } finally {
      ending.release(broken);
    }
  };
  const commit = async (): Promise<void> => {
    await close('commit');
    const ready = hints;
    hints = [];
    for (const hint of ready) hint();
  };
  const join: HeldCall['join'] = (work) => {
    const part = last.then(async () => {
      assert(!isDone, 'a call writes nothing after its answer');
      return runPartAgain(await opened(), work);
    });
    last = part.catch(() => undefined);
    return part;
  };

  // A connection answers one question after the other; reads that are asked for together wait here.
  const readInTurn = (current: Promise<pg.PoolClient>, query: PreparedQuery): Promise<{ rows: unknown[] }> => {
    const turn = lastRead.then(async () => (await current).query(query));
    lastRead = turn.catch(() => undefined);
    return turn;
  };

  return {
    isDone: () => isDone,
    hasWritten: () => hasBegun,
    async query(query) {
      if (writing.test(query.text)) return join(async () => (await opened()).query(query));
      return opening === undefined ? pool.query(query) : readInTurn(opening, query);
    },
    join,
    async checkpoint() {
      if (client === undefined) return;
      await commit();
      hasCommitted = true;
    },
    afterCommit(hint) {
      if (opening === undefined) hint();
      else hints.push(hint);
    },
    async complete() {
      isDone = true;
      if (!hasBegun) return;
      await runWithin(await opened(), (tx) => hooks.finish(tx, result()));
      await commit();
    },
    async fail() {
      isDone = true;
      await close('rollback');
      if (!hasCommitted) return;
      await runWithin(await opened(), (tx) => hooks.abandon(tx));
      await commit();
    },
  };
}

async function runPartAgain<T>(client: pg.PoolClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await runPart(client, work);
    } catch (error) {
      if (!shouldTryAgain(error, tries)) throw error;
    }
  }
}
