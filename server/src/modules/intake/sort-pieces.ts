import type { Clock } from '../../kernel/clock.ts';
import { type EnvelopeItem, readTimestampMs } from '../../meta/payload.ts';
import type { CallNotice } from '../calls/index.ts';
import { accountFields, type Channel } from '../channels/index.ts';
import type { IncomingStatus } from '../messages/index.ts';
import { type PaymentNotice, paymentStatuses } from '../payments/index.ts';
import type { PayloadRow } from './queries.ts';
import { callsField, readCallNumber, readCalls } from './read-calls.ts';
import type { RoutedMessage } from './receive-items.ts';
import { type BrokenNumber, toBrokenNumber } from './receive-number-errors.ts';
import { type RoutedPreference, toPreference } from './receive-preferences.ts';

/** One message, status or event of a payload. */
export interface Piece {
  readonly row: PayloadRow;
  readonly item: EnvelopeItem;
}

/** A piece that is kept aside. */
export interface Reject {
  readonly piece: Piece;
  readonly reason: string;
}

export interface SortedPieces {
  readonly statuses: IncomingStatus[];
  readonly messages: RoutedMessage[];
  readonly payments: { readonly piece: Piece; readonly notice: PaymentNotice }[];
  readonly preferences: RoutedPreference[];
  /** Numbers of which Meta said that nothing of them can be sent. */
  readonly brokenNumbers: BrokenNumber[];
  readonly accountEvents: { readonly piece: Piece; readonly item: AccountItem }[];
  readonly calls: CallNotice[];
  readonly rejects: Reject[];
}

type AccountItem = Extract<EnvelopeItem, { kind: 'account' }>;

/** The fields that tell of templates; those of accounts and numbers are the channels' to know. */
export const templateFields: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
]);

/** Sorts pieces by what is to be done with them, each kind in the order given. */
export function sortPieces(
  clock: Clock,
  pieces: readonly Piece[],
  channels: ReadonlyMap<string, Channel>,
): SortedPieces {
  const sorted: SortedPieces = {
    statuses: [],
    messages: [],
    payments: [],
    preferences: [],
    brokenNumbers: [],
    accountEvents: [],
    calls: [],
    rejects: [],
  };
  for (const piece of pieces) {
    const reason = sortOne(clock, sorted, piece, channels);
    if (reason !== undefined) sorted.rejects.push({ piece, reason });
  }
  return sorted;
}

// Answers why an item is rejected, or undefined when it found its place.
function sortOne(
  clock: Clock,
  sorted: SortedPieces,
  piece: Piece,
  channels: ReadonlyMap<string, Channel>,
): string | undefined {
  const { item } = piece;
  if (item.kind === 'malformed') return item.reason;
  if (item.kind === 'account') {
    if (item.field === callsField) return sortCalls(clock, sorted, item, channels);
    if (!templateFields.has(item.field) && !accountFields.has(item.field)) {
      return `The field ${item.field} is kept for a later version.`;
    }
    sorted.accountEvents.push({ piece, item });
    return undefined;
  }
  const channel = channels.get(item.phoneNumberId);
  if (!channel) return `The number ${item.phoneNumberId} is not connected.`;
  if (item.kind === 'number_error') {
    const broken = toBrokenNumber(item.errors, channel);
    if (broken === undefined) return `The number reported: ${item.errors[0]?.title ?? 'an error'}.`;
    sorted.brokenNumbers.push(broken);
    return undefined;
  }
  if (item.kind === 'preference') {
    const preference = toPreference(clock, item, channel);
    if (typeof preference === 'string') return preference;
    sorted.preferences.push(preference);
    return undefined;
  }
  if (item.kind === 'message') {
    if (!item.message.from && !item.message.from_user_id) return 'The message names no sender.';
    sorted.messages.push({ item, channel });
    return undefined;
  }
  if (item.status.type === 'payment') {
    const notice = toPayment(clock, item, channel);
    if (typeof notice === 'string') return notice;
    sorted.payments.push({ piece, notice });
    return undefined;
  }
  if (item.status.id === undefined) return 'The status names no message.';
  sorted.statuses.push(toStatus(clock, item, channel));
  return undefined;
}

function sortCalls(
  clock: Clock,
  sorted: SortedPieces,
  item: AccountItem,
  channels: ReadonlyMap<string, Channel>,
): string | undefined {
  const number = readCallNumber(item);
  const channel = channels.get(number ?? '');
  if (!channel) return `The number ${number ?? 'of a call'} is not connected.`;
  const calls = readCalls(item, channel, clock.nowMs());
  sorted.calls.push(...calls);
  return calls.length === 0 ? 'The webhook names no call that could be read.' : undefined;
}

function toStatus(clock: Clock, item: Extract<EnvelopeItem, { kind: 'status' }>, channel: Channel): IncomingStatus {
  const { status } = item;
  const error = status.errors?.find(({ code }) => code !== undefined) ?? status.errors?.[0];
  const nowMs = clock.nowMs();
  return {
    tenantId: channel.tenantId,
    channelId: channel.id,
    echo: status.biz_opaque_callback_data,
    report: {
      wamid: status.id ?? '',
      status: status.status,
      atMs: Math.min(readTimestampMs(status.timestamp) ?? nowMs, nowMs),
      errorCode: error?.code,
      errorDetail: error?.error_data?.details ?? error?.message ?? error?.title,
      pricing: status.pricing && { type: status.pricing.type, category: status.pricing.category },
    },
  };
}

/** The notice, or why there is none. */
function toPayment(
  clock: Clock,
  item: Extract<EnvelopeItem, { kind: 'status' }>,
  channel: Channel,
): PaymentNotice | string {
  const { payment, status: word, timestamp } = item.status;
  if (!payment?.reference_id) return 'The payment names no order.';
  const status = paymentStatuses.find((known) => known === word);
  if (status === undefined || status === 'none') return `The status ${word} of a payment is not known.`;
  const nowMs = clock.nowMs();
  return {
    tenantId: channel.tenantId,
    referenceId: payment.reference_id,
    status,
    at: new Date(Math.min(readTimestampMs(timestamp) ?? nowMs, nowMs)),
    report: {
      amount: payment.amount ?? null,
      currency: payment.currency ?? null,
      transaction: payment.transaction ?? null,
    },
  };
}
