import type { Database } from '../../db/database.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type AttributeCondition,
  checkConditions,
  conditionLimit,
  groupLimit,
  searchTextLimit,
  toWhere,
} from './contact-filter.ts';
import { countMatching, listMatchingBefore } from './list-contacts.ts';
import { type PeopleFilter, toPeopleWhere } from './people-filter.ts';
import { findIdsStatement } from './queries.ts';
import {
  countMembersStatement,
  countSegmentsStatement,
  findSegmentStatement,
  insertMatchingStatement,
  insertMembersStatement,
  insertSegmentStatement,
  listMembersStatement,
} from './segment-queries.ts';
import type { Contact } from './types.ts';

export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** The members of a static one are resolved once, those of a dynamic one whenever they are asked for. */
  readonly kind: 'static' | 'dynamic';
  /** All conditions of one group must hold, one group suffices. Null: the members were named one by one. */
  readonly groups: readonly (readonly AttributeCondition[])[] | null;
  readonly createdAt: Date;
}

export interface SegmentInput {
  readonly name: string;
  readonly description: string | undefined;
  readonly kind: Segment['kind'];
  readonly groups: readonly (readonly AttributeCondition[])[] | undefined;
  /** Members of a static segment, beside those who pass the groups. */
  readonly contactIds: readonly string[] | undefined;
  /** Everybody who passes it becomes a member of a static segment, as it is now. */
  readonly people?: PeopleFilter | undefined;
}

export interface SegmentDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Segments of a workspace. */
export const segmentLimit = 1_000;
/** Characters. */
const segmentNameLimit = 256;
const segmentDescriptionLimit = 4_096;
/** Contacts which a segment may name one by one. */
const namedMemberLimit = 10_000;
/** Contacts that conditions may bring into a static segment. */
const staticMemberLimit = 1_000_000;
/** Contacts of one page of a segment. */
const segmentPageLimit = 5_000;

/**
 * Makes a segment and, if it is static, finds its members, all or none.
 * Throws request.invalid, contact.not_found, segment.name_taken, segment.limit_reached.
 */
export async function createSegment(deps: SegmentDeps, ctx: Context, input: SegmentInput): Promise<Segment> {
  checkSegment(input, { hasMembers: input.people !== undefined });
  const at = deps.clock.now();
  const { kind } = input;
  const groups = input.groups && input.groups.length > 0 ? input.groups : null;
  const contactIds = kind === 'static' ? [...new Set(input.contactIds?.map((id) => id.trim().toLowerCase()))] : [];
  const segment: Segment = {
    id: newId(at.getTime()),
    name: input.name.trim(),
    description: input.description?.trim() || null,
    kind,
    groups,
    createdAt: at,
  };
  if (kind === 'static' && groups !== null && (await countMatching(deps, ctx, { groups })) > staticMemberLimit) {
    throw new AppError(
      'request.invalid',
      `A static segment holds at most ${staticMemberLimit} contacts; make it dynamic.`,
    );
  }
  await deps.db.transaction(async (tx) => {
    await takeTurn(tx, ctx.tenantId, 'segments');
    const [counted] = await tx.tenant(ctx.tenantId, countSegmentsStatement);
    if ((counted?.total ?? 0) >= segmentLimit) {
      throw new AppError('segment.limit_reached', `A workspace has at most ${segmentLimit} segments.`);
    }
    const values = [segment.id, segment.name, segment.description, kind, groups && JSON.stringify(groups), at];
    if ((await tx.tenant(ctx.tenantId, insertSegmentStatement, values)).length === 0) {
      throw new AppError('segment.name_taken', 'A segment with that name already exists.');
    }
    if (kind === 'static' && groups !== null) {
      const where = toWhere({ groups });
      await tx.tenant(ctx.tenantId, insertMatchingStatement(where), [...where.values, segment.id]);
    }
    if (kind === 'static' && input.people !== undefined) {
      const where = toPeopleWhere(input.people);
      await tx.tenant(ctx.tenantId, insertMatchingStatement(where), [...where.values, segment.id]);
    }
    // One who passes the groups is a member already, so not every name makes a row.
    if (contactIds.length > 0) await addNamed(tx, ctx, segment.id, contactIds);
  });
  return segment;
}

