export type ConversationStatus = 'open' | 'pending' | 'solved' | 'expired' | 'broadcast' | 'blocked';

/** All that was said between one contact and one channel. */
export interface Conversation {
  tenantId: string;
  id: string;
  contactId: string;
  channelId: string;
  status: ConversationStatus;
  /** The service episode under way, or the last one; null before the customer ever wrote. */
  ticketId: string | null;
  /** Null: the bot has it. */
  assignedOperatorId: string | null;
  lastCustomerMessageAt: Date | null;
  /** The run of a chatbot that speaks in it. */
  flowRunId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The customer service window of Meta: 24 hours from the customer's last message (cloud-api-behaviour 3.1). */
export const serviceWindowMs = 24 * 60 * 60 * 1000;

export function isWindowOpen(conversation: Pick<Conversation, 'lastCustomerMessageAt'>, nowMs: number): boolean {
  const last = conversation.lastCustomerMessageAt?.getTime();
  return last !== undefined && nowMs < last + serviceWindowMs;
}

/** True while a service episode is under way: it was opened, and neither solved, expired nor blocked since. */
export function hasRunningTicket(conversation: Pick<Conversation, 'status' | 'ticketId'>): boolean {
  return conversation.ticketId !== null && (conversation.status === 'open' || conversation.status === 'pending');
}

export function conversationColumns(alias: string): string {
  return `${alias}.tenant_id as "tenantId", ${alias}.id, ${alias}.contact_id as "contactId",
    ${alias}.channel_id as "channelId", ${alias}.status, ${alias}.ticket_id as "ticketId",
    ${alias}.assigned_operator_id as "assignedOperatorId", ${alias}.last_customer_message_at as "lastCustomerMessageAt",
    ${alias}.flow_run_id as "flowRunId", ${alias}.created_at as "createdAt", ${alias}.updated_at as "updatedAt"`;
}
