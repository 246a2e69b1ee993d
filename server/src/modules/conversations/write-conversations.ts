import type { Transaction } from '../../db/database.ts';
import { updateManyStatement } from './queries.ts';
import type { Conversation } from './types.ts';

/**
 * Stores the state of locked conversations. The moment of the last customer message never goes back. Those in which the
 * customer `wrote` have new activity and are unread from now on.
 */
export async function writeConversations(
  tx: Transaction,
  conversations: Iterable<Conversation>,
  at: Date,
  wrote?: ReadonlySet<Conversation>,
): Promise<void> {
  const rows = [...conversations].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (rows.length === 0) return;
  await tx.system(updateManyStatement, [
    rows.map((row) => row.tenantId),
    rows.map((row) => row.id),
    rows.map((row) => row.status),
    rows.map((row) => row.ticketId),
    rows.map((row) => row.assignedOperatorId),
    rows.map((row) => row.lastCustomerMessageAt?.toISOString() ?? null),
    rows.map(() => at.toISOString()),
    rows.map((row) => wrote?.has(row) === true),
  ]);
}
