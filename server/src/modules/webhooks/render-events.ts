import type { PlatformEvent } from '../../events/catalogue.ts';
import { localMessageIdOf } from '../../kernel/ids.ts';
import type { CallFacts } from '../calls/index.ts';
import type { AccountFacts, ChannelRef } from '../channels/index.ts';
import type { LinkFacts } from '../links/index.ts';
import { isByBot, isByPerson, type MessageFacts, type SharedContactFacts } from '../messages/index.ts';
import type { PaymentFacts } from '../payments/index.ts';
import { type TemplateFacts, toShownLink } from '../templates/index.ts';
import { type RenderOptions, toFileUrl, toRoundTrip, toSeconds, type WebhookPayload } from './payload-format.ts';
import { withBsuid } from './person-ids.ts';
import { renderAccountChange, renderTemplateChange } from './render-account.ts';
import { renderCall } from './render-call.ts';
import { renderClick } from './render-click.ts';
import { renderChatbotStart, renderOperatorEcho, renderReceived, renderSharedContact } from './render-received.ts';

/**
 * The webhook payloads of an event, exactly as contract/wati-webhooks.openapi.yaml has them; an event that customers
 * are not told of gives none. Versions of an event are separate payloads, each for those who subscribed to it.
 */
export function renderEvent(event: PlatformEvent, channel: ChannelRef, options: RenderOptions): WebhookPayload[] {
  if (!event.facts) return [];
  switch (event.type) {
    case 'payment.captured':
      return [paymentCaptured(event, event.facts as PaymentFacts)];
    case 'template.changed':
      return renderTemplateChange(event.facts as TemplateFacts, channel);
    case 'call.statusChanged':
      return renderCall(event, event.facts as CallFacts);
    case 'link.clicked':
      return renderClick(event, event.facts as LinkFacts);
    case 'contact.infoShared':
      return [renderSharedContact(event.facts as SharedContactFacts)];
    case 'waba.reviewed':
    case 'waba.updated':
    case 'waba.deleted':
    case 'waba.limitsChanged':
    case 'number.removed':
    case 'number.qualityChanged':
      return renderAccountChange(event.facts as AccountFacts, channel);
    default:
      return renderMessageEvent(event, event.facts as MessageFacts, options);
  }
}

function renderMessageEvent(event: PlatformEvent, facts: MessageFacts, options: RenderOptions): WebhookPayload[] {
  switch (event.type) {
    case 'message.received':
      return renderReceived(event, facts, options);
    case 'chatbot.started':
      return renderChatbotStart(event, facts, options);
    case 'message.sent':
      return facts.message.kind === 'template' ? templateSent(facts, options) : sessionSent(facts, event, options);
    case 'message.delivered':
      return milestone(facts, event, 'sentMessageDELIVERED', 'Delivered');
    case 'message.read':
      return milestone(facts, event, 'sentMessageREAD', 'Read');
    case 'message.replied':
      return milestone(facts, event, 'sentMessageREPLIED', 'Replied');
    case 'message.failed':
      return [failed(facts, event)];
    default:
      return [];
  }
}

/** With the blank at its end, as in the history of v1. */
const botName = 'Bot ';
/** The headers that the contract has a word for; a place or a product has none. */
const headerTypes: ReadonlySet<unknown> = new Set(['text', 'image', 'video', 'document']);

function localIdOf(facts: MessageFacts): string {
  return facts.message.localMessageId ?? localMessageIdOf(facts.message.id);
}

function identityOf({ message }: MessageFacts): Record<string, unknown> {
  const { id, wamid, conversationId, ticketId } = message;
  return { id, whatsappMessageId: wamid, conversationId, ticketId };
}

function channelOf({ channel }: MessageFacts): Record<string, unknown> {
  return { channelId: channel.isDefault ? null : channel.id, channelPhoneNumber: channel.phoneNumber };
}

