import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { listTeams } from '../accounts/index.ts';
import {
  type ContactChange,
  checkAttributeCount,
  checkAttributes,
  getSegment,
  type PeopleFilter,
  toPeopleWhere,
} from '../contacts/index.ts';
import { getJob, type JobDeps } from './manage-jobs.ts';
import { insertJobStatement, insertNamedStatement, setTotalStatement } from './queries.ts';
import { type ContactJob, type JobDetail, type JobKind, jobSizeLimit } from './types.ts';

/** Whom an edit is about: those named, or all who pass a filter at this moment. */
export type EditedPeople = { readonly ids: readonly string[] } | { readonly filter: PeopleFilter };

export type Edit =
  | { readonly kind: 'edit'; readonly change: ContactChange }
  | { readonly kind: 'delete' }
  | { readonly kind: 'addToSegment'; readonly segmentId: string };

/** Contacts that an edit names one by one. */
export const namedLimit = 10_000;

/**
 * Begins an edit of many contacts. Who they are is settled here, whatever they become afterwards. Throws request.invalid,
 * team.not_found, segment.not_found.
 */
export async function startEdit(deps: JobDeps, ctx: Context, people: EditedPeople, edit: Edit): Promise<ContactJob> {
  const detail = await checkEdit(deps, ctx, edit);
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const operatorId = ctx.actor.kind === 'operator' ? ctx.actor.operatorId : null;
  await deps.db.transaction(async (tx) => {
    const kind: JobKind = edit.kind;
    await tx.tenant(ctx.tenantId, insertJobStatement, [id, kind, 'running', operatorId, JSON.stringify(detail), 0, at]);
    const total = await insertPeople(tx, ctx, id, people);
    if (total === 0) throw new AppError('request.invalid', 'No contact is chosen.');
    if (total > jobSizeLimit) {
      throw new AppError(
        'request.invalid',
        `At most ${jobSizeLimit} contacts can be changed at once: narrow the filter.`,
      );
    }
    await tx.tenant(ctx.tenantId, setTotalStatement, [id, total]);
  });
  deps.contactJobsDue();
  return getJob(deps, ctx, id);
}

async function checkEdit(deps: JobDeps, ctx: Context, edit: Edit): Promise<JobDetail> {
  if (edit.kind === 'delete') return {};
  if (edit.kind === 'addToSegment') {
    const segment = await getSegment(deps, ctx, edit.segmentId);
    if (segment.kind === 'static') return { segmentId: segment.id, segmentName: segment.name };
    throw new AppError(
      'request.invalid',
      'Contacts can be added to a static segment only: its conditions say who is in a dynamic one.',
    );
  }
  const { change } = edit;
  const set = Object.keys(change.setAttributes ?? {});
  if (set.includes('name') || set.includes('phone')) {
    throw new AppError('request.invalid', 'name and phone are no attributes.');
  }
  checkAttributes({ name: undefined, others: change.setAttributes ?? {} });
  checkAttributeCount(set.length);
  if (Object.values(change).every((value) => value === undefined || (typeof value === 'object' && isEmpty(value)))) {
    throw new AppError('request.invalid', 'The change is empty.');
  }
  await requireTeams(deps, ctx, [...(change.addTeamIds ?? []), ...(change.removeTeamIds ?? [])]);
  return { change };
}

function isEmpty(value: object | null): boolean {
  return value === null || Object.keys(value).length === 0;
}

/** Throws team.not_found. */
export async function requireTeams(deps: Pick<JobDeps, 'db'>, ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = new Set((await listTeams(deps, ctx.tenantId)).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new AppError('team.not_found', `Team not found: ${unknown}`);
}

async function insertPeople(
  tx: Pick<JobDeps['db'], 'tenant'>,
  ctx: Context,
  jobId: string,
  people: EditedPeople,
): Promise<number> {
  if ('ids' in people) {
    if (people.ids.length > namedLimit) {
      throw new AppError('request.invalid', `At most ${namedLimit} contacts can be named: use a filter.`);
    }
    return (await tx.tenant(ctx.tenantId, insertNamedStatement, [jobId, people.ids])).length;
  }
  const where = toPeopleWhere(people.filter);
  const statement = tenantStatement<{ total: number }>(
    '',
    `with chosen as (
       insert into contact_job_changes (tenant_id, job_id, contact_id)
       select c.tenant_id, $${where.values.length + 2}, c.id from contacts c where ${where.text}
       limit ${jobSizeLimit + 1} returning 1)
     select count(*) as total from chosen`,
  );
  return (await tx.tenant(ctx.tenantId, statement, [...where.values, jobId]))[0]?.total ?? 0;
}
