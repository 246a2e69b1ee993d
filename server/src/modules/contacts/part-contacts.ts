import type { Transaction } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  deleteAliasStatement,
  giveAliasesStatement,
  insertPartedStatement,
  joinSegmentsStatement,
  leaveSomeSegmentsStatement,
  writeJoinedStatement,
} from './alias-queries.ts';
import { findAddressHolders } from './change-addresses.ts';
import { lockContact } from './lock-contact.ts';
import { type ContactAddresses, type MergedContacts, toColumns } from './merge-contacts.ts';
import type { Contact } from './types.ts';

/** What was written down when two contacts became one. */
export interface MergeRecord extends Omit<MergedContacts, 'survivor'> {
  readonly tenantId: string;
  readonly survivorId: string;
}

/**
 * Makes two contacts of one again, in the caller's transaction: each gets what it had, and what came since stays with the one
 * that kept its id. Undefined when that one is gone. Throws contact.address_taken when one of them would have no address,
 * since others have them by now.
 */
export async function partContacts(
  deps: { readonly clock: Clock },
  tx: Transaction,
  record: MergeRecord,
): Promise<{ readonly survivor: Contact; readonly parted: Contact } | undefined> {
  const { tenantId, survivorId, segmentIds, joinedSegmentIds, aliases } = record;
  const now = await lockContact(tx, tenantId, survivorId);
  if (now === undefined) return undefined;
  const at = deps.clock.now();
  const wanted = partAddresses(now, record.before, record.loser);
  const mine = await withoutTaken(tx, now, wanted.survivor);
  const theirs = await withoutTaken(tx, now, wanted.loser);
  const contacts = partFacts(now, record);
  const [survivor] = await tx.tenant(tenantId, writeJoinedStatement, toColumns({ ...contacts.survivor, ...mine }, at));
  const loser = { ...contacts.loser, ...theirs };
  const [parted] = await tx.tenant(tenantId, insertPartedStatement, [...toColumns(loser, at), loser.createdAt]);
  for (const alias of [loser.id, loser.bsuid, mine.bsuid]) {
    if (alias !== null) await tx.tenant(tenantId, deleteAliasStatement, [alias]);
  }
  if (aliases.length > 0) await tx.tenant(tenantId, giveAliasesStatement, [aliases, survivorId, loser.id]);
  await tx.tenant(tenantId, leaveSomeSegmentsStatement, [survivorId, joinedSegmentIds]);
  if (segmentIds.length > 0) await tx.tenant(tenantId, joinSegmentsStatement, [loser.id, segmentIds]);
  return {
    survivor: present(survivor, 'the contact that stayed'),
    parted: present(parted, 'the contact that is back'),
  };
}

/**
 * Gives a contact the addresses back that it had before a change, in the caller's transaction; one that was changed again
 * since stays. Undefined when the contact is gone. Throws contact.address_taken when another contact has one by now.
 */
export async function restoreAddresses(
  deps: { readonly clock: Clock },
  tx: Transaction,
  contact: { readonly tenantId: string; readonly id: string },
  change: { readonly from: ContactAddresses; readonly to: ContactAddresses },
): Promise<{ readonly before: ContactAddresses; readonly contact: Contact } | undefined> {
  const { tenantId, id } = contact;
  const now = await lockContact(tx, tenantId, id);
  if (now === undefined) return undefined;
  const back = (key: keyof ContactAddresses): string | null =>
    change.to[key] !== null && now[key] === change.to[key] ? change.from[key] : now[key];
  const wanted = { waId: back('waId'), bsuid: back('bsuid') };
  const free = await withoutTaken(tx, now, wanted);
  if (free.waId !== wanted.waId || free.bsuid !== wanted.bsuid) throw addressTaken('The contact');
  const [restored] = await tx.tenant(
    tenantId,
    writeJoinedStatement,
    toColumns({ ...now, ...wanted }, deps.clock.now()),
  );
  if (wanted.bsuid !== null) await tx.tenant(tenantId, deleteAliasStatement, [wanted.bsuid]);
  return { before: { waId: now.waId, bsuid: now.bsuid }, contact: present(restored, 'the contact just locked') };
}

