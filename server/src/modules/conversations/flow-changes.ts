import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { type Conversation, conversationColumns } from './types.ts';

const lockStatement = tenantStatement<Conversation>(
  'conversations.lock',
  `select ${conversationColumns('v')} from conversations v where v.tenant_id = $1 and v.id = $2 for update`,
);

const enterFlowStatement = tenantStatement<{ id: string }>(
  'conversations.enter-flow',
  `update conversations set flow_run_id = $3 where tenant_id = $1 and id = $2 and flow_run_id is null returning id`,
);

const leaveFlowStatement = tenantStatement(
  'conversations.leave-flow',
  `update conversations set flow_run_id = null where tenant_id = $1 and id = $2 and flow_run_id = $3`,
);

/** The conversation, locked until the transaction ends: no message of the customer comes in meanwhile. */
export async function lockConversation(
  tx: Transaction,
  tenantId: string,
  conversationId: string,
): Promise<Conversation | undefined> {
  const [conversation] = await tx.tenant(tenantId, lockStatement, [conversationId]);
  return conversation;
}

/** Puts a conversation into a run of a chatbot. False: it is in one already. */
export async function enterFlow(
  tx: Transaction,
  conversation: Pick<Conversation, 'tenantId' | 'id'>,
  runId: string,
): Promise<boolean> {
  const rows = await tx.tenant(conversation.tenantId, enterFlowStatement, [conversation.id, runId]);
  return rows.length > 0;
}

/** Takes a conversation out of that run. */
export async function leaveFlow(
  tx: Transaction,
  tenantId: string,
  conversationId: string,
  runId: string,
): Promise<void> {
  await tx.tenant(tenantId, leaveFlowStatement, [conversationId, runId]);
}
