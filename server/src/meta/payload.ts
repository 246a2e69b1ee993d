import { text } from './payload-fields.ts';
import {
  type InboundMessage,
  inboundMessage,
  type MessageStatus,
  messageStatus,
  type UserPreference,
  userPreference,
  type WebhookContact,
  type WebhookError,
  webhookContact,
  webhookErrors,
} from './payload-schemas.ts';

export type { InboundMessage, MessageStatus, UserPreference, WebhookContact, WebhookError } from './payload-schemas.ts';

/** The business number an item is about. */
export interface NumberAddress {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** As Meta wrote it; empty when absent. */
  readonly displayPhoneNumber: string;
}

export type EnvelopeItem =
  | ({ readonly kind: 'message'; readonly message: InboundMessage; readonly contact?: WebhookContact } & NumberAddress)
  | ({ readonly kind: 'status'; readonly status: MessageStatus; readonly contact?: WebhookContact } & NumberAddress)
  | ({
      readonly kind: 'preference';
      readonly preference: UserPreference;
      readonly contact?: WebhookContact;
    } & NumberAddress)
  /** Trouble of the number itself, such as 130429. */
  | ({ readonly kind: 'number_error'; readonly errors: readonly WebhookError[] } & NumberAddress)
  /** Every field but `messages` and `user_preferences`, unread. */
  | {
      readonly kind: 'account';
      readonly wabaId: string;
      readonly field: string;
      readonly value: Readonly<Record<string, unknown>>;
      /** Unix seconds of the entry, when given. */
      readonly time?: number;
    }
  | { readonly kind: 'malformed'; readonly reason: string; readonly raw: unknown };

/** Meta promises at most 1,000 changes in a POST; what lies beyond this many items is one malformed item. */
export const maxItemsPerPost = 10_000;

const maxDisplayNumberLength = 40;
const messagesField = 'messages';
const preferencesField = 'user_preferences';
const expectedObject = 'whatsapp_business_account';

/**
 * Every message, status, number error and account event of a webhook POST, in the order of the body. One POST may hold many
 * entries, changes, numbers and accounts. Never throws: what cannot be read becomes a malformed item.
 */
export function readEnvelope(parsed: unknown): EnvelopeItem[] {
  const items: EnvelopeItem[] = [];
  let leftOut = 0;
  for (const item of walkEnvelope(parsed)) {
    if (items.length < maxItemsPerPost) items.push(item);
    else leftOut += 1;
  }
  if (leftOut > 0) {
    items.push(malformed(`more than ${maxItemsPerPost} items in one body; ${leftOut} are left out`, null));
  }
  return items;
}

/** Milliseconds of a `timestamp`, which is text with Unix seconds; undefined when it is not. */
export function readTimestampMs(timestamp: string | undefined): number | undefined {
  return timestamp !== undefined && /^\d{1,11}$/.test(timestamp) ? Number(timestamp) * 1000 : undefined;
}

function* walkEnvelope(parsed: unknown): Generator<EnvelopeItem> {
  if (!isRecord(parsed)) return yield malformed('the body is not an object', parsed);
  if (parsed.object !== undefined && parsed.object !== expectedObject) {
    return yield malformed(`the object is not ${expectedObject}`, parsed);
  }
  if (!Array.isArray(parsed.entry)) return yield malformed('entry is not a list', parsed);
  for (const entry of parsed.entry) yield* walkEntry(entry);
}

function* walkEntry(entry: unknown): Generator<EnvelopeItem> {
  if (!isRecord(entry)) return yield malformed('an entry is not an object', entry);
  const wabaId = readId(entry.id);
  if (wabaId === undefined) return yield malformed('an entry has no id', entry);
  if (!Array.isArray(entry.changes)) return yield malformed('the changes of an entry are not a list', entry);
  for (const change of entry.changes) {
    if (!isRecord(change) || typeof change.field !== 'string' || !isRecord(change.value)) {
      yield malformed('a change has no field or value', change);
    } else if (change.field === messagesField) {
      yield* walkMessagesValue(wabaId, change.value);
    } else if (change.field === preferencesField) {
      yield* walkPreferences(wabaId, change.value);
    } else {
      const { field, value } = change;
      const time = Number.isSafeInteger(entry.time) ? Number(entry.time) : undefined;
      yield { kind: 'account', wabaId, field, value, ...(time === undefined ? {} : { time }) };
    }
  }
}

