import type { Transaction } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { replaceAddresses } from './change-addresses.ts';
import type { ContactPair } from './merge-contacts.ts';
import {
  findByBsuidStatement,
  findByNumberStatement,
  insertManyStatement,
  updateProfilesStatement,
} from './queries.ts';
import type { Contact } from './types.ts';

/** A person as a message names them: by phone number, BSUID or both. */
export interface PersonSeen {
  readonly tenantId: string;
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
  readonly parentBsuid?: string | undefined;
  readonly username?: string | undefined;
  readonly profileName?: string | undefined;
  readonly source?: string | undefined;
}

export interface EnsuredContact {
  readonly contact: Contact;
  /** True when this call made the row. */
  readonly created: boolean;
}

/** Makes one contact of each pair, with all that belongs to them. */
export type JoinContacts = (pairs: readonly ContactPair[]) => Promise<void>;

/**
 * The contacts of these people, made where unknown, in the order given: one insert and one read for any number of them.
 * A BSUID that first shows up beside a known number is written to that contact, and so is a number beside a known BSUID;
 * names follow the profile. With `join`, what Meta says joins people who were known as two contacts, and a new BSUID of a
 * known number takes the place of the old one.
 */
export async function ensureContacts(
  deps: { clock: Clock },
  tx: Transaction,
  given: readonly PersonSeen[],
  join?: JoinContacts,
): Promise<EnsuredContact[]> {
  if (given.length === 0) return [];
  const people = join ? withKnownNumbers(given) : given;
  let found = await findPeople(tx, people);
  const pairs = join ? findPairs(found, people) : [];
  if (join && pairs.length > 0) {
    await join(pairs);
    found = await findPeople(tx, people);
  }
  const created = new Set<string>();
  const missing = distinct(people.filter((person) => !pick(found, person)));
  if (missing.length > 0) {
    const made = await insertContacts(deps, tx, missing);
    remember(found, made);
    for (const contact of made) created.add(contact.id);
    // Made by another transaction at the same moment.
    const late = missing.filter((person) => !pick(found, person));
    if (late.length > 0) for (const [key, contact] of await findPeople(tx, late)) found.set(key, contact);
  }
  await updateProfiles(deps, tx, people, found, join !== undefined);
  const seen = new Set<string>();
  return people.map((person) => {
    const contact = present(pick(found, person), 'the contact just ensured');
    const isNew = created.has(contact.id) && !seen.has(contact.id);
    seen.add(contact.id);
    return { contact, created: isNew };
  });
}

type Found = Map<string, Contact>;

const waKey = (tenantId: string, waId: string): string => `${tenantId}/wa/${waId}`;
const bsuidKey = (tenantId: string, bsuid: string): string => `${tenantId}/bsuid/${bsuid}`;

function pick(found: Found, person: PersonSeen): Contact | undefined {
  const byNumber = person.waId === undefined ? undefined : found.get(waKey(person.tenantId, person.waId));
  return byNumber ?? (person.bsuid === undefined ? undefined : found.get(bsuidKey(person.tenantId, person.bsuid)));
}

async function findPeople(tx: Transaction, people: readonly PersonSeen[]): Promise<Found> {
  const found: Found = new Map();
  const byNumber = people.filter((person) => person.waId !== undefined);
  const byBsuid = people.filter((person) => person.bsuid !== undefined);
  if (byNumber.length > 0) {
    const columns = keysOf(byNumber, (person) => person.waId);
    for (const { asked, ...row } of await tx.system(findByNumberStatement, columns)) {
      const known = row.waId === null ? undefined : found.get(waKey(row.tenantId, row.waId));
      const contact = known?.id === row.id ? known : row;
      remember(found, [contact]);
      found.set(waKey(contact.tenantId, asked), contact);
    }
  }
  if (byBsuid.length > 0) {
    const columns = keysOf(byBsuid, (person) => person.bsuid);
    for (const { asked, ...row } of await tx.system(findByBsuidStatement, columns)) {
      const known = row.waId === null ? undefined : found.get(waKey(row.tenantId, row.waId));
      const contact = known?.id === row.id ? known : row;
      remember(found, [contact]);
      found.set(bsuidKey(contact.tenantId, asked), contact);
    }
  }
  return found;
}

/** What one message tells of a person, the others of the same batch know as well. */
function withKnownNumbers(people: readonly PersonSeen[]): readonly PersonSeen[] {
  const numbers = new Map<string, string>();
  for (const { tenantId, waId, bsuid } of people) {
    const key = bsuidKey(tenantId, bsuid ?? '');
    if (waId !== undefined && bsuid !== undefined && !numbers.has(key)) numbers.set(key, waId);
  }
  if (numbers.size === 0) return people;
  return people.map((person) =>
    person.waId === undefined
      ? { ...person, waId: numbers.get(bsuidKey(person.tenantId, person.bsuid ?? '')) }
      : person,
  );
}

// The one with the number stays. One that has another number is somebody else, whatever else is said.
function findPairs(found: Found, people: readonly PersonSeen[]): ContactPair[] {
  const pairs = new Map<string, ContactPair>();
  for (const { tenantId, waId, bsuid } of people) {
    if (waId === undefined || bsuid === undefined) continue;
    const survivor = found.get(waKey(tenantId, waId));
    const loser = found.get(bsuidKey(tenantId, bsuid));
    if (!survivor || !loser || survivor.id === loser.id || loser.waId !== null) continue;
    const addresses = { waId: survivor.waId, bsuid: loser.bsuid ?? bsuid };
    pairs.set(loser.id, { tenantId, survivorId: survivor.id, loserId: loser.id, addresses });
  }
  return [...pairs.values()].sort((a, b) => (a.loserId < b.loserId ? -1 : 1));
}