function templateSent(facts: MessageFacts, options: RenderOptions): WebhookPayload[] {
  const { message } = facts;
  const { id, whatsappMessageId, conversationId, ticketId } = identityOf(facts);
  const common = {
    id,
    whatsappMessageId,
    templateId: message.templateId ?? '',
    templateName: message.templateName ?? '',
    created: toRoundTrip(message.createdAt),
    conversationId,
    ticketId,
    text: message.text,
    operatorEmail: facts.operator?.email ?? null,
    waId: facts.contact.waId,
    type: 'template',
    statusString: 'SENT',
    sourceType: message.source ?? 'API',
  };
  const second: WebhookPayload = {
    eventType: 'templateMessageSent_v2',
    localMessageId: localIdOf(facts),
    ...common,
    ...headerOf(facts, options),
    ...channelOf(facts),
  };
  return [
    { eventType: 'templateMessageSent', ...common },
    second,
    ...withBsuid('templateMessageSent_bsuid', second, facts.contact),
    ...withBsuid('templateMessageSent_v2_bsuid', second, facts.contact),
  ];
}

function headerOf(
  { message }: MessageFacts,
  options: RenderOptions,
): { headerLink: string | null; headerType: string | null } {
  const components = message.content?.components;
  const header = Array.isArray(components) ? components.find((part) => part?.type === 'header') : undefined;
  const parameter = header?.parameters?.[0];
  const type = headerTypes.has(parameter?.type) ? parameter.type : null;
  const link = type === null ? null : (parameter[type]?.link ?? null);
  const shown = typeof link === 'string' ? toShownLink(link) : null;
  const headerLink = shown?.startsWith('data/') ? toFileUrl(message.tenantId, shown, options) : shown;
  return { headerLink, headerType: type };
}

function sessionSent(facts: MessageFacts, event: PlatformEvent, options: RenderOptions): WebhookPayload[] {
  const { message } = facts;
  const common = {
    ...identityOf(facts),
    text: message.text,
    type: message.type,
    data: facts.mediaPath === null ? null : toFileUrl(message.tenantId, facts.mediaPath, options),
    timestamp: toSeconds(event.at),
    owner: true,
    statusString: 'SENT',
    assigneeId: facts.assignedOperatorId ?? null,
    operatorEmail: facts.operator?.email ?? null,
    operatorName: isByBot(message) ? botName : (facts.operator?.name ?? null),
    waId: facts.contact.waId,
  };
  const second: WebhookPayload = {
    eventType: 'sessionMessageSent_v2',
    localMessageId: localIdOf(facts),
    chatbotTriggeredEventId: message.flowRunId,
    ...common,
    replyContextId: message.replyToWamid ?? '',
    ...channelOf(facts),
  };
  return [
    { eventType: 'sessionMessageSent', ...common },
    second,
    ...withBsuid('sessionMessageSent_bsuid', second, facts.contact),
    ...withBsuid('sessionMessageSent_v2_bsuid', second, facts.contact),
    ...(isByPerson(message) ? renderOperatorEcho(event, facts, options) : []),
  ];
}

function milestone(
  facts: MessageFacts,
  event: PlatformEvent,
  name: 'sentMessageDELIVERED' | 'sentMessageREAD' | 'sentMessageREPLIED',
  statusString: string,
): WebhookPayload[] {
  const common = {
    ...identityOf(facts),
    text: facts.message.kind === 'template' ? null : facts.message.text,
    type: facts.message.type,
    timestamp: toSeconds(event.at),
    assigneeId: facts.assignedOperatorId ?? null,
    operatorEmail: facts.operator?.email ?? null,
  };
  return [
    { eventType: name, statusString, ...common },
    { eventType: `${name}_v2`, statusString, localMessageId: localIdOf(facts), ...common, ...channelOf(facts) },
  ];
}

function failed(facts: MessageFacts, event: PlatformEvent): WebhookPayload {
  const { message } = facts;
  const common = {
    statusString: 'Failed',
    localMessageId: localIdOf(facts),
    failedCode: message.failedCode,
    failedDetail: message.failedDetail,
    ...identityOf(facts),
    text: message.kind === 'template' ? null : message.text,
    timestamp: toSeconds(event.at),
  };
  if (message.kind !== 'template') return { eventType: 'sessionMessageFailed', ...common, type: 'session' };
  return {
    eventType: 'templateMessageFailed',
    ...common,
    type: 'template',
    assigneeId: facts.assignedOperatorId ?? null,
    operatorEmail: facts.operator?.email ?? null,
  };
}

function paymentCaptured(event: PlatformEvent, { referenceId, customer }: PaymentFacts): WebhookPayload {
  return {
    eventType: 'paymentCaptured',
    from: customer,
    status: 'captured',
    created: toRoundTrip(event.at),
    payment: { referenceId, sender: customer },
    id: event.id,
    type: 'payment',
  };
}
