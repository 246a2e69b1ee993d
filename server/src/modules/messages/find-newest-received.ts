import type { Transaction } from '../../db/database.ts';
import { newestReceivedStatement, toFacts } from './outcome-queries.ts';
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
