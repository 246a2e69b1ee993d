import { firstIdAt } from '../../kernel/ids.ts';
import {
  type AttributeCondition,
  type ContactFilter,
  toWhere,
  type Where,
  type WhereOptions,
} from './contact-filter.ts';
import { bearsTag, taggedContacts } from './people-chats.ts';

/** What the grid of contacts is filtered by; all that is given must hold. */
export interface PeopleFilter extends Pick<ContactFilter, 'name' | 'groups'> {
  readonly allowBroadcast?: boolean | undefined;
  readonly optedIn?: boolean | undefined;
  readonly blocked?: boolean | undefined;
  readonly source?: string | undefined;
  readonly teamId?: string | undefined;
  readonly segment?: SegmentPart | undefined;
  readonly tagged?: TagPart | undefined;
  /** Inclusive. */
  readonly createdFrom?: Date | undefined;
  /** Exclusive. */
  readonly createdBefore?: Date | undefined;
}

/** A segment as a filter: its conditions, its members where they are few, or its id. */
export type SegmentPart =
  | { readonly kind: 'conditions'; readonly groups: readonly (readonly AttributeCondition[])[] }
  | { readonly kind: 'members'; readonly contactIds: readonly string[] }
  | { readonly kind: 'id'; readonly segmentId: string };

/** A tag that a chat of theirs bears, as a filter: who they are where they are few, or its id. */
export type TagPart =
  | { readonly kind: 'contacts'; readonly contactIds: readonly string[] }
  | { readonly kind: 'id'; readonly tagId: string };

interface PeopleWhere extends Where {
  /** Where contacts `c` are read: what follows `from`. */
  readonly source: string;
}

interface PeopleOptions extends Pick<WhereOptions, 'withoutIndex'> {
  /** All are to be found, in any order: who bears a tag of many is then found by the tag. */
  readonly byTag?: boolean;
}

/** The SQL of a filter on contacts `c` of the tenant `$1`; `values` start at $2. */
export function toPeopleWhere(filter: PeopleFilter, options: PeopleOptions = {}): PeopleWhere {
  const { segment, tagged, createdFrom, createdBefore } = filter;
  const where = toWhere(
    {
      name: filter.name,
      groups: filter.groups,
      also: segment?.kind === 'conditions' ? segment.groups : undefined,
    },
    {
      ...options,
      from: createdFrom && firstIdAt(createdFrom.getTime()),
      before: createdBefore && firstIdAt(createdBefore.getTime()),
    },
  );
  const values = [...where.values];
  const bind = (value: unknown): string => {
    values.push(value);
    return `$${values.length + 1}`;
  };
  const tests = [where.text];
  if (filter.allowBroadcast !== undefined) tests.push(`${filter.allowBroadcast ? '' : 'not '}c.allow_broadcast`);
  if (filter.optedIn !== undefined) tests.push(`${filter.optedIn ? '' : 'not '}c.opted_in`);
  if (filter.blocked !== undefined) tests.push(`c.blocked_at is ${filter.blocked ? 'not ' : ''}null`);
  if (filter.source !== undefined) tests.push(`c.source = ${bind(filter.source)}::text`);
  if (filter.teamId !== undefined) tests.push(`c.team_ids <> '{}' and ${bind(filter.teamId)}::text = any(c.team_ids)`);
  if (segment?.kind === 'members') tests.push(`c.id = any(${bind(segment.contactIds)}::text[])`);
  if (segment?.kind === 'id') {
    tests.push(
      `exists (select 1 from segment_members m
         where m.tenant_id = $1 and m.segment_id = ${bind(segment.segmentId)}::text and m.contact_id = c.id)`,
    );
  }
  if (tagged?.kind === 'contacts') tests.push(`c.id = any(${bind(tagged.contactIds)}::text[])`);
  const tag = tagged?.kind === 'id' ? `${bind(tagged.tagId)}::text` : undefined;
  const isIndexed =
    where.isIndexed ||
    filter.blocked === true ||
    filter.allowBroadcast === false ||
    segment?.kind === 'members' ||
    tagged?.kind === 'contacts';
  const isByTag = options.byTag === true && tag !== undefined && !isIndexed;
  if (tag !== undefined && !isByTag) tests.push(bearsTag(tag));
  const isAlone = isOpenToAll({ ...filter, tagged: undefined }) && !createdFrom && !createdBefore;
  const source = isByTag ? taggedContacts(tag, isAlone) : 'contacts c';
  return { text: tests.join(' and '), values, isIndexed, source };
}

/** Whether everybody passes but for the moment of creation. */
export function isOpenToAll(filter: PeopleFilter): boolean {
  const { name, groups, createdFrom: _from, createdBefore: _before, ...others } = filter;
  const hasGroups = (groups ?? []).some((group) => group.length > 0);
  return !name?.trim() && !hasGroups && Object.values(others).every((value) => value === undefined);
}
