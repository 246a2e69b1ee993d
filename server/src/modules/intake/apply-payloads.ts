import type { Database, Transaction } from '../../db/database.ts';
import { isDatabaseTrouble } from '../../db/database-trouble.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { parseMetaJson } from '../../meta/parse-json.ts';
import { readEnvelope } from '../../meta/payload.ts';
import { applyCalls } from '../calls/index.ts';
import type { Channel } from '../channels/index.ts';
import { applyStatuses } from '../messages/index.ts';
import { applyPayments } from '../payments/index.ts';
import { readAddressChange } from './address-change.ts';
import { applyAccountEvents } from './apply-account-events.ts';
import type { WebhookNotes } from './note-webhooks.ts';
import { deletePayloadsStatement, type PayloadRow, rejectPayloadStatement } from './queries.ts';
import { callsField, readCallNumber } from './read-calls.ts';
import { receiveItems } from './receive-items.ts';
import { receiveNumberErrors } from './receive-number-errors.ts';
import { receivePreferences } from './receive-preferences.ts';
import { type Piece, type Reject, type SortedPieces, sortPieces } from './sort-pieces.ts';

export interface IntakeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventRecorder;
  /** The channels of these Meta phone number ids that belong to this app. */
  route(metaAppId: string, phoneNumberIds: readonly string[]): Promise<Map<string, Channel>>;
}

/** What the pieces of one batch have in common. */
interface Batch {
  readonly metaAppId: string;
  readonly channels: ReadonlyMap<string, Channel>;
}

const reasonLimit = 500;

/**
 * Applies raw payloads in one transaction and removes them: statuses first (so that an answer finds its message sent),
 * then payments and messages, each in the order of arrival. What can't be applied is moved to `intake_rejects` with a reason: the one
 * message or status, not its neighbours. Trouble of the database throws, and nothing is changed.
 */
export async function applyPayloads(
  deps: IntakeDeps & { readonly notes: WebhookNotes },
  metaAppId: string,
  rows: readonly PayloadRow[],
): Promise<PlatformEvent[]> {
  const pieces = rows.flatMap((row) => readPieces(row));
  const numbers = [...new Set(pieces.flatMap(({ item }) => numberOf(item) ?? []))];
  const batch = { metaAppId, channels: await deps.route(metaAppId, numbers) };
  try {
    return await deps.db.transaction(async (tx) => {
      const events = await applyAll(deps, tx, batch, await take(tx, metaAppId, rows, pieces));
      const lastAt = rows.at(-1)?.receivedAt;
      if (lastAt) await deps.notes.note(tx, batch.channels.values(), lastAt);
      return events;
    });
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    return deps.db.transaction(async (tx) => applySplitting(deps, tx, batch, await take(tx, metaAppId, rows, pieces)));
  }
}

function numberOf(item: Piece['item']): string | undefined {
  if ('phoneNumberId' in item) return item.phoneNumberId;
  return item.kind === 'account' && item.field === callsField ? readCallNumber(item) : undefined;
}

function readPieces(row: PayloadRow): Piece[] {
  try {
    return readEnvelope(parseMetaJson(row.body)).map((item) => ({ row, item }));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'The body is not JSON.' : 'The body is nested too deeply to be read.';
    return [{ row, item: { kind: 'malformed', reason, raw: row.body } }];
  }
}

// Removes and so locks the payloads. What another holder of the lease has applied meanwhile is not applied again.
async function take(
  tx: Transaction,
  metaAppId: string,
  rows: readonly PayloadRow[],
  pieces: readonly Piece[],
): Promise<readonly Piece[]> {
  const taken = await tx.system(deletePayloadsStatement, [metaAppId, rows.map((row) => row.id)]);
  if (taken.length === rows.length) return pieces;
  const ids = new Set(taken.map((row) => row.id));
  return pieces.filter(({ row }) => ids.has(row.id));
}

