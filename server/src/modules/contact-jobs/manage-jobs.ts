import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { unfollow } from './follow-renaming.ts';
import {
  deleteChangesStatement,
  deleteJobStatement,
  deleteRowsStatement,
  failedRowsStatement,
  findJobStatement,
  listJobsStatement,
  listOldStatement,
  lockJobStatement,
  setStateStatement,
} from './queries.ts';
import { recordJobChanged } from './record-change.ts';
import { type ContactJob, canUndo, type JobState, undoKeptMs } from './types.ts';

export interface JobDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  /** Told after the commit: there is a job to do. */
  readonly contactJobsDue: () => void;
}

/** The newest jobs first, older than the job `before`. */
export async function listJobs(
  deps: Pick<JobDeps, 'db'>,
  ctx: Context,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<{ jobs: ContactJob[]; next: string | undefined }> {
  const rows = await deps.db.tenant(ctx.tenantId, listJobsStatement, [before ?? null, limit + 1]);
  const jobs = rows.slice(0, limit);
  return { jobs, next: rows.length > limit ? jobs.at(-1)?.id : undefined };
}

/** Throws contactJob.not_found. */
export async function getJob(deps: Pick<JobDeps, 'db'>, ctx: Context, id: string): Promise<ContactJob> {
  const [job] = await deps.db.tenant(ctx.tenantId, findJobStatement, [id]);
  if (job === undefined) throw notFound();
  return job;
}

/** Ends a job before its next batch; a draft goes whole. What was done stays. Throws contactJob.not_found, contactJob.ended, contactJob.not_stoppable. */
export async function cancelJob(deps: JobDeps, ctx: Context, id: string): Promise<void> {
  const events = await deps.db.transaction(async (tx): Promise<PlatformEvent[]> => {
    const [job] = await tx.tenant(ctx.tenantId, lockJobStatement, [id]);
    if (job === undefined) throw notFound();
    if (job.state === 'draft') {
      await tx.tenant(ctx.tenantId, deleteRowsStatement, [id]);
      await tx.tenant(ctx.tenantId, deleteJobStatement, [id]);
      return [];
    }
    if (job.kind === 'teamDelete') {
      throw new AppError('contactJob.not_stoppable', 'The team is gone: its contacts leave it.');
    }
    if (job.state !== 'running') throw new AppError('contactJob.ended', 'This work has ended already.');
    return [await setState(deps, tx, ctx, job, 'cancelled')];
  });
  deps.events.committed(events);
}

/** Takes back what a job changed, in batches. Throws contactJob.not_found, contactJob.not_undoable. */
export async function undoJob(deps: JobDeps, ctx: Context, id: string): Promise<void> {
  const event = await deps.db.transaction(async (tx) => {
    const [job] = await tx.tenant(ctx.tenantId, lockJobStatement, [id]);
    if (job === undefined) throw notFound();
    if (!canUndo(job, deps.clock.nowMs())) {
      throw new AppError('contactJob.not_undoable', 'This cannot be taken back, or was already.');
    }
    await unfollow(deps, tx, ctx, job.detail);
    return setState(deps, tx, ctx, job, 'undoing');
  });
  deps.events.committed([event]);
  deps.contactJobsDue();
}

async function setState(
  deps: Pick<JobDeps, 'clock' | 'events'>,
  tx: Transaction,
  ctx: Context,
  job: ContactJob,
  state: JobState,
): Promise<PlatformEvent> {
  const at = deps.clock.now();
  const finishedAt = state === 'cancelled' ? at : null;
  await tx.tenant(ctx.tenantId, setStateStatement, [job.id, state, null, at, finishedAt]);
  return recordJobChanged(deps, tx, job, state);
}

/** Rows read at once. */
const reportPage = 1_000;

/** The rows of an import that failed, as they were sent, with the reason. */
export async function* readFailedRows(
  deps: Pick<JobDeps, 'db'>,
  ctx: Context,
  jobId: string,
): AsyncGenerator<{ row: number; cells: readonly string[]; problem: string }> {
  for (let after = 0; ; ) {
    const rows = await deps.db.tenant(ctx.tenantId, failedRowsStatement, [jobId, after, reportPage]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < reportPage) return;
    after = last.row;
  }
}

/** Jobs are forgotten after 30 days, with the rows of their files. */
export async function sweepContactJobs(deps: Pick<JobDeps, 'db' | 'clock'>): Promise<void> {
  const until = new Date(deps.clock.nowMs() - undoKeptMs);
  for (;;) {
    const old = await deps.db.system(listOldStatement, [until]);
    for (const { tenantId, id } of old) {
      await deps.db.transaction(async (tx) => {
        await tx.tenant(tenantId, deleteRowsStatement, [id]);
        await tx.tenant(tenantId, deleteChangesStatement, [id]);
        await tx.tenant(tenantId, deleteJobStatement, [id]);
      });
    }
    if (old.length === 0) return;
  }
}

export function notFound(): AppError {
  return new AppError('contactJob.not_found', 'There is no such import or edit.');
}
