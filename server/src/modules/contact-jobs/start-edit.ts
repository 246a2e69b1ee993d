import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { listTeams } from '../accounts/index.ts';
import {
  type ContactChange,
  checkAttributeCount,
  checkAttributes,
  getSegment,
  isAttributeName,
} from '../contacts/index.ts';
import { beginEdit, type EditedPeople } from './begin-edit.ts';
import { getJob, type JobDeps } from './manage-jobs.ts';
import { type ContactJob, type JobDetail, jobSizeLimit } from './types.ts';

export type Edit =
  | { readonly kind: 'edit'; readonly change: ContactChange }
  | { readonly kind: 'delete' }
  | { readonly kind: 'addToSegment'; readonly segmentId: string };

/**
 * Begins an edit of many contacts. Who they are is settled here, whatever they become afterwards. Throws request.invalid,
 * team.not_found, segment.not_found.
 */
export async function startEdit(deps: JobDeps, ctx: Context, people: EditedPeople, edit: Edit): Promise<ContactJob> {
  const detail = await checkEdit(deps, ctx, edit);
  const { id } = await deps.db.transaction(async (tx) => {
    const begun = await beginEdit(deps, tx, ctx, { kind: edit.kind, detail, people, limit: jobSizeLimit });
    if (begun === undefined) throw new AppError('request.invalid', 'No contact is chosen.');
    return begun;
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
  const wrong = set.find((name) => !isAttributeName(name));
  if (wrong !== undefined) throw new AppError('request.invalid', `An attribute cannot be called "${wrong}".`);
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
