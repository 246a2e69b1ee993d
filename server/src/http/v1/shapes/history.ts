import type { components } from '@parley/contract/wati-v1-v2';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import {
  type HistoryRow,
  isByBot,
  type Message,
  type MessageRow,
  type TicketRow,
} from '../../../modules/messages/index.ts';
import {
  toContactCards,
  toData,
  toHeaderLink,
  toOrderProducts,
  toOrderReference,
  toOrderView,
  toReferral,
  toReplies,
  toTemplatePart,
  toTypeWord,
} from './message-parts.ts';
import { toStatusString } from './message-status.ts';
import { toBarredDay, toSecondsText } from './moment.ts';

type Schemas = components['schemas'];
export type HistoryItem =
  | Schemas['HistoryMessage']
  | Schemas['HistoryBroadcastMessage']
  | Schemas['HistoryTicket']
  | Schemas['HistoryOther'];
/** With the blank at its end, as clients know it. */
const botName = 'Bot ';

/** A row of the history as v1 shows it. */
export function toHistoryItem(row: HistoryRow): HistoryItem {
  if (row.kind === 'ticket') return toTicketItem(row.ticket);
  return row.message.kind === 'template' ? toBroadcastItem(row.message) : toMessageItem(row);
}

/** The record of one message: as in the history, and of a template also the media of its header. */
export function toMessageRecord(row: MessageRow): HistoryItem {
  const item = toHistoryItem(row);
  return item.eventType === 'broadcastMessage' ? { ...item, template: toTemplatePart(row.message) } : item;
}

function toMessageItem({
  message,
  mediaPath,
  operatorName,
  assignedOperatorId,
}: MessageRow): Schemas['HistoryMessage'] {
  const isOwn = message.direction === 'out';
  return {
    replySourceMessage: null,
    messageReferral: toReferral(message),
    text: message.text,
    type: toTypeWord(message.type),
    data: toData(message, mediaPath),
    timestamp: toSecondsText(isOwn ? message.createdAt : (message.sentAt ?? message.createdAt)),
    owner: isOwn,
    statusString: toStatusString(message.status),
    avatarUrl: null,
    assignedId: assignedOperatorId,
    operatorName: isByBot(message) ? botName : operatorName,
    localMessageId: isOwn ? localIdOf(message) : null,
    failedDetail: message.failedDetail,
    referenceOrderId: toOrderReference(message),
    contacts: toContactCards(message),
    messageProducts: null,
    orderProducts: toOrderProducts(message),
    interactiveData: isOwn && message.type === 'interactive' ? message.content : null,
    orderDetailsViewModel: toOrderView(message),
    whatsappMessageId: message.wamid,
    failedCode: message.failedCode,
    replyContextId: message.replyToWamid,
    ...toReplies(message),
    id: message.id,
    created: message.createdAt.toISOString(),
    conversationId: message.conversationId,
    ticketId: message.ticketId,
    eventType: 'message',
  };
}

function toBroadcastItem(message: Message): Schemas['HistoryBroadcastMessage'] {
  const { templateName, templateId, broadcastName, createdAt } = message;
  const day = toBarredDay(createdAt);
  return {
    eventDescription: `Broadcast message with using "${templateName ?? ''}" template was received ${day}`,
    finalText: message.text,
    template: null,
    mediaHeaderLink: toHeaderLink(message),
    statusString: toStatusString(message.status),
    failedDetail: message.failedDetail,
    failedCode: message.failedCode,
    localMessageId: localIdOf(message),
    templateName,
    templateId,
    broadcastName,
    timestamp: toSecondsText(createdAt),
    id: message.id,
    created: createdAt.toISOString(),
    conversationId: message.conversationId,
    ticketId: null,
    eventType: 'broadcastMessage',
  };
}

/** Calls have the members of tickets: what clients know of them is their eventType alone. */
function toTicketItem(ticket: TicketRow): Schemas['HistoryTicket'] | Schemas['HistoryOther'] {
  return {
    eventDescription: ticket.description,
    type: ticket.type,
    actor: ticket.actor,
    assignee: ticket.assignee,
    topicName: ticket.topicName,
    id: ticket.id,
    created: ticket.createdAt.toISOString(),
    conversationId: ticket.conversationId,
    ticketId: ticket.ticketId,
    eventType: ticket.isCall ? 'call' : 'ticket',
  };
}

function localIdOf(message: Message): string {
  return message.localMessageId ?? localMessageIdOf(message.id);
}
