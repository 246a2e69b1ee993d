import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { FieldValues } from '../contacts/index.ts';
import type { ContactJob } from './types.ts';

const columns = `j.tenant_id as "tenantId", j.id, j.kind, j.state, j.operator_id as "operatorId", j.detail, j.position, j.total,
  j.done, j.created, j.updated, j.unchanged, j.skipped, j.failed, j.undone, j.kept, j.tries, j.problem,
  j.created_at as "createdAt", j.updated_at as "updatedAt", j.finished_at as "finishedAt"`;

export const insertJobStatement = tenantStatement(
  'contact-jobs.insert',
  `insert into contact_jobs (tenant_id, id, kind, state, operator_id, detail, total, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
);

export const findJobStatement = tenantStatement<ContactJob>(
  'contact-jobs.find',
  `select ${columns} from contact_jobs j where j.tenant_id = $1 and j.id = $2`,
);

export const lockJobStatement = tenantStatement<ContactJob>(
  'contact-jobs.lock',
  `select ${columns} from contact_jobs j where j.tenant_id = $1 and j.id = $2 for update`,
);

export const listJobsStatement = tenantStatement<ContactJob>(
  'contact-jobs.list',
  `select ${columns} from contact_jobs j
   where j.tenant_id = $1 and ($2::text is null or j.id < $2) order by j.id desc limit $3`,
);

/** The job that waited longest, unless another process works on it. */
export const takeJobStatement = systemStatement<ContactJob>(
  'contact-jobs.take',
  `select ${columns} from contact_jobs j where j.state in ('running', 'undoing')
   order by j.updated_at limit 1 for update skip locked`,
);

export const countRunningStatement = systemStatement<{ total: number }>(
  'contact-jobs.count-running',
  `select count(*) as total from (select 1 from contact_jobs where state in ('running', 'undoing') limit 1) running`,
  { gathered: 'total' },
);

/** Adds to the counts and moves on; the last values are done, created, updated, unchanged, skipped, failed, undone, kept. */
export const noteBatchStatement = tenantStatement(
  'contact-jobs.note-batch',
  `update contact_jobs set position = $3, state = $4, updated_at = $5, tries = 0,
     finished_at = case when $4 in ('running', 'undoing') then finished_at else $5 end,
     done = done + $6, created = created + $7, updated = updated + $8, unchanged = unchanged + $9, skipped = skipped + $10,
     failed = failed + $11, undone = undone + $12, kept = kept + $13
   where tenant_id = $1 and id = $2`,
);

export const noteTryStatement = tenantStatement(
  'contact-jobs.note-try',
  `update contact_jobs set tries = tries + 1, updated_at = $3, problem = $4,
     state = case when tries + 1 >= $5 then 'failed' else state end,
     finished_at = case when tries + 1 >= $5 then $3 else finished_at end
   where tenant_id = $1 and id = $2 and state in ('running', 'undoing')`,
);

export const setStateStatement = tenantStatement(
  'contact-jobs.set-state',
  `update contact_jobs set state = $3, position = '', detail = coalesce($4::json, detail), updated_at = $5, finished_at = $6,
     problem = null, tries = 0
   where tenant_id = $1 and id = $2`,
);

export const insertRowsStatement = tenantStatement(
  'contact-jobs.insert-rows',
  `insert into contact_import_rows (tenant_id, job_id, row, cells)
   select $1, $2, i.row, i.cells from unnest($3::integer[], $4::json[]) as i (row, cells)`,
);

export const setTotalStatement = tenantStatement(
  'contact-jobs.set-total',
  'update contact_jobs set total = $3 where tenant_id = $1 and id = $2',
);

export interface ImportRow {
  row: number;
  cells: string[];
}

export const readRowsStatement = tenantStatement<ImportRow>(
  'contact-jobs.read-rows',
  `select row, cells from contact_import_rows where tenant_id = $1 and job_id = $2 and row > $3 order by row limit $4`,
);

// The rows of a file have just come in: the planner takes them for few and would compare each with every row of the batch.
// They are found by look-ups of their own, and then by their place (ctid).
export const noteRowsStatement = tenantStatement(
  'contact-jobs.note-rows',
  `update contact_import_rows r set outcome = found.outcome, problem = found.problem
   from (
     select w.place, i.outcome, i.problem from unnest($3::integer[], $4::text[], $5::text[]) as i (row, outcome, problem)
     cross join lateral (
       select x.ctid as place from contact_import_rows x
       where x.tenant_id = $1 and x.job_id = $2 and x.row = i.row for update) w) found
   where r.ctid = found.place`,
);

export const failedRowsStatement = tenantStatement<ImportRow & { problem: string }>(
  'contact-jobs.failed-rows',
  `select row, cells, problem from contact_import_rows
   where tenant_id = $1 and job_id = $2 and outcome = 'failed' and row > $3 order by row limit $4`,
);

export interface StoredChange {
  contactId: string;
  /** The job made the contact. */
  made: boolean;
  before: FieldValues | null;
  after: FieldValues | null;
}

export const findChangesStatement = tenantStatement<StoredChange>(
  'contact-jobs.find-changes',
  `select contact_id as "contactId", made, before, after from contact_job_changes
   where tenant_id = $1 and job_id = $2 and contact_id = any($3::text[])`,
);

export const noteChangesStatement = tenantStatement(
  'contact-jobs.note-changes',
  `insert into contact_job_changes as c (tenant_id, job_id, contact_id, made, before, after)
   select $1, $2, i.contact_id, i.made, i.before, i.after
   from unnest($3::text[], $4::boolean[], $5::json[], $6::json[]) as i (contact_id, made, before, after)
   on conflict (tenant_id, job_id, contact_id) do update set before = excluded.before, after = excluded.after`,
);

export const nextContactsStatement = tenantStatement<{ contactId: string }>(
  'contact-jobs.next-contacts',
  `select contact_id as "contactId" from contact_job_changes
   where tenant_id = $1 and job_id = $2 and contact_id > $3 order by contact_id limit $4`,
);

export const nextChangesStatement = tenantStatement<StoredChange>(
  'contact-jobs.next-changes',
  `select contact_id as "contactId", made, before, after from contact_job_changes
   where tenant_id = $1 and job_id = $2 and contact_id > $3 order by contact_id limit $4`,
);

/** Contacts that somebody works with: they have a chat or stand in the sales pipeline. */
export const findUsedStatement = tenantStatement<{ id: string }>(
  'contact-jobs.find-used',
  `select wanted.id from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select 1 from conversations where tenant_id = $1 and contact_id = wanted.id
     union all select 1 from leads where tenant_id = $1 and contact_id = wanted.id limit 1) used`,
);

export const insertNamedStatement = tenantStatement<{ contactId: string }>(
  'contact-jobs.insert-named',
  `insert into contact_job_changes (tenant_id, job_id, contact_id)
   select $1, $2, c.id from unnest($3::text[]) as wanted (id)
   cross join lateral (select id from contacts where tenant_id = $1 and id = wanted.id limit 1) c
   on conflict do nothing returning contact_id as "contactId"`,
);

export const listOldStatement = systemStatement<{ tenantId: string; id: string }>(
  'contact-jobs.list-old',
  `select tenant_id as "tenantId", id from contact_jobs
   where created_at < $1 and state not in ('running', 'undoing') order by created_at limit 100`,
);

export const deleteRowsStatement = tenantStatement(
  'contact-jobs.delete-rows',
  'delete from contact_import_rows where tenant_id = $1 and job_id = $2',
);

export const deleteChangesStatement = tenantStatement(
  'contact-jobs.delete-changes',
  'delete from contact_job_changes where tenant_id = $1 and job_id = $2',
);

export const deleteJobStatement = tenantStatement(
  'contact-jobs.delete',
  'delete from contact_jobs where tenant_id = $1 and id = $2',
);