/**
 * Who has which number and user id: each what it had. One that neither had came with a change of number, and belongs to the
 * one whose other address is in use now.
 */
export function partAddresses(
  now: ContactAddresses,
  before: ContactAddresses,
  loser: ContactAddresses,
): { readonly survivor: ContactAddresses; readonly loser: ContactAddresses } {
  const isNew = (key: keyof ContactAddresses): boolean =>
    now[key] !== null && now[key] !== before[key] && now[key] !== loser[key];
  const isOfLoser = (key: keyof ContactAddresses): boolean => now[key] !== null && now[key] === loser[key];
  const split = (key: keyof ContactAddresses, other: keyof ContactAddresses) => {
    if (!isNew(key)) return { survivor: before[key], loser: loser[key] };
    return isOfLoser(other) ? { survivor: before[key], loser: now[key] } : { survivor: now[key], loser: loser[key] };
  };
  const waId = split('waId', 'bsuid');
  const bsuid = split('bsuid', 'waId');
  return {
    survivor: { waId: waId.survivor, bsuid: bsuid.survivor },
    loser: { waId: waId.loser, bsuid: bsuid.loser },
  };
}

/**
 * Everything but addresses. What the other one brought goes back with it. A refusal (opt-out, block) that came since can be
 * of either, so it holds for both.
 */
export function partFacts(
  now: Contact,
  { before, loser }: Pick<MergeRecord, 'before' | 'loser'>,
): { readonly survivor: Contact; readonly loser: Contact } {
  const brought = Object.entries(loser.attributes).filter(
    ([name, value]) => !Object.hasOwn(before.attributes, name) && now.attributes[name] === value,
  );
  const gone = new Set(brought.map(([name]) => name));
  const broughtTeams = new Set(loser.teamIds.filter((id) => !before.teamIds.includes(id)));
  const own = <Key extends keyof Contact>(key: Key): Contact[Key] => (now[key] === loser[key] ? before[key] : now[key]);
  const consent = (key: 'allowBroadcast' | 'allowSms') => ({
    survivor: before[key] && !loser[key] ? true : now[key],
    loser: before[key] ? loser[key] && now[key] : loser[key],
  });
  const [broadcast, sms] = [consent('allowBroadcast'), consent('allowSms')];
  const blockedSince = before.blockedAt === null && loser.blockedAt === null ? now.blockedAt : null;
  return {
    survivor: {
      ...now,
      parentBsuid: own('parentBsuid'),
      username: own('username'),
      name: own('name'),
      profileName: own('profileName'),
      source: own('source'),
      attributes: Object.fromEntries(Object.entries(now.attributes).filter(([name]) => !gone.has(name))),
      optedIn: before.optedIn || !loser.optedIn ? now.optedIn : false,
      allowBroadcast: broadcast.survivor,
      allowSms: sms.survivor,
      teamIds: now.teamIds.filter((id) => !broughtTeams.has(id)),
      blockedAt: now.blockedAt === null ? null : (before.blockedAt ?? blockedSince),
    },
    loser: {
      ...loser,
      allowBroadcast: broadcast.loser,
      allowSms: sms.loser,
      blockedAt: now.blockedAt === null ? null : (loser.blockedAt ?? blockedSince),
    },
  };
}

/** The addresses that nobody else has by now. */
async function withoutTaken(tx: Transaction, now: Contact, wanted: ContactAddresses): Promise<ContactAddresses> {
  const isFree = async (addresses: ContactAddresses): Promise<boolean> =>
    (await findAddressHolders(tx, now.tenantId, addresses)).every((id) => id === now.id);
  const waId = wanted.waId !== null && (await isFree({ waId: wanted.waId, bsuid: null })) ? wanted.waId : null;
  const bsuid = wanted.bsuid !== null && (await isFree({ waId: null, bsuid: wanted.bsuid })) ? wanted.bsuid : null;
  if (waId !== null || bsuid !== null) return { waId, bsuid };
  throw addressTaken('One of the two');
}

function addressTaken(who: string): AppError {
  return new AppError('contact.address_taken', `${who} can't have its number back: another contact has it by now.`);
}