function remember(found: Found, contacts: readonly Contact[]): void {
  for (const contact of contacts) {
    if (contact.waId !== null) found.set(waKey(contact.tenantId, contact.waId), contact);
    if (contact.bsuid !== null) found.set(bsuidKey(contact.tenantId, contact.bsuid), contact);
  }
}

function keysOf(people: readonly PersonSeen[], key: (person: PersonSeen) => string | undefined): unknown[] {
  return [people.map((person) => person.tenantId), people.map(key)];
}

function distinct(people: readonly PersonSeen[]): PersonSeen[] {
  const byKey = new Map<string, PersonSeen>();
  for (const person of people) {
    const key =
      person.waId === undefined ? bsuidKey(person.tenantId, person.bsuid ?? '') : waKey(person.tenantId, person.waId);
    byKey.set(key, { ...byKey.get(key), ...person });
  }
  return [...byKey.values()];
}

// What a new row holds is known here: reading it back would cost more than the insert.
async function insertContacts(
  deps: { clock: Clock },
  tx: Transaction,
  people: readonly PersonSeen[],
): Promise<Contact[]> {
  const at = deps.clock.now();
  const rows = people.map((person) => toNewContact(person, newId(at.getTime()), at));
  const made = await tx.system(insertManyStatement, [
    rows.map((row) => row.tenantId),
    rows.map((row) => row.id),
    rows.map((row) => row.waId),
    rows.map((row) => row.bsuid),
    rows.map((row) => row.parentBsuid),
    rows.map((row) => row.username),
    rows.map((row) => row.profileName),
    rows.map((row) => row.source),
    rows.map(() => at),
  ]);
  const ids = new Set(made.map((row) => row.id));
  return rows.filter((row) => ids.has(row.id));
}

function toNewContact(person: PersonSeen, id: string, at: Date): Contact {
  return {
    tenantId: person.tenantId,
    id,
    waId: person.waId ?? null,
    bsuid: person.bsuid ?? null,
    parentBsuid: person.parentBsuid ?? null,
    username: person.username ?? null,
    name: null,
    profileName: person.profileName ?? null,
    source: person.source ?? null,
    attributes: {},
    optedIn: false,
    allowBroadcast: true,
    allowSms: true,
    teamIds: [],
    blockedAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

async function updateProfiles(
  deps: { clock: Clock },
  tx: Transaction,
  people: readonly PersonSeen[],
  found: Found,
  replacing: boolean,
): Promise<void> {
  const changed = new Set<Contact>();
  const replaced = new Map<Contact, string>();
  for (const person of people) {
    const contact = present(pick(found, person), 'the contact just ensured');
    const { bsuid } = contact;
    if (learn(found, contact, person, replacing)) changed.add(contact);
    if (bsuid !== null && bsuid !== contact.bsuid && !replaced.has(contact)) replaced.set(contact, bsuid);
  }
  if (changed.size === 0) return;
  for (const [contact, bsuid] of replaced) await replaceAddresses(deps, tx, { ...contact, bsuid }, contact);
  const rows = [...changed].sort((a, b) => (a.id < b.id ? -1 : 1));
  const at = deps.clock.now().toISOString();
  await tx.system(updateProfilesStatement, [
    rows.map((contact) => contact.tenantId),
    rows.map((contact) => contact.id),
    rows.map((contact) => contact.profileName),
    rows.map((contact) => contact.bsuid),
    rows.map((contact) => contact.parentBsuid),
    rows.map((contact) => contact.username),
    rows.map((contact) => contact.waId),
    rows.map(() => at),
  ]);
}

// Writes to the contact what the person shows of themselves; answers whether anything is new. An address that belongs
// to another contact stays there.
function learn(found: Found, contact: Contact, person: PersonSeen, replacing: boolean): boolean {
  const { profileName, username, parentBsuid, waId, bsuid } = { ...contact };
  contact.profileName = person.profileName ?? profileName;
  contact.username = person.username ?? username;
  contact.parentBsuid = person.parentBsuid ?? parentBsuid;
  const { tenantId } = contact;
  const isByNumber = person.waId !== undefined && found.get(waKey(tenantId, person.waId)) === contact;
  const mayTakeBsuid = bsuid === null || (replacing && waId !== null && isByNumber);
  if (mayTakeBsuid && person.bsuid !== undefined && !found.has(bsuidKey(tenantId, person.bsuid))) {
    contact.bsuid = person.bsuid;
    found.set(bsuidKey(tenantId, person.bsuid), contact);
  }
  if (waId === null && person.waId !== undefined && !found.has(waKey(tenantId, person.waId))) {
    contact.waId = person.waId;
    found.set(waKey(tenantId, person.waId), contact);
  }
  return (
    contact.profileName !== profileName ||
    contact.username !== username ||
    contact.parentBsuid !== parentBsuid ||
    contact.waId !== waId ||
    contact.bsuid !== bsuid
  );
}
