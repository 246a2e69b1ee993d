import type { Transaction } from '../../db/database.ts';
import { findSentStatement, newestReceivedStatement, toFacts } from './outcome-queries.ts';
import type { MessageFacts } from './types.ts';

/** The newest message that the customer wrote in a conversation, with all that is known of it. */
export async function findNewestReceived(
  tx: Transaction,
  tenantId: string,
  conversationId: string,
): Promise<MessageFacts | undefined> {
  const [row] = await tx.tenant(tenantId, newestReceivedStatement, [conversationId]);
  return row && toFacts(row);
}

/** A message that was sent, with all that is known of it. */
export async function findSent(tx: Transaction, tenantId: string, id: string): Promise<MessageFacts | undefined> {
  const [row] = await tx.tenant(tenantId, findSentStatement, [id]);
  return row && toFacts(row);
}
