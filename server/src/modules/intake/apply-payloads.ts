import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { parseMetaJson } from '../../meta/parse-json.ts';
import { type EnvelopeItem, readEnvelope, readTimestampMs } from '../../meta/payload.ts';
import type { Channel } from '../channels/index.ts';
import { applyStatuses, type IncomingStatus } from '../messages/index.ts';
import { applyTemplateEvent } from '../templates/index.ts';
import { deletePayloadsStatement, type PayloadRow, rejectPayloadStatement } from './queries.ts';
import { type RoutedMessage, receiveItems } from './receive-items.ts';

export interface IntakeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  /** The channels of these Meta phone number ids that belong to this app. */
  route(metaAppId: string, phoneNumberIds: readonly string[]): Promise<Map<string, Channel>>;
}

interface Reject {
  readonly row: PayloadRow;
  readonly body: string;
  readonly reason: string;
}

interface Sorted {
  readonly statuses: IncomingStatus[];
  readonly messages: RoutedMessage[];
  readonly templateEvents: Extract<EnvelopeItem, { kind: 'account' }>[];
  readonly rejects: Reject[];
}

const templateFields = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
]);

/**
 * Applies raw payloads in one transaction and removes them: statuses first (so that an answer finds its message sent),
 * then messages, each in the order of arrival. What can't be applied is moved to `intake_rejects` with a reason.
 */
export async function applyPayloads(
  deps: IntakeDeps,
  metaAppId: string,
  rows: readonly PayloadRow[],
): Promise<PlatformEvent[]> {
  const items = rows.flatMap((row) => parsePayload(row).map((item) => ({ row, item })));
  const numbers = [...new Set(items.flatMap(({ item }) => ('phoneNumberId' in item ? [item.phoneNumberId] : [])))];
  const channels = await deps.route(metaAppId, numbers);
  const sorted = sortItems(deps.clock, items, channels);
  return deps.db.transaction(async (tx) => {
    // Locks the rows: a second holder of the lease would find them gone.
    const taken = await tx.system(deletePayloadsStatement, [rows.map((row) => row.id)]);
    if (taken.length !== rows.length) throw new Error('The payloads were applied by another process.');
    await reject(deps.clock, tx, metaAppId, sorted.rejects);
    for (const event of sorted.templateEvents) await applyTemplateEvent(tx, deps, event);
    const statusEvents = await applyStatuses(deps, tx, sorted.statuses);
    return [...statusEvents, ...(await receiveItems(deps, tx, sorted.messages))];
  });
}

/** Moves one payload that fails by itself out of the way. */
export async function rejectPayload(
  deps: IntakeDeps,
  metaAppId: string,
  row: PayloadRow,
  reason: string,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await tx.system(deletePayloadsStatement, [[row.id]]);
    await reject(deps.clock, tx, metaAppId, [{ row, body: row.body, reason }]);
  });
}

function parsePayload(row: PayloadRow): EnvelopeItem[] {
  try {
    return readEnvelope(parseMetaJson(row.body));
  } catch {
    return [{ kind: 'malformed', reason: 'The body is not JSON.', raw: row.body }];
  }
}

function sortItems(
  clock: Clock,
  items: readonly { row: PayloadRow; item: EnvelopeItem }[],
  channels: ReadonlyMap<string, Channel>,
): Sorted {
  const sorted: Sorted = { statuses: [], messages: [], templateEvents: [], rejects: [] };
  for (const { row, item } of items) {
    const reason = sortOne(clock, sorted, item, channels);
    if (reason !== undefined) sorted.rejects.push({ row, body: JSON.stringify(item), reason });
  }
  return sorted;
}

// Answers why an item is rejected, or undefined when it found its place.
function sortOne(
  clock: Clock,
  sorted: Sorted,
  item: EnvelopeItem,
  channels: ReadonlyMap<string, Channel>,
): string | undefined {
  if (item.kind === 'malformed') return item.reason;
  if (item.kind === 'account') {
    if (!templateFields.has(item.field)) return `The field ${item.field} is kept for a later version.`;
    sorted.templateEvents.push(item);
    return undefined;
  }
  const channel = channels.get(item.phoneNumberId);
  if (!channel) return `The number ${item.phoneNumberId} is not connected.`;
  if (item.kind === 'number_error') return `The number reported: ${item.errors[0]?.title ?? 'an error'}.`;
  if (item.kind === 'message') {
    if (item.message.from === undefined && item.message.from_user_id === undefined)
      return 'The message names no sender.';
    sorted.messages.push({ item, channel });
    return undefined;
  }
  if (item.status.id === undefined) return 'The status names no message.';
  sorted.statuses.push(toStatus(clock, item, channel));
  return undefined;
}

function toStatus(clock: Clock, item: Extract<EnvelopeItem, { kind: 'status' }>, channel: Channel): IncomingStatus {
  const { status } = item;
  const [error] = status.errors ?? [];
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
    },
  };
}

async function reject(clock: Clock, tx: Transaction, metaAppId: string, rejects: readonly Reject[]): Promise<void> {
  for (const { row, body, reason } of rejects) {
    await tx.system(rejectPayloadStatement, [metaAppId, row.receivedAt, body, reason, clock.now()]);
  }
}
