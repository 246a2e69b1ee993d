import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { type Contact, findContactsById, getSegment, listSegmentContacts } from '../contacts/index.ts';
import { segmentsLimit } from './plan.ts';

/** Contacts of a segment that are looked at. */
const lookedAt = 50;

/**
 * The first contact of an audience who takes campaigns, or else the first of all: of these segments one after the other, or
 * of contacts that were picked. Undefined: there is none. Throws segment.not_found.
 */
export async function findFirstPerson(
  deps: { readonly db: Database },
  ctx: Context,
  { segmentIds, contactIds }: { readonly segmentIds: readonly string[]; readonly contactIds: readonly string[] },
): Promise<Contact | undefined> {
  const picked = contactIds.slice(0, lookedAt);
  const known = picked.length > 0 ? await findContactsById(deps, ctx, picked) : new Map<string, Contact>();
  const found = picked.flatMap((id) => known.get(id) ?? []);
  if (found.length > 0) return firstOf(found);
  let second: Contact | undefined;
  for (const segmentId of segmentIds.slice(0, segmentsLimit)) {
    const segment = await getSegment(deps, ctx, segmentId);
    const contacts = await listSegmentContacts(deps, ctx, segment, { before: undefined, limit: lookedAt });
    const first = firstOf(contacts);
    if (first && takesCampaigns(first)) return first;
    second ??= first;
  }
  return second;
}

function firstOf(contacts: readonly Contact[]): Contact | undefined {
  return contacts.find(takesCampaigns) ?? contacts[0];
}

function takesCampaigns({ allowBroadcast, blockedAt }: Contact): boolean {
  return allowBroadcast && blockedAt === null;
}
