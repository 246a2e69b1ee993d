import type { Transaction } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  deleteContactStatement,
  insertAliasesStatement,
  joinSegmentsStatement,
  leaveSegmentsStatement,
  lockPairStatement,
  moveAliasesStatement,
  writeJoinedStatement,
} from './alias-queries.ts';
import { attributeLimit } from './attributes.ts';
import type { Contact } from './types.ts';

export interface ContactAddresses {
  readonly waId: string | null;
  readonly bsuid: string | null;
}

/** Two contacts that turned out to be one person. */
export interface ContactPair {
  readonly tenantId: string;
  /** Keeps its id. */
  readonly survivorId: string;
  /** Its row goes; its id and user id lead to the survivor from then on. */
  readonly loserId: string;
  /** What Meta says now; null: what they have. */
  readonly addresses: ContactAddresses;
}

export interface MergedContacts {
  readonly survivor: Contact;
  /** Both as they were: enough to part them again. */
  readonly before: Contact;
  readonly loser: Contact;
  /** Static segments that named the loser. */
  readonly segmentIds: readonly string[];
  /** Those of them that did not name the survivor. */
  readonly joinedSegmentIds: readonly string[];
  /** Names that led to the loser. */
  readonly aliases: readonly string[];
}

/**
 * Makes one contact of two, in the caller's transaction: what the survivor lacks comes from the other. Undefined when one
 * of them is gone, which means that somebody else did it first.
 */
export async function mergeContacts(
  deps: { readonly clock: Clock },
  tx: Transaction,
  pair: ContactPair,
): Promise<MergedContacts | undefined> {
  const { tenantId, survivorId, loserId, addresses } = pair;
  const locked = await tx.tenant(tenantId, lockPairStatement, [[survivorId, loserId]]);
  const before = locked.find((contact) => contact.id === survivorId);
  const loser = locked.find((contact) => contact.id === loserId);
  if (before === undefined || loser === undefined) return undefined;
  const at = deps.clock.now();
  const left = await tx.tenant(tenantId, leaveSegmentsStatement, [loserId]);
  const segmentIds = left.map((row) => row.segmentId);
  const newly = segmentIds.length > 0 ? await tx.tenant(tenantId, joinSegmentsStatement, [survivorId, segmentIds]) : [];
  const joinedSegmentIds = newly.map((row) => row.segmentId);
  await tx.tenant(tenantId, deleteContactStatement, [loserId]);
  const joined = joinContacts(before, loser, addresses);
  const [survivor] = await tx.tenant(tenantId, writeJoinedStatement, toColumns(joined, at));
  const moved = await tx.tenant(tenantId, moveAliasesStatement, [loserId, survivorId]);
  const aliases = moved.map((row) => row.alias);
  const oldBsuids = [before.bsuid, loser.bsuid].flatMap((bsuid) =>
    bsuid === null || bsuid === joined.bsuid ? [] : [bsuid],
  );
  await tx.tenant(tenantId, insertAliasesStatement, [[...new Set([loserId, ...oldBsuids])], survivorId, at]);
  return {
    survivor: present(survivor, 'the contact that stays'),
    before,
    loser,
    segmentIds,
    joinedSegmentIds,
    aliases,
  };
}

/** What the survivor becomes: it wins, the other fills gaps, and a refusal (opt-out, block) of either holds. */
export function joinContacts(survivor: Contact, other: Contact, addresses: ContactAddresses): Contact {
  const added = Object.entries(other.attributes).filter(([name]) => !Object.hasOwn(survivor.attributes, name));
  const room = Math.max(0, attributeLimit - Object.keys(survivor.attributes).length);
  return {
    ...survivor,
    waId: addresses.waId ?? survivor.waId ?? other.waId,
    bsuid: addresses.bsuid ?? survivor.bsuid ?? other.bsuid,
    parentBsuid: other.parentBsuid ?? survivor.parentBsuid,
    username: other.username ?? survivor.username,
    name: survivor.name ?? other.name,
    profileName: survivor.profileName ?? other.profileName,
    source: survivor.source ?? other.source,
    attributes: { ...survivor.attributes, ...Object.fromEntries(added.slice(0, room)) },
    optedIn: survivor.optedIn || other.optedIn,
    allowBroadcast: survivor.allowBroadcast && other.allowBroadcast,
    allowSms: survivor.allowSms && other.allowSms,
    teamIds: [...new Set([...survivor.teamIds, ...other.teamIds])],
    blockedAt: survivor.blockedAt ?? other.blockedAt,
  };
}

/** The values of a contact as its statements take them. */
export function toColumns(contact: Contact, at: Date): unknown[] {
  return [
    contact.id,
    contact.waId,
    contact.bsuid,
    contact.parentBsuid,
    contact.username,
    contact.name,
    contact.profileName,
    contact.source,
    JSON.stringify(contact.attributes),
    contact.optedIn,
    contact.allowBroadcast,
    contact.allowSms,
    contact.teamIds,
    contact.blockedAt,
    at,
  ];
}
