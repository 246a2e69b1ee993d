import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { firstIdAt, newId } from '../../kernel/ids.ts';
import { type ConversationMove, moveTicketEvents } from '../conversations/index.ts';
import {
  advanceMoveStatement,
  deleteMoveStatement,
  forgetMovedStatement,
  type HistoryMove,
  insertMovesStatement,
  moveMessagesStatement,
  moveQueuedStatement,
  nextToMoveStatement,
  nextToReturnStatement,
  rememberMovedStatement,
} from './move-queries.ts';

/** Messages that one transaction moves, and rows of tickets. */
const moveSlice = 1_000;
/** When what came in at the very moment is looked for: longer than any transaction lasts. */
const secondLookMs = 60_000;
/** How far back the second look goes. */
const lookBackMs = 600_000;

export interface MovedContact {
  readonly tenantId: string;
  readonly survivorId: string;
  readonly loserId: string;
}

/**
 * Writes down which histories are to be moved, in the caller's transaction, each at once and once more a minute later:
 * a transaction that had read the old contact or conversation may still add to them.
 */
export async function planMoves(
  deps: { readonly clock: Clock },
  tx: Transaction,
  { tenantId, survivorId, loserId }: MovedContact,
  moves: readonly ConversationMove[],
  options: { readonly isSecondLook: boolean },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const pairs = moves.map((move) => [move.fromId, move.toId] as const);
  const insert = (rows: readonly (readonly [string | null, string | null])[], afterId: string, dueMs: number) =>
    tx.tenant(tenantId, insertMovesStatement, [
      rows.map(() => newId(nowMs)),
      rows.map(([from]) => from),
      rows.map(([, to]) => to),
      loserId,
      survivorId,
      afterId,
      new Date(dueMs),
    ]);
  if (pairs.length > 0) await insert(pairs, '', nowMs);
  if (options.isSecondLook) return;
  await insert([...pairs, [null, null]], firstIdAt(nowMs - lookBackMs), nowMs + secondLookMs);
}

/** What waits to be sent follows at once, so that its order holds. */
export async function moveQueued(tx: Transaction, tenantId: string, moves: readonly ConversationMove[]): Promise<void> {
  for (const { fromId, toId } of moves) {
    if (fromId !== toId) await tx.tenant(tenantId, moveQueuedStatement, [fromId, toId]);
  }
}

/** Moves one slice of a history, and notes where it came from. The row of the move goes with the last one. */
export async function moveSliceOf(
  deps: { readonly clock: Clock },
  tx: Transaction,
  move: HistoryMove,
  [fromId, toId]: readonly [string, string],
): Promise<void> {
  const { tenantId, id, afterId, toContactId } = move;
  const rows = await tx.tenant(tenantId, nextToMoveStatement, [fromId, afterId, moveSlice]);
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) await tx.tenant(tenantId, moveMessagesStatement, [ids, toId, toContactId]);
  if (ids.length > 0 && fromId !== toId) {
    await tx.tenant(tenantId, rememberMovedStatement, [ids, fromId, deps.clock.now()]);
  }
  const tickets = fromId === toId ? 0 : await moveTicketEvents(tx, { tenantId, fromId, toId }, moveSlice);
  const last = ids.at(-1) ?? afterId;
  if (ids.length < moveSlice && tickets < moveSlice) await tx.tenant(tenantId, deleteMoveStatement, [id]);
  else await tx.tenant(tenantId, advanceMoveStatement, [id, last]);
}

/** Brings one slice of the messages that came from a conversation back to it. The row of the move goes with the last one. */
export async function returnSliceOf(tx: Transaction, move: HistoryMove, conversationId: string): Promise<void> {
  const { tenantId, id, afterId, toContactId } = move;
  const rows = await tx.tenant(tenantId, nextToReturnStatement, [conversationId, afterId, moveSlice]);
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) {
    await tx.tenant(tenantId, moveMessagesStatement, [ids, conversationId, toContactId]);
    await tx.tenant(tenantId, forgetMovedStatement, [conversationId, ids]);
  }
  if (ids.length < moveSlice) await tx.tenant(tenantId, deleteMoveStatement, [id]);
  else await tx.tenant(tenantId, advanceMoveStatement, [id, ids.at(-1)]);
}
