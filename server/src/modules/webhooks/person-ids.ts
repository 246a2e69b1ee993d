import type { MessageFacts } from '../messages/index.ts';
import type { WebhookEventName } from './event-names.ts';
import type { WebhookPayload } from './payload-format.ts';

type Ids = Pick<MessageFacts['contact'], 'bsuid' | 'parentBsuid' | 'username'>;

/**
 * The BSUID-first twin of a payload: the same with the ids of the person. There is none while the BSUID is not known, since
 * its readers know people by that alone.
 */
export function withBsuid(eventType: WebhookEventName, payload: WebhookPayload, contact: Ids): WebhookPayload[] {
  if (contact.bsuid === null) return [];
  const username = contact.username === null ? null : `@${contact.username}`;
  return [{ ...payload, eventType, bsuid: contact.bsuid, parentBsuid: contact.parentBsuid, username }];
}
