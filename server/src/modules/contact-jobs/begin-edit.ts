import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type PeopleFilter, toPeopleWhere } from '../contacts/index.ts';
import { insertJobStatement, insertNamedStatement } from './queries.ts';
import type { JobDetail, JobKind } from './types.ts';

/** Whom an edit is about: those named, or all who pass a filter at this moment. */
export type EditedPeople = { readonly ids: readonly string[] } | { readonly filter: PeopleFilter };

/** Contacts that an edit names one by one. */
const namedLimit = 10_000;

/**
 * Writes down an edit and whom it is about, in the caller's transaction, who wakes the worker after the commit. Undefined:
 * it is about nobody, and nothing was written. Throws request.invalid for more than `limit`.
 */
export async function beginEdit(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  edit: {
    readonly kind: JobKind;
    readonly detail: JobDetail;
    readonly people: EditedPeople;
    readonly limit: number;
    /** It is written down even about nobody: it changes more than contacts. */
    readonly mayBeEmpty?: boolean;
  },
): Promise<{ id: string; total: number } | undefined> {
  const { kind, detail, people, limit, mayBeEmpty = false } = edit;
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const operatorId = ctx.actor.kind === 'operator' ? ctx.actor.operatorId : null;
  const total = await insertPeople(tx, ctx, id, people, limit);
  if (total === 0 && !mayBeEmpty) return undefined;
  if (total > limit) {
    throw new AppError('request.invalid', `At most ${limit} contacts can be changed at once: narrow the filter.`);
  }
  const values = [id, kind, 'running', operatorId, JSON.stringify(detail), total, at];
  await tx.tenant(ctx.tenantId, insertJobStatement, values);
  return { id, total };
}

async function insertPeople(
  tx: Transaction,
  ctx: Context,
  jobId: string,
  people: EditedPeople,
  limit: number,
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
       limit ${limit + 1} returning 1)
     select count(*) as total from chosen`,
  );
  return (await tx.tenant(ctx.tenantId, statement, [...where.values, jobId]))[0]?.total ?? 0;
}
