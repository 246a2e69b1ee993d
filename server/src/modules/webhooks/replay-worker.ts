import type { Database, Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import {
  hastenEndpointStatement,
  pickEndedStatement,
  pickUndeliveredStatement,
  requeueStatement,
} from './log-queries.ts';
import { findEndpointStatement, updateEndpointStatement } from './queries.ts';
import {
  anyReplayStatement,
  listRunningReplaysStatement,
  lockReplayStatement,
  noteReplayStatement,
  type Replay,
} from './replay-queries.ts';

export interface ReplayWorkerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Told after a commit which endpoints have something to deliver. */
  queued(endpointIds: Iterable<string>): void;
}

const pollMs = 2_000;
/** Deliveries queued in one transaction. */
const sliceRows = 1_000;
/** Deliveries that one replay queues at most. */
const replayLimit = 1_000_000;
/** Begun this long ago, a replay waits for no older transaction: an imported one names those of another database. */
const settledAfterMs = 10 * 60_000;

/** Queues what replays ask for, a slice of each at a time. Several processes may run it: a replay's row is locked. */
export function createReplayWorker(deps: ReplayWorkerDeps): DueWorker {
  const { db, clock, log } = deps;
  const step = async (): Promise<boolean> => {
    const running = await deps.db.system(listRunningReplaysStatement);
    for (const { tenantId, id } of running) {
      const endpointId = await deps.db.transaction((tx) => runSlice(tx, deps.clock, tenantId, id));
      if (endpointId !== undefined) deps.queued([endpointId]);
    }
    return running.length > 0;
  };
  return createDueWorker({
    name: 'webhook replays',
    step,
    pollMs,
    clock,
    log,
    async nextDueMs() {
      const [row] = await db.system(anyReplayStatement);
      return row?.runs ? clock.nowMs() : undefined;
    },
  });
}

/** Answers the endpoint that has something to deliver, or undefined when the replay is no longer running. */
async function runSlice(tx: Transaction, clock: Clock, tenantId: string, id: string): Promise<string | undefined> {
  const [replay] = await tx.tenant(tenantId, lockReplayStatement, [id]);
  if (!replay) return undefined;
  const room = Math.min(sliceRows, replayLimit - replay.queued);
  const picked = await pick(tx, replay, room);
  const now = clock.now();
  if (picked.length > 0) await tx.tenant(tenantId, requeueStatement, [replay.endpointId, picked, now]);
  const full = picked.length === room;
  const truncated = replay.queued + picked.length >= replayLimit;
  const start = firstIdAt(replay.createdFrom.getTime());
  // Events of before may still have been on their way into the log, with smaller ids than what was found: what an endpoint
  // missed is looked for from the start once more when they all are there. None comes back meanwhile: it is held.
  const complete = !replay.enable || (isSettled(replay, now) && replay.position === start);
  const done = truncated || (!full && complete);
  const position = full || !replay.enable ? (picked.at(-1) ?? replay.position) : start;
  const state = done ? 'done' : 'running';
  await tx.tenant(tenantId, noteReplayStatement, [id, position, picked.length, state, truncated, now]);
  if (done && replay.enable) await enable(tx, replay, now);
  return replay.endpointId;
}

function isSettled(replay: { settled: boolean; createdAt: Date }, now: Date): boolean {
  return replay.settled || now.getTime() - replay.createdAt.getTime() > settledAfterMs;
}

async function pick(tx: Transaction, replay: Replay, limit: number): Promise<string[]> {
  const statement = replay.states.includes('delivered') ? pickEndedStatement : pickUndeliveredStatement;
  const { endpointId, position, createdFrom, createdBefore, eventTypes, states } = replay;
  const values = [endpointId, position, createdFrom, createdBefore, eventTypes, states, limit];
  return (await tx.tenant(replay.tenantId, statement, values)).map((row) => row.id);
}

async function enable(tx: Transaction, { tenantId, endpointId }: Replay, now: Date): Promise<void> {
  const [endpoint] = await tx.tenant(tenantId, findEndpointStatement, [endpointId]);
  if (endpoint?.status !== 2) return;
  await tx.tenant(tenantId, updateEndpointStatement, [endpointId, null, null, 1, now]);
  await tx.tenant(tenantId, hastenEndpointStatement, [endpointId, now]);
}
