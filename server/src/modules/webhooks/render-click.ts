import type { PlatformEvent } from '../../events/catalogue.ts';
import { localMessageIdOf } from '../../kernel/ids.ts';
import type { LinkFacts } from '../links/index.ts';
import type { WebhookPayload } from './payload-format.ts';
import { withBsuid } from './person-ids.ts';

/** The payloads of a click on a tracked button of a template. */
export function renderClick(event: PlatformEvent, facts: LinkFacts): WebhookPayload[] {
  const { message, contact, channel, link } = facts;
  const payload: WebhookPayload = {
    eventType: 'ctaUrlClicked',
    localMessageId: message.localMessageId ?? localMessageIdOf(message.id),
    id: message.id,
    whatsappMessageId: message.wamid,
    templateId: message.templateId ?? '',
    templateName: message.templateName ?? '',
    // Without a zone, in seconds, as WATI writes it here.
    created: event.at.toISOString().slice(0, 19),
    conversationId: message.conversationId,
    ticketId: message.ticketId,
    displayText: link.label,
    buttonUrl: link.url,
    text: message.text,
    operatorEmail: facts.operator?.email ?? null,
    waId: contact.waId,
    type: 'template',
    statusString: 'SENT',
    sourceType: (message.source ?? 'API').toLowerCase(),
    channelId: channel.isDefault ? null : channel.id,
    channelPhoneNumber: channel.phoneNumber,
    ...(contact.bsuid === null ? {} : { bsuid: contact.bsuid, parentBsuid: contact.parentBsuid }),
    ...(contact.username === null ? {} : { username: `@${contact.username}` }),
  };
  return [payload, ...withBsuid('ctaUrlClicked_bsuid', payload, contact)];
}
