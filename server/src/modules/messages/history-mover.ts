import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import { lookAgain } from './merge-people.ts';
import { moveSliceOf, returnSliceOf } from './move-history.ts';
import { deleteMoveStatement, nextMoveStatement, takeMoveStatement } from './move-queries.ts';

const pollMs = 5_000;

/** Moves the histories of contacts that became one, a slice at a time. Any number of processes may run one. */
export function createHistoryMover(deps: { db: Database; clock: Clock; log: Log; events: EventRecorder }): DueWorker {
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
  const nextDueMs = async (): Promise<number | undefined> => {
    const [row] = await db.system(nextMoveStatement);
    return row?.due?.getTime();
  };
  return createDueWorker({ name: 'history moves', step, nextDueMs, pollMs, clock, log });
}