function* walkPreferences(wabaId: string, value: Readonly<Record<string, unknown>>): Generator<EnvelopeItem> {
  const address = readAddress(wabaId, value);
  if (address === undefined) return yield malformed('the metadata has no phone_number_id', value);
  const findContact = indexContacts(value.contacts);
  const list = value.user_preferences ?? [];
  yield* walkList('user_preferences', list, (raw) => readPreference(raw, address, findContact));
}

function* walkMessagesValue(wabaId: string, value: Readonly<Record<string, unknown>>): Generator<EnvelopeItem> {
  const address = readAddress(wabaId, value);
  if (address === undefined) return yield malformed('the metadata has no phone_number_id', value);
  // Null is as good as absent.
  const [messages, statuses, errors] = [
    value.messages ?? undefined,
    value.statuses ?? undefined,
    value.errors ?? undefined,
  ];
  if (messages === undefined && statuses === undefined && errors === undefined) {
    return yield malformed('there are no messages, statuses or errors', value);
  }
  const findContact = indexContacts(value.contacts);
  yield* walkList('messages', messages, (raw) => readMessage(raw, address, findContact));
  yield* walkList('statuses', statuses, (raw) => readStatus(raw, address, findContact));
  if (errors === undefined) return;
  const read = webhookErrors.parse(errors);
  if (read === undefined || read.length === 0) yield malformed('the errors are not a list of objects', errors);
  else yield { kind: 'number_error', ...address, errors: read };
}

function readAddress(
  wabaId: string,
  { metadata: given }: Readonly<Record<string, unknown>>,
): NumberAddress | undefined {
  const metadata = isRecord(given) ? given : {};
  const phoneNumberId = readId(metadata.phone_number_id);
  if (phoneNumberId === undefined) return undefined;
  return { wabaId, phoneNumberId, displayPhoneNumber: readDisplayNumber(metadata.display_phone_number) };
}

function* walkList(name: string, list: unknown, read: (raw: unknown) => EnvelopeItem): Generator<EnvelopeItem> {
  if (list === undefined) return;
  if (!Array.isArray(list)) return yield malformed(`${name} is not a list`, list);
  for (const raw of list) yield read(raw);
}

function readMessage(raw: unknown, address: NumberAddress, findContact: FindContact): EnvelopeItem {
  const read = inboundMessage.safeParse(raw);
  if (!read.success) return malformed('a message is not an object with an id', raw);
  const message = read.data;
  const contact = findContact(message.from, message.from_user_id);
  return { kind: 'message', ...address, message, ...(contact ? { contact } : {}) };
}

function readStatus(raw: unknown, address: NumberAddress, findContact: FindContact): EnvelopeItem {
  const read = messageStatus.safeParse(raw);
  if (!read.success) return malformed('a status is not an object with a status', raw);
  const status = read.data;
  const contact = findContact(status.recipient_id, status.recipient_user_id);
  return { kind: 'status', ...address, status, ...(contact ? { contact } : {}) };
}

function readPreference(raw: unknown, address: NumberAddress, findContact: FindContact): EnvelopeItem {
  const read = userPreference.safeParse(raw);
  if (!read.success) return malformed('a preference is not an object', raw);
  const preference = read.data;
  const contact = findContact(preference.wa_id, preference.user_id);
  return { kind: 'preference', ...address, preference, ...(contact ? { contact } : {}) };
}

type FindContact = (waId: string | undefined, userId: string | undefined) => WebhookContact | undefined;

/** A contact belongs to a message by its ids alone: lists of different length and order occur. */
function indexContacts(list: unknown): FindContact {
  if (!Array.isArray(list) || list.length === 0) return () => undefined;
  const byWaId = new Map<string, WebhookContact>();
  const byUserId = new Map<string, WebhookContact>();
  for (const raw of list) {
    const read = webhookContact.safeParse(raw);
    if (!read.success) continue;
    const contact = read.data;
    if (contact.wa_id) byWaId.set(contact.wa_id, contact);
    if (contact.user_id) byUserId.set(contact.user_id, contact);
  }
  return (waId, userId) => (userId ? byUserId.get(userId) : undefined) ?? (waId ? byWaId.get(waId) : undefined);
}

/** Ids are printable ASCII without spaces. */
function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return /^[!-~]{1,100}$/.test(value) ? value : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

function readDisplayNumber(value: unknown): string {
  return text.parse(value)?.slice(0, maxDisplayNumberLength) ?? '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(reason: string, raw: unknown): EnvelopeItem {
  return { kind: 'malformed', reason, raw };
}
