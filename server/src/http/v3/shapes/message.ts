import type { components } from '@parley/contract/wati-v3';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import {
  type HistoryRow,
  isByBot,
  type Message,
  type MessageStatus,
  statusOfRank,
  type TicketRow,
} from '../../../modules/messages/index.ts';

/** As ticket rows name it. */
const botName = 'Bot';

type MessageDto = components['schemas']['MessageDto'];
type ConversationItem = components['schemas']['ConversationItem'];

/** A row of a history. `status` is a word, dates are never null, and a ticket row has no `owner`: strict clients need it so. */
export function toConversationItem(row: HistoryRow): ConversationItem {
  if (row.kind === 'ticket') return toTicketItem(row.ticket);
  const { message, operatorName, assignedOperatorId } = row;
  const status = toStatusWord(message);
  const sender = isByBot(message) ? botName : operatorName;
  const dto = { ...toMessageDto(message, sender, status), assigned_id: assignedOperatorId };
  const item = { ...dto, status_string: status.toUpperCase() };
  // A template's text is where live clients look for it: in final_text.
  return message.kind === 'template' ? { ...item, text: '', final_text: message.text } : { ...item, final_text: null };
}

/** The answer to a send: accepted messages are called sent, as in the vendor's sample. */
export function toSentMessageDto(message: Message, operatorName: string | null): MessageDto {
  return toMessageDto(message, operatorName, 'sent');
}

function toMessageDto(message: Message, operatorName: string | null, status: string): MessageDto {
  const isOurs = message.direction === 'out';
  const at = isOurs ? message.createdAt : (message.sentAt ?? message.createdAt);
  return {
    text: captionOf(message) ?? message.text,
    type: message.type,
    timestamp: at.toISOString(),
    owner: isOurs,
    status,
    avatar_url: null,
    assigned_id: null,
    operator_name: operatorName,
    failed_detail: message.failedDetail,
    bot_type: isOurs ? 'regular' : null,
    local_message_id: isOurs ? (message.localMessageId ?? localMessageIdOf(message.id)) : null,
    id: message.id,
    created: message.createdAt.toISOString(),
    conversation_id: message.conversationId,
    ticket_id: message.ticketId,
    event_type: message.kind === 'template' ? 'broadcast' : 'message',
  };
}

/** A customer's document is stored under its file name, as webhooks and v1 tell it; to v3 its text is the caption. */
function captionOf({ direction, type, content }: Message): string | undefined {
  const caption = direction === 'in' && type === 'document' ? content?.caption : undefined;
  return typeof caption === 'string' && caption !== '' ? caption : undefined;
}

const words: Readonly<Record<MessageStatus, string>> = {
  queued: 'pending',
  unconfirmed: 'pending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  replied: 'replied',
  failed: 'failed',
};

/** What a customer wrote has been delivered, to us. */
function toStatusWord(message: Message): string {
  return message.direction === 'in' ? 'delivered' : words[statusOfRank(message.status)];
}

function toTicketItem(ticket: TicketRow): ConversationItem {
  const at = ticket.createdAt.toISOString();
  return {
    id: ticket.id,
    created: at,
    timestamp: at,
    conversation_id: ticket.conversationId,
    ticket_id: ticket.ticketId,
    event_type: 'ticket',
    event_description: ticket.description,
    detailed_event_description: { type: ticket.type, actor: ticket.actor, agent_name: ticket.assignee },
    type: ticket.type,
    actor: ticket.actor,
    assignee: ticket.assignee,
    topic_name: ticket.topicName,
  };
}
