import type { components } from '@parley/contract/contacts';
import { AppError } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import {
  type AttributeCondition,
  type Contact,
  isMomentSort,
  type PeopleOrder,
  type PeoplePlace,
} from '../../../modules/contacts/index.ts';
import type { ContactPanel } from '../../../modules/inbox/index.ts';

type Schemas = components['schemas'];

export function toPerson(contact: Contact): Schemas['Person'] {
  return {
    id: contact.id,
    name: contact.name,
    profileName: contact.profileName,
    phone: contact.waId,
    bsuid: contact.bsuid,
    username: contact.username,
    source: contact.source,
    attributes: contact.attributes,
    optedIn: contact.optedIn,
    allowBroadcast: contact.allowBroadcast,
    allowSms: contact.allowSms,
    isBlocked: contact.blockedAt !== null,
    teamIds: contact.teamIds,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
  };
}

export function toPersonRow(contact: Contact, lastSeenAt: Date | undefined): Schemas['PersonRow'] {
  return { ...toPerson(contact), lastSeenAt: lastSeenAt?.toISOString() ?? null };
}

export function toPersonDetail(
  { contact, teams, tickets, others, lead }: ContactPanel,
  segments: readonly { readonly id: string; readonly name: string }[],
  lastSeenAt: Date | undefined,
): Schemas['PersonDetail'] {
  return {
    contact: toPersonRow(contact, lastSeenAt),
    teams: [...teams],
    segments: [...segments],
    tickets: tickets.map(({ id, openedAt, closedAt, closeReason }) => ({
      id,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      closeReason,
    })),
    conversations: others.map(({ id, channelName, status, lastActivityAt }) => ({
      id,
      channelName,
      status,
      lastActivityAt: lastActivityAt.toISOString(),
    })),
    lead: lead === undefined ? null : { stage: lead.stage, kind: lead.kind },
  };
}

export function fromGroups(
  groups: Schemas['Groups'] | undefined,
): readonly (readonly AttributeCondition[])[] | undefined {
  return groups?.map((group) =>
    group.map(({ attribute, operator, value }) => ({ name: attribute.trim(), operator, value: value ?? '' })),
  );
}

export function toGroups(groups: readonly (readonly AttributeCondition[])[] | null): Schemas['Groups'] | null {
  if (groups === null) return null;
  return groups.map((group) => group.map(({ name, operator, value }) => ({ attribute: name, operator, value })));
}

/** The cursor of the next page of an order; null at the end. */
export function toPlaceCursor({ sort, descending }: PeopleOrder, place: PeoplePlace | undefined): string | null {
  if (place === undefined) return null;
  return Buffer.from(JSON.stringify([sort, descending, place.isRest, place.id, place.key])).toString('base64url');
}

/** Throws request.invalid for what is no cursor of this order. */
export function fromPlaceCursor(
  { sort, descending }: PeopleOrder,
  cursor: string | undefined,
): PeoplePlace | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const [givenSort, givenDescending, isRest, id, key] = parse(cursor);
  const isRight = givenSort === sort && givenDescending === descending && typeof isRest === 'boolean';
  const isKey = typeof key === 'string' && (isRest === true || !isMomentSort(sort) || !Number.isNaN(Date.parse(key)));
  if (isRight && isKey && typeof id === 'string' && isId(id)) return { key, id, isRest };
  throw new AppError('request.invalid', 'cursor must be the nextCursor of a page of the same order.', {
    details: { field: 'cursor' },
  });
}

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