/** Throws request.invalid. With `hasMembers` a static segment has its members already. */
export function checkSegment(
  { name, description, kind, groups, contactIds }: SegmentInput,
  { hasMembers = false }: { readonly hasMembers?: boolean } = {},
): void {
  const refuse = (text: string): never => {
    throw new AppError('request.invalid', text);
  };
  if (name.trim() === '' || name.trim().length > segmentNameLimit) {
    refuse(`name must have 1 to ${segmentNameLimit} characters.`);
  }
  if ((description?.length ?? 0) > segmentDescriptionLimit) {
    refuse(`description must have at most ${segmentDescriptionLimit} characters.`);
  }
  const all = groups ?? [];
  if (all.length > groupLimit) refuse(`groups must hold at most ${groupLimit} groups.`);
  for (const group of all) {
    if (group.length === 0 || group.length > conditionLimit) {
      refuse(`Each group must hold 1 to ${conditionLimit} conditions.`);
    }
    if (group.some((condition) => condition.value.length > searchTextLimit)) {
      refuse(`The value of a condition must have at most ${searchTextLimit} characters.`);
    }
  }
  checkConditions(all);
  if (kind === 'dynamic' && all.length === 0) refuse('A dynamic segment needs groups.');
  const named = contactIds?.length ?? 0;
  if (kind === 'dynamic' && named > 0) refuse('contactIds go with a static segment (refreshType 1).');
  const isEmpty = all.length === 0 && named === 0 && !hasMembers;
  if (kind === 'static' && isEmpty) refuse('A static segment needs contactIds or groups.');
  if (named > namedMemberLimit) refuse(`contactIds must hold at most ${namedMemberLimit} items.`);
}

async function addNamed(
  tx: Pick<Database, 'tenant'>,
  ctx: Context,
  segmentId: string,
  contactIds: readonly string[],
): Promise<void> {
  const known = new Set((await tx.tenant(ctx.tenantId, findIdsStatement, [contactIds])).map(({ id }) => id));
  const unknown = contactIds.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const others = unknown.length > 1 ? ` and ${unknown.length - 1} more` : '';
    throw new AppError('contact.not_found', `Contact not found: ${unknown[0]}${others}`);
  }
  await tx.tenant(ctx.tenantId, insertMembersStatement, [segmentId, contactIds]);
}

/** Throws segment.not_found. */
export async function getSegment(deps: Pick<SegmentDeps, 'db'>, ctx: Context, id: string): Promise<Segment> {
  const [segment] = await deps.db.tenant(ctx.tenantId, findSegmentStatement, [id]);
  if (segment === undefined) throw new AppError('segment.not_found', 'Segment not found.');
  return segment;
}

/** Members, the newest contact first: those older than the contact `before`, at most `limit` (of 5,000). */
export async function listSegmentContacts(
  deps: Pick<SegmentDeps, 'db'>,
  ctx: Context,
  segment: Segment,
  page: { before?: string | undefined; limit: number },
): Promise<Contact[]> {
  const limit = Math.min(page.limit, segmentPageLimit);
  return segment.kind === 'dynamic'
    ? listMatchingBefore(deps, ctx, { groups: segment.groups ?? [] }, { before: page.before, limit })
    : deps.db.tenant(ctx.tenantId, listMembersStatement, [segment.id, page.before ?? null, limit]);
}

/** How many contacts a segment holds now. */
export async function countSegment(deps: Pick<SegmentDeps, 'db'>, ctx: Context, segment: Segment): Promise<number> {
  if (segment.kind === 'dynamic') return countMatching(deps, ctx, { groups: segment.groups ?? [] });
  const [row] = await deps.db.tenant(ctx.tenantId, countMembersStatement, [segment.id]);
  return row?.total ?? 0;
}
