import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type Contact,
  type ContactAddresses,
  type ContactPair,
  findAddressHolders,
  mergeContacts,
  replaceAddresses,
} from '../contacts/index.ts';
import { mergeConversations } from '../conversations/index.ts';
import { moveQueued, planMoves } from './move-history.ts';
import { findPartedStatement, type HistoryMove, insertMergeStatement } from './move-queries.ts';

interface MergeDeps {
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/**
 * Makes one person of two contacts, in the caller's transaction: contact, conversations, tickets and what waits to be
 * sent; their messages follow in slices. Records contact.merged with what both were. Answers the events; none when
 * somebody else did it first, and with `unlessParted` when a person once parted the two.
 */
export async function mergePeople(
  deps: MergeDeps,
  tx: Transaction,
  pair: ContactPair,
  { unlessParted = false }: { readonly unlessParted?: boolean } = {},
): Promise<PlatformEvent[]> {
  const { tenantId, survivorId, loserId } = pair;
  if (unlessParted && (await wereParted(tx, pair))) return [];
  const merged = await mergeContacts(deps, tx, pair);
  if (merged === undefined) return [];
  const blocked = merged.survivor.blockedAt !== null;
  const { moves, events } = await mergeConversations(deps, tx, { tenantId, survivorId, loserId, blocked });
  await moveQueued(tx, tenantId, moves);
  await planMoves(deps, tx, pair, moves, { isSecondLook: false });
  const { survivor: _survivor, ...record } = merged;
  const data = { loserId, ...record, conversations: moves };
  const event = toEvent(deps.clock, tenantId, 'contact.merged', survivorId, data);
  await tx.tenant(tenantId, insertMergeStatement, [event.id, survivorId, loserId, JSON.stringify(data), event.at]);
  const all = [...events, event];
  await deps.events.record(tx, all);
  return all;
}

/**
 * Makes one person of two contacts because somebody says so. Throws contact.gone when one of them went meanwhile.
 */
export async function joinPeople(
  deps: MergeDeps & { readonly db: Database },
  { tenantId }: Context,
  { survivorId, loserId }: { readonly survivorId: string; readonly loserId: string },
): Promise<void> {
  const addresses = { waId: null, bsuid: null };
  const events = await deps.db.transaction((tx) => mergePeople(deps, tx, { tenantId, survivorId, loserId, addresses }));
  if (events.length === 0) throw new AppError('contact.gone', 'One of the contacts is no longer there.');
  deps.events.committed(events);
}

async function wereParted(tx: Transaction, { tenantId, survivorId, loserId }: ContactPair): Promise<boolean> {
  const rows = await tx.tenant(tenantId, findPartedStatement, [[survivorId, loserId]]);
  return rows.length > 0;
}

/** Takes over what the contact that is gone was given by transactions which still knew it. */
export async function lookAgain(deps: MergeDeps, tx: Transaction, move: HistoryMove): Promise<void> {
  const { tenantId, fromContactId: loserId, toContactId: survivorId } = move;
  const pair = { tenantId, survivorId, loserId };
  const { moves, events } = await mergeConversations(deps, tx, { ...pair, blocked: false });
  await moveQueued(tx, tenantId, moves);
  await planMoves(deps, tx, pair, moves, { isSecondLook: true });
  await deps.events.record(tx, events);
}

/**
 * Follows a person to another number or user id (cloud-api-behaviour 8.18, 9.5), in the caller's transaction. Who had
 * them already is the same person: the older contact stays. Answers the events, which are recorded.
 */
export async function changeAddresses(
  deps: MergeDeps,
  tx: Transaction,
  contact: Contact,
  change: { readonly waId: string | undefined; readonly bsuid: string | undefined },
): Promise<PlatformEvent[]> {
  const { tenantId } = contact;
  const addresses: ContactAddresses = { waId: change.waId ?? null, bsuid: change.bsuid ?? null };
  const holders = await findAddressHolders(tx, tenantId, addresses);
  const events: PlatformEvent[] = [];
  let survivorId = contact.id;
  for (const holderId of holders.filter((id) => id !== contact.id).sort()) {
    const loserId = holderId < survivorId ? survivorId : holderId;
    survivorId = holderId < survivorId ? holderId : survivorId;
    // The new addresses are free when all who had them are one.
    const { waId, bsuid } = contact;
    events.push(...(await mergePeople(deps, tx, { tenantId, survivorId, loserId, addresses: { waId, bsuid } })));
  }
  const changed = await replaceAddresses(deps, tx, { ...contact, id: survivorId }, addresses);
  if (!changed) return events;
  const data = { from: { waId: contact.waId, bsuid: contact.bsuid }, to: addresses };
  const event = toEvent(deps.clock, tenantId, 'contact.addressesChanged', survivorId, data);
  // A merge that came with it is undone together with it.
  if (events.length === 0) {
    await tx.tenant(tenantId, insertMergeStatement, [event.id, survivorId, null, JSON.stringify(data), event.at]);
  }
  await deps.events.record(tx, [event]);
  return [...events, event];
}

function toEvent(
  clock: Clock,
  tenantId: string,
  type: 'contact.merged' | 'contact.addressesChanged',
  subjectId: string,
  data: Readonly<Record<string, unknown>>,
): PlatformEvent {
  const at = clock.now();
  return { id: newId(at.getTime()), tenantId, type, conversationId: undefined, subjectId, data, facts: undefined, at };
}
