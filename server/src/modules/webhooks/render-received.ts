import type { PlatformEvent } from '../../events/catalogue.ts';
import type { MessageFacts, SharedContactFacts } from '../messages/index.ts';
import { type RenderOptions, toFileUrl, toRoundTrip, toSeconds, type WebhookPayload } from './payload-format.ts';
import { withBsuid } from './person-ids.ts';

/** The kinds the contract knows; any other is shown as a placeholder that carries what came in `data`. */
const knownTypes = new Set([
  'text',
  'image',
  'document',
  'location',
  'voice',
  'audio',
  'button',
  'interactive',
  'reaction',
  'video',
  'sticker',
  'contacts',
  'order',
]);
const placeholderType = 'media_placeholder';
/** Seen on what customers write in WhatsApp; all that is published is that 0 stands for an unknown source. */
const whatsAppSource = 7;
const unknownSource = 0;

type Content = Record<string, unknown>;

/** The payloads of a customer's message: `message`, and `newContactMessageReceived` for the first one of a contact. */
export function renderReceived(event: PlatformEvent, facts: MessageFacts, options: RenderOptions): WebhookPayload[] {
  const { message, contact } = facts;
  if (message.type === 'system') return [];
  const payload = messagePayload(facts, options, {
    timestamp: toSeconds(message.sentAt ?? message.createdAt),
    owner: false,
    assignedId: facts.operator?.id ?? null,
  });
  const told: WebhookPayload[] = [payload, ...withBsuid('message_bsuid', payload, contact)];
  if (event.data?.firstOfContact !== true) return told;
  const first = newContact(facts, toRoundTrip(message.createdAt));
  return [...told, first, ...withBsuid('newContactMessageReceived_bsuid', first, contact)];
}

/** What a person wrote in the inbox is told as a `message` too, of which the business is the owner. */
export function renderOperatorEcho(
  event: PlatformEvent,
  facts: MessageFacts,
  options: RenderOptions,
): WebhookPayload[] {
  const payload = messagePayload(facts, options, {
    timestamp: toSeconds(event.at),
    owner: true,
    assignedId: facts.assignedOperatorId ?? null,
  });
  return [payload, ...withBsuid('message_bsuid', payload, facts.contact)];
}

function messagePayload(
  facts: MessageFacts,
  options: RenderOptions,
  { timestamp, owner, assignedId }: { timestamp: string; owner: boolean; assignedId: string | null },
): WebhookPayload {
  const { message, contact } = facts;
  return {
    id: message.id,
    created: toRoundTrip(message.createdAt),
    whatsappMessageId: message.wamid,
    conversationId: message.conversationId,
    ticketId: message.ticketId,
    text: message.text,
    type: knownTypes.has(message.type) ? message.type : placeholderType,
    data: dataOf(facts, options),
    ...sourceOf(message.content),
    timestamp,
    owner,
    eventType: 'message',
    statusString: 'SENT',
    avatarUrl: null,
    assignedId,
    operatorName: facts.operator?.name ?? null,
    operatorEmail: facts.operator?.email ?? null,
    waId: contact.waId,
    messageContact: message.type === 'contacts' ? (message.content?.contacts ?? null) : null,
    senderName: contact.name,
    ...repliesOf(message.type, message.content),
    replyContextId: message.replyToWamid ?? '',
    sourceType: whatsAppSource,
    frequentlyForwarded: message.content?.frequently_forwarded === true,
    forwarded: message.content?.forwarded === true,
    channelId: facts.channel.isDefault ? null : facts.channel.id,
    channelPhoneNumber: facts.channel.phoneNumber,
    ...(contact.bsuid === null ? {} : { bsuid: contact.bsuid, parentBsuid: contact.parentBsuid }),
    ...(contact.username === null ? {} : { username: `@${contact.username}` }),
  };
}

/** The payloads of a chatbot that was started, with the customer's message it answers to. */
export function renderChatbotStart(
  event: PlatformEvent,
  facts: MessageFacts,
  options: RenderOptions,
): WebhookPayload[] {
  const { message, contact, channel } = facts;
  const payload: WebhookPayload = {
    eventType: 'chatbotTriggered',
    id: message.id,
    created: toRoundTrip(message.createdAt),
    whatsappMessageId: message.wamid,
    conversationId: message.conversationId,
    ticketId: message.ticketId,
    text: message.text,
    type: knownTypes.has(message.type) ? message.type : placeholderType,
    data: dataOf(facts, options),
    timestamp: toSeconds(message.sentAt ?? message.createdAt),
    owner: false,
    avatarUrl: null,
    waId: contact.waId,
    messageContact: message.type === 'contacts' ? (message.content?.contacts ?? null) : null,
    senderName: contact.name,
    listReply: repliesOf(message.type, message.content).listReply,
    replyContextId: message.replyToWamid,
    chatbotId: String(event.data?.flowId ?? ''),
    // What the chatbot sends bears it too.
    chatbotTriggeredEventId: event.subjectId,
    channelId: channel.isDefault ? null : channel.id,
    channelPhoneNumber: channel.phoneNumber,
  };
  return [payload, ...withBsuid('chatbotTriggered_bsuid', payload, contact)];
}

/** The payload of a contact card that a customer gave when asked for it. */
export function renderSharedContact(facts: SharedContactFacts): WebhookPayload {
  const { contact, phone } = facts;
  return {
    eventType: 'contactRequestTyping',
    contactId: contact.id,
    waId: contact.waId,
    phone,
    name: contact.name ?? contact.profileName,
    bsuid: contact.bsuid,
    parentBsuid: contact.parentBsuid,
  };
}

function newContact(facts: MessageFacts, created: string): WebhookPayload {
  return {
    eventType: 'newContactMessageReceived',
    id: facts.message.id,
    created,
    waId: facts.contact.waId,
    senderName: facts.contact.name,
    ...sourceOf(facts.message.content),
    sourceType: unknownSource,
  };
}

function sourceOf(content: Content | null): { sourceId: string | null; sourceUrl: string | null } {
  const referral = toContent(content?.referral);
  return { sourceId: toText(referral?.source_id), sourceUrl: toText(referral?.source_url) };
}

function dataOf({ message, mediaPath }: MessageFacts, options: RenderOptions): unknown {
  if (mediaPath !== null) return toFileUrl(message.tenantId, mediaPath, options);
  const { type, content } = message;
  if (type === 'location' && content) {
    const { latitude, longitude, name, address } = content;
    return { latitude, longitude, name: name ?? null, address: address ?? null };
  }
  if (type === 'order' && content) return orderData(content);
  return knownTypes.has(type) ? null : { type, ...content };
}

function orderData(content: Content): Content {
  const items = Array.isArray(content.product_items) ? content.product_items : [];
  return {
    catalogId: content.catalog_id ?? null,
    orderProducts: items.map((item: Content) => ({
      productRetailerId: item.product_retailer_id,
      quantity: item.quantity,
      itemPrice: item.item_price,
      currency: item.currency,
    })),
  };
}

function repliesOf(type: string, content: Content | null): Content {
  const list = toContent(content?.list_reply);
  const button = toContent(content?.button_reply);
  return {
    listReply: list ? { title: list.title, description: list.description ?? null, id: list.id } : null,
    interactiveButtonReply: button ? { id: button.id, title: button.title } : null,
    buttonReply: type === 'button' && content ? { payload: content.payload ?? null, text: content.text } : null,
  };
}

function toContent(value: unknown): Content | undefined {
  return typeof value === 'object' && value !== null ? (value as Content) : undefined;
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
