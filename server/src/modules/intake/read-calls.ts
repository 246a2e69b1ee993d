import { type EnvelopeItem, readTimestampMs } from '../../meta/payload.ts';
import type { CallNotice } from '../calls/index.ts';
import type { Channel } from '../channels/index.ts';

type AccountItem = Extract<EnvelopeItem, { kind: 'account' }>;
type Json = Readonly<Record<string, unknown>>;

/** The field of Meta's webhooks that tells of voice calls. */
export const callsField = 'calls';
/** One body names few calls: what lies beyond is left out. */
const maxCalls = 1_000;

/** The number that a `calls` webhook is about, or undefined. */
export function readCallNumber({ value }: AccountItem): string | undefined {
  const id = recordOf(value.metadata)?.phone_number_id;
  return typeof id === 'string' ? id : undefined;
}

/**
 * What a `calls` webhook tells: calls that begin (`connect`) and end (`terminate`), and how a call of the business goes on at
 * the customer's (statuses RINGING, ACCEPTED, REJECTED). What names no call, no person or no known word is left out.
 */
export function readCalls({ value }: AccountItem, channel: Channel, nowMs: number): CallNotice[] {
  const find = contactFinder(value.contacts);
  const read = (raw: Json): CallNotice | undefined => readCall(raw, channel, nowMs, find);
  const statuses = (raw: Json): CallNotice | undefined => readStatus(raw, channel, nowMs, find);
  return [...listOf(value.calls).map(read), ...listOf(value.statuses).map(statuses)].flatMap((notice) => notice ?? []);
}

type FindContact = (waId: string | undefined, userId: string | undefined) => Json | undefined;

function readCall(raw: Json, channel: Channel, nowMs: number, find: FindContact): CallNotice | undefined {
  const direction = raw.direction === 'BUSINESS_INITIATED' ? 'outbound' : 'inbound';
  const side = direction === 'inbound' ? 'from' : 'to';
  const person = { waId: digits(raw[side]), userId: textOf(raw[`${side}_user_id`]) };
  const status = readStatusWord(raw, direction);
  const callId = textOf(raw.id);
  const seen = toPerson(channel, person, raw[`${side}_parent_user_id`], find);
  if (!status || callId === undefined || !seen) return undefined;
  const seconds = Number(raw.duration);
  return {
    channel,
    callId,
    person: seen,
    direction,
    status,
    at: readMoment(raw.end_time ?? raw.timestamp, nowMs),
    startedAt: raw.start_time === undefined ? undefined : readMoment(raw.start_time, nowMs),
    durationSeconds: Number.isSafeInteger(seconds) && seconds >= 0 && seconds < 2 ** 31 ? seconds : undefined,
  };
}

function readStatusWord(raw: Json, direction: CallNotice['direction']): CallNotice['status'] | undefined {
  if (raw.event === 'connect') return direction === 'inbound' ? 'ringing' : 'accepted';
  if (raw.event !== 'terminate') return undefined;
  const words = Array.isArray(raw.status) ? raw.status : [raw.status];
  if (words.some((word) => String(word).toUpperCase() === 'COMPLETED')) return 'completed';
  // A customer's call that nobody took.
  return direction === 'inbound' ? 'missed' : 'failed';
}

const words: Readonly<Record<string, CallNotice['status']>> = {
  RINGING: 'ringing',
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
};

function readStatus(raw: Json, channel: Channel, nowMs: number, find: FindContact): CallNotice | undefined {
  const status = words[String(raw.status).toUpperCase()];
  const callId = textOf(raw.id);
  const person = { waId: digits(raw.recipient_id), userId: textOf(raw.recipient_user_id) };
  const seen = toPerson(channel, person, raw.recipient_parent_user_id, find);
  if (!status || callId === undefined || !seen) return undefined;
  const at = readMoment(raw.timestamp, nowMs);
  // Meta reports the state of calls that the business makes.
  return {
    channel,
    callId,
    person: seen,
    direction: 'outbound',
    status,
    at,
    startedAt: undefined,
    durationSeconds: undefined,
  };
}

function toPerson(
  channel: Channel,
  { waId, userId }: { waId: string | undefined; userId: string | undefined },
  parentId: unknown,
  find: FindContact,
): CallNotice['person'] | undefined {
  const contact = find(waId, userId);
  const profile = recordOf(contact?.profile);
  const bsuid = userId ?? textOf(contact?.user_id);
  if (waId === undefined && bsuid === undefined) return undefined;
  return {
    tenantId: channel.tenantId,
    waId,
    bsuid,
    parentBsuid: textOf(parentId) ?? textOf(contact?.parent_user_id),
    username: textOf(profile?.username)?.replace(/^@/, ''),
    profileName: textOf(profile?.name),
    source: 'WhatsApp',
  };
}

function contactFinder(list: unknown): FindContact {
  const contacts = listOf(list);
  return (waId, userId) =>
    contacts.find((contact) => userId !== undefined && contact.user_id === userId) ??
    contacts.find((contact) => waId !== undefined && contact.wa_id === waId);
}

function readMoment(raw: unknown, nowMs: number): Date {
  const text = typeof raw === 'number' ? String(raw) : raw;
  const ms = readTimestampMs(typeof text === 'string' ? text : undefined);
  return new Date(Math.min(ms ?? nowMs, nowMs));
}

function digits(raw: unknown): string | undefined {
  const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw).replace(/\D/g, '') : '';
  return /^\d{5,20}$/.test(text) ? text : undefined;
}

function textOf(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.replaceAll('\u0000', '').slice(0, 300);
  return text === '' ? undefined : text;
}

function listOf(value: unknown): Json[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value.slice(0, maxCalls) : [];
  return entries.map(recordOf).filter((entry) => entry !== undefined);
}

function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
