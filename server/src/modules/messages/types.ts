/**
 * The state of a message as a rank that only rises, so that repeats and disorder of Meta's statuses change nothing:
 * a failure beats sent and loses to proof of delivery.
 */
export const statusRank = {
  queued: 0,
  unconfirmed: 10,
  sent: 20,
  failed: 25,
  delivered: 30,
  read: 40,
  replied: 50,
} as const;

export type MessageStatus = keyof typeof statusRank;

const wordByRank = new Map<number, MessageStatus>(
  (Object.entries(statusRank) as [MessageStatus, number][]).map(([word, rank]) => [rank, word]),
);

export function statusOfRank(rank: number): MessageStatus {
  return wordByRank.get(rank) ?? 'queued';
}

/** A stored message, as its readers see it. */
export interface Message {
  tenantId: string;
  id: string;
  conversationId: string;
  contactId: string;
  channelId: string;
  ticketId: string | null;
  direction: 'in' | 'out';
  /** `direct`: a utility message without a template, which needs no open window. */
  kind: 'session' | 'template' | 'direct';
  type: string;
  text: string | null;
  /** The part of the Cloud API message named by its type, as sent or received. */
  content: Record<string, unknown> | null;
  mediaId: string | null;
  templateId: string | null;
  templateName: string | null;
  broadcastId: string | null;
  broadcastName: string | null;
  localMessageId: string | null;
  replyToWamid: string | null;
  operatorId: string | null;
  source: string | null;
  /** The run of the chatbot that sent it. */
  flowRunId: string | null;
  wamid: string | null;
  status: number;
  retries: number;
  failedCode: string | null;
  failedDetail: string | null;
  createdAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  repliedAt: Date | null;
  failedAt: Date | null;
}

/** What Meta says of the price of a delivered message (cloud-api-behaviour section 10). */
export interface StatusPricing {
  /** `regular`, `free_customer_service` or `free_entry_point`. */
  readonly type: string | undefined;
  readonly category: string | undefined;
}

/** What a consumer of message events needs to tell the story of one message. */
export interface MessageFacts {
  message: Message;
  mediaPath: string | null;
  contact: {
    waId: string | null;
    bsuid: string | null;
    parentBsuid: string | null;
    username: string | null;
    /** The name of the profile, or the one that the workspace gave where WhatsApp told none. */
    name: string | null;
  };
  channel: { id: string; phoneNumber: string; isDefault: boolean };
  /** Who sent it; of a customer's message, who has the chat. */
  operator: { id: string; email: string; name: string } | null;
  /** The rank before the change that the event tells of; only the first event of a change has it. */
  rankBefore?: number | undefined;
  /** Who has the chat of a message that was sent. */
  assignedOperatorId?: string | null;
  /** The run of a chatbot that a received message fell into. */
  flowRunId?: string | undefined;
  /** Of a delivery that Meta told with its price. */
  pricing?: StatusPricing | undefined;
}

/** The select list of `Message`, for a table alias. `content` replaces the expression of that column. */
export function messageColumns(alias: string, content = `${alias}.content`): string {
  const columns: [string, string][] = [
    ['tenant_id', 'tenantId'],
    ['id', 'id'],
    ['conversation_id', 'conversationId'],
    ['contact_id', 'contactId'],
    ['channel_id', 'channelId'],
    ['ticket_id', 'ticketId'],
    ['direction', 'direction'],
    ['kind', 'kind'],
    ['type', 'type'],
    ['text', 'text'],
    ['content', 'content'],
    ['media_id', 'mediaId'],
    ['template_id', 'templateId'],
    ['template_name', 'templateName'],
    ['broadcast_id', 'broadcastId'],
    ['broadcast_name', 'broadcastName'],
    ['local_message_id', 'localMessageId'],
    ['reply_to_wamid', 'replyToWamid'],
    ['operator_id', 'operatorId'],
    ['source', 'source'],
    ['flow_run_id', 'flowRunId'],
    ['wamid', 'wamid'],
    ['status', 'status'],
    ['retries', 'retries'],
    ['failed_code', 'failedCode'],
    ['failed_detail', 'failedDetail'],
    ['created_at', 'createdAt'],
    ['sent_at', 'sentAt'],
    ['delivered_at', 'deliveredAt'],
    ['read_at', 'readAt'],
    ['replied_at', 'repliedAt'],
    ['failed_at', 'failedAt'],
  ];
  const expression = (column: string): string => (column === 'content' ? content : `${alias}.${column}`);
  return columns.map(([column, name]) => `${expression(column)} as "${name}"`).join(', ');
}
