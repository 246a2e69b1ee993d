import type { Transaction } from '../../db/database.ts';
import { isUniqueViolation } from '../../db/database.ts';
import { type Scope, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AttributeCondition } from './contact-filter.ts';
import type { SegmentPart } from './people-filter.ts';
import { insertMembersStatement } from './segment-queries.ts';
import { checkSegment, getSegment, type Segment, type SegmentDeps, segmentLimit } from './segments.ts';

const listStatement = tenantStatement<Segment>(
  'segments.list',
  `select s.id, s.name, s.description, s.kind, s.groups, s.created_at as "createdAt" from segments s
   where s.tenant_id = $1 order by lower(s.name), s.id limit ${segmentLimit}`,
);

/** Groups that are not given ($5) stay as they are by then. */
const updateStatement = tenantStatement<Pick<Segment, 'groups'>>(
  'segments.update',
  `update segments set name = $3, description = $4, groups = coalesce($5, groups), updated_at = $6
   where tenant_id = $1 and id = $2 returning groups`,
);

const deleteStatement = tenantStatement<{ id: string }>(
  'segments.delete',
  'delete from segments where tenant_id = $1 and id = $2 returning id',
);

const deleteMembersStatement = tenantStatement(
  'segments.delete-members',
  'delete from segment_members where tenant_id = $1 and segment_id = $2',
);

const ofContactStatement = tenantStatement<{ id: string; name: string }>(
  'segments.list-of-contact',
  `select s.id, s.name from segments s
   cross join lateral (
     select 1 from segment_members m where m.tenant_id = $1 and m.segment_id = s.id and m.contact_id = $2 limit 1) m
   where s.tenant_id = $1 and s.kind = 'static' order by lower(s.name) limit ${segmentLimit}`,
);

const fewMembersStatement = tenantStatement<{ contactId: string }>(
  'segments.few-members',
  'select contact_id as "contactId" from segment_members where tenant_id = $1 and segment_id = $2 limit $3',
);

/** All segments of the workspace by name: it has at most 1,000. */
export async function listSegments(deps: { readonly db: Pick<Scope, 'tenant'> }, ctx: Context): Promise<Segment[]> {
  return deps.db.tenant(ctx.tenantId, listStatement);
}

export interface SegmentUpdate {
  readonly name: string;
  readonly description: string | undefined;
  /** Of a dynamic one; the members of a static one were found when it was made. */
  readonly groups: readonly (readonly AttributeCondition[])[] | undefined;
}

/** Renames a segment and, if it is dynamic, changes its conditions. Throws request.invalid, segment.not_found, segment.name_taken. */
export async function updateSegment(
  deps: SegmentDeps,
  ctx: Context,
  id: string,
  input: SegmentUpdate,
): Promise<Segment> {
  const segment = await getSegment(deps, ctx, id);
  const groups = segment.kind === 'dynamic' ? (input.groups ?? segment.groups) : segment.groups;
  const changed: Segment = {
    ...segment,
    name: input.name.trim(),
    description: input.description?.trim() || null,
    groups,
  };
  checkSegment(
    { ...changed, description: changed.description ?? undefined, groups: groups ?? undefined, contactIds: undefined },
    { hasMembers: segment.kind === 'static' },
  );
  const written = segment.kind === 'dynamic' && input.groups ? JSON.stringify(input.groups) : null;
  const values = [id, changed.name, changed.description, written, deps.clock.now()];
  try {
    const [row] = await deps.db.tenant(ctx.tenantId, updateStatement, values);
    if (row === undefined) throw notFound();
    return { ...changed, groups: row.groups };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('segment.name_taken', 'A segment with that name already exists.');
  }
}

/** Its contacts stay. Throws segment.not_found. */
export async function deleteSegment(deps: SegmentDeps, ctx: Context, id: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if ((await tx.tenant(ctx.tenantId, deleteStatement, [id])).length === 0) throw notFound();
    await tx.tenant(ctx.tenantId, deleteMembersStatement, [id]);
  });
}

/** The static segments that name a contact. */
export async function listSegmentsOf(
  deps: Pick<SegmentDeps, 'db'>,
  ctx: Context,
  contactId: string,
): Promise<{ id: string; name: string }[]> {
  return deps.db.tenant(ctx.tenantId, ofContactStatement, [contactId]);
}

/** Adds contacts to a static segment, in the caller's transaction; who is in it already stays. */
export async function addMembers(
  tx: Transaction,
  ctx: Context,
  segmentId: string,
  contactIds: readonly string[],
): Promise<void> {
  await tx.tenant(ctx.tenantId, insertMembersStatement, [segmentId, contactIds]);
}

/** Members that a filter names one by one. */
const fewMembers = 2_000;

/** A segment as a part of a filter. Throws segment.not_found. */
export async function toSegmentPart(deps: Pick<SegmentDeps, 'db'>, ctx: Context, id: string): Promise<SegmentPart> {
  const segment = await getSegment(deps, ctx, id);
  if (segment.kind === 'dynamic') return { kind: 'conditions', groups: segment.groups ?? [] };
  const members = await deps.db.tenant(ctx.tenantId, fewMembersStatement, [id, fewMembers + 1]);
  if (members.length > fewMembers) return { kind: 'id', segmentId: id };
  return { kind: 'members', contactIds: members.map(({ contactId }) => contactId) };
}

function notFound(): AppError {
  return new AppError('segment.not_found', 'Segment not found.');
}
