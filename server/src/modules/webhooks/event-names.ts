import { AppError } from '../../kernel/errors.ts';

/** The event names of the webhook contract that an endpoint may subscribe to. */
export const webhookEventNames = [
  'message',
  'message_bsuid',
  'newContactMessageReceived',
  'newContactMessageReceived_bsuid',
  'sessionMessageSent',
  'sessionMessageSent_v2',
  'sessionMessageSent_bsuid',
  'sessionMessageSent_v2_bsuid',
  'templateMessageSent',
  'templateMessageSent_v2',
  'templateMessageSent_bsuid',
  'templateMessageSent_v2_bsuid',
  'sentMessageDELIVERED',
  'sentMessageDELIVERED_v2',
  'sentMessageREAD',
  'sentMessageREAD_v2',
  'sentMessageREPLIED',
  'sentMessageREPLIED_v2',
  'templateMessageFailed',
  'sessionMessageFailed',
  'templateReviewed',
  'templateQualityUpdated',
  'templateCategoryUpdated',
  'wabaStatusReviewUpdate',
  'PhoneNumberQualityUpdatedEvent',
  'accountDeleted',
  'accountUpdated',
  'phoneNumberDeleted',
  'chatbotTriggered',
  'chatbotTriggered_bsuid',
  'ctaUrlClicked',
  'ctaUrlClicked_bsuid',
  'call.status',
  'call.status_bsuid',
  'contactRequestTyping',
  'paymentCaptured',
  'businessCapabilityUpdated',
] as const;

export type WebhookEventName = (typeof webhookEventNames)[number];

/** Other names under which clients and WATI's own dashboard know an event (contract, notes of these events). */
const otherNames: readonly (readonly [string, WebhookEventName])[] = [
  ['ctaButtonClicked', 'ctaUrlClicked'],
  ['ctaButtonClicked_bsuid', 'ctaUrlClicked_bsuid'],
  ['phoneNumberQualityUpdate', 'PhoneNumberQualityUpdatedEvent'],
  ['templateStatusUpdate', 'templateReviewed'],
  ['templateMessageFailed_v2', 'templateMessageFailed'],
  ['sessionMessageFailed_v2', 'sessionMessageFailed'],
];

const byLowerCase = new Map<string, WebhookEventName>([
  ...webhookEventNames.map((name) => [name.toLowerCase(), name] as const),
  ...otherNames.map(([other, name]) => [other.toLowerCase(), name] as const),
]);

/** The event a subscriber names, in any case, or undefined. */
function toEventName(text: string): WebhookEventName | undefined {
  return byLowerCase.get(text.trim().toLowerCase());
}

/** The events a subscriber names, each once. Throws webhook.event_unknown for an unknown one, and when there are none. */
export function readEventTypes(names: readonly string[]): WebhookEventName[] {
  const events = names.map((name) => toEventName(name));
  const unknown = names.filter((_, index) => events[index] === undefined);
  if (unknown.length > 0 || names.length === 0) {
    throw new AppError('webhook.event_unknown', 'Invalid event types', { details: { unknown } });
  }
  return [...new Set(events.flatMap((event) => event ?? []))];
}
