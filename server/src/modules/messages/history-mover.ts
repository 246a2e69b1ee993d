import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { TimelineMember } from '../../kernel/timeline.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import { lookAgain } from './merge-people.ts';
import { moveSliceOf, returnSliceOf } from './move-history.ts';
import { deleteMoveStatement, nextMoveStatement, takeMoveStatement } from './move-queries.ts';

/** Moves the histories of contacts that became one, a slice at a time. Any number of processes may run one. */
export interface HistoryMover {
  start(): void;
  /** Ends after the slice under way. */
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

const pollMs = 5_000;

export function createHistoryMover(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  events: EventRecorder;
}): HistoryMover {
  const { db, clock, log } = deps;
  const step = (): Promise<boolean> =>
    db.transaction(async (tx) => {
      const [move] = await tx.system(takeMoveStatement, [clock.now()]);
      if (move === undefined) return false;
      const { tenantId, id, fromConversationId: fromId, toConversationId: toId } = move;
      if (move.parting && toId !== null) await returnSliceOf(tx, move, toId);
      else if (fromId !== null && toId !== null) await moveSliceOf(deps, tx, move, [fromId, toId]);
      else {
        await lookAgain(deps, tx, move);
        await tx.tenant(tenantId, deleteMoveStatement, [id]);
      }
      return true;
    });
  const loop = createWorkLoop({ name: 'history moves', step, pollMs, clock, log });
  let started = false;
  return {
    start() {
      started = true;
      loop.start();
    },
    stop: () => loop.stop(),
    timelineMember: {
      name: 'history moves',
      async nextDueMs() {
        if (!started) return undefined;
        const [row] = await db.system(nextMoveStatement);
        return row?.due?.getTime();
      },
      drain: () => loop.drain(),
      isIdle: () => loop.isIdle(),
    },
  };
}