async function applyAll(
  deps: IntakeDeps,
  tx: Transaction,
  batch: Batch,
  pieces: readonly Piece[],
): Promise<PlatformEvent[]> {
  const sorted = sortPieces(deps.clock, pieces, batch.channels);
  await setAside(deps, tx, batch, sorted.rejects);
  const account = await applyAccountEvents(deps, tx, batch.metaAppId, sorted.accountEvents);
  await setAside(deps, tx, batch, account.rejects);
  const statusEvents = await applyStatuses(deps, tx, sorted.statuses);
  const paymentEvents = await applyPaymentPieces(deps, tx, batch, sorted.payments);
  const preferenceEvents = await receivePreferences(deps, tx, sorted.preferences);
  const pauseEvents = await receiveNumberErrors(deps, tx, sorted.brokenNumbers);
  const callEvents = await applyCalls(deps, tx, sorted.calls);
  const events = [
    ...account.events,
    ...statusEvents,
    ...paymentEvents,
    ...preferenceEvents,
    ...pauseEvents,
    ...callEvents,
  ];
  for (const run of splitAfter(sorted.messages, ({ item }) => readAddressChange(item.message) !== undefined)) {
    events.push(...(await receiveItems(deps, tx, run)));
  }
  return events;
}

// Who changes the number is somebody else to all that follows: a run ends there.
function splitAfter<Item>(items: readonly Item[], isLast: (item: Item) => boolean): Item[][] {
  const runs: Item[][] = [];
  let open: Item[] | undefined;
  for (const item of items) {
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push(item);
    if (isLast(item)) open = undefined;
  }
  return runs;
}

// A payment of an order that nobody knows is kept where somebody can see it.
async function applyPaymentPieces(
  deps: IntakeDeps,
  tx: Transaction,
  batch: Batch,
  payments: SortedPieces['payments'],
): Promise<PlatformEvent[]> {
  if (payments.length === 0) return [];
  const notices = payments.map(({ notice }) => notice);
  const { events, unknown } = await applyPayments(deps, tx, notices);
  const strange = new Set(unknown);
  const rejects = payments
    .filter(({ notice }) => strange.has(notice))
    .map(({ piece, notice }) => ({ piece, reason: `The paid order ${notice.referenceId} is not known.` }));
  await setAside(deps, tx, batch, rejects);
  return events;
}

/** Halves what fails until the piece that can't be applied stands alone. */
async function applySplitting(
  deps: IntakeDeps,
  tx: Transaction,
  batch: Batch,
  pieces: readonly Piece[],
): Promise<PlatformEvent[]> {
  try {
    return await tx.part((part) => applyAll(deps, part, batch, pieces));
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    const [only] = pieces;
    if (pieces.length === 1 && only) {
      await setAsideFailed(deps, tx, batch, only, error);
      return [];
    }
    const middle = Math.ceil(pieces.length / 2);
    const first = await applySplitting(deps, tx, batch, pieces.slice(0, middle));
    return [...first, ...(await applySplitting(deps, tx, batch, pieces.slice(middle)))];
  }
}

async function setAsideFailed(
  deps: IntakeDeps,
  tx: Transaction,
  batch: Batch,
  piece: Piece,
  error: unknown,
): Promise<void> {
  const { metaAppId } = batch;
  const payloadId = piece.row.id;
  deps.log.error({ err: error, metaAppId, payloadId }, 'a piece of a payload could not be applied and was set aside');
  const message = error instanceof Error ? error.message : String(error);
  await setAside(deps, tx, batch, [{ piece, reason: message.slice(0, reasonLimit) }]);
}

async function setAside(deps: IntakeDeps, tx: Transaction, batch: Batch, rejects: readonly Reject[]): Promise<void> {
  for (const { piece, reason } of rejects) {
    const { receivedAt } = piece.row;
    const values = [batch.metaAppId, receivedAt, toBody(piece), reason, deps.clock.now()];
    await tx.system(rejectPayloadStatement, values);
  }
}

// What is nested too deeply to be written alone is kept with the whole body.
function toBody({ row, item }: Piece): string {
  try {
    return JSON.stringify(item);
  } catch {
    return row.body;
  }
}
