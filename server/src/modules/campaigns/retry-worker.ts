import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import type { FindLimits } from '../accounts/index.ts';
import { retryFailed, type TakenBack } from '../messages/index.ts';
import { type DueRetry, dueRetryStatement, nextRetryStatement, rescheduleStatement } from './queries.ts';
import { failedUntil, heldBackCode, nextRoundMs } from './retry-rounds.ts';

export interface RetryDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventRecorder;
  readonly findLimits: FindLimits;
  /** Told after the commit: messages wait for these channels. */
  queued(channelIds: ReadonlySet<string>): void;
}

const pollMs = 30_000;
/** Messages queued again in one transaction. */
const maxBatch = 1_000;

/** Tries messages of broadcasts again that Meta kept back, round by round. Any number of processes may run one. */
export function createRetryWorker(deps: RetryDeps): DueWorker {
  const { db, clock, log } = deps;

  const step = async (): Promise<boolean> => {
    const now = clock.now();
    const taken = await db.transaction(async (tx) => {
      const [due] = await tx.system(dueRetryStatement, [now]);
      if (!due) return undefined;
      const offline = (await deps.findLimits(due.tenantId))?.isOffline ?? false;
      const taken = offline ? nothing : await retryFailed(deps, tx, toWanted(due));
      // A full batch may have left some of this round.
      if (taken.count < maxBatch) {
        const next = nextRoundMs(due.retryNextAt.getTime(), now.getTime(), due.retryUntil.getTime());
        const values = [due.id, next === undefined ? null : new Date(next)];
        await tx.tenant(due.tenantId, rescheduleStatement, values);
      }
      return { ...taken, due };
    });
    if (!taken) return false;
    if (taken.count > 0) {
      const { tenantId, id: broadcastId } = taken.due;
      log.info({ tenantId, broadcastId, messages: taken.count }, 'messages that Meta kept back are tried again');
      deps.events.committed(taken.events);
      deps.queued(taken.channelIds);
    }
    return true;
  };

  return createDueWorker({
    name: 'broadcast retries',
    step,
    pollMs,
    clock,
    log,
    nextDueMs: async () => (await db.system(nextRetryStatement))[0]?.due?.getTime(),
  });
}

const nothing: TakenBack = { count: 0, channelIds: new Set(), events: [] };

function toWanted({ tenantId, id, retryNextAt, skipsOptedOut }: DueRetry): Parameters<typeof retryFailed>[2] {
  // By the moment the round was due, so that a batch of it never takes what an earlier batch has sent.
  const until = failedUntil(retryNextAt.getTime());
  return { tenantId, broadcastId: id, code: heldBackCode, failedUntil: until, limit: maxBatch, skipsOptedOut };
}
