import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import { nameActor } from '../conversations/index.ts';
import { countRunningStatement, noteBatchStatement, noteTryStatement, takeJobStatement } from './queries.ts';
import { recordJobChanged } from './record-change.ts';
import type { Batch, BatchDeps, BatchResult } from './run-batch.ts';
import { runEdit } from './run-edit.ts';
import { runImport } from './run-import.ts';
import { runUndo } from './run-undo.ts';
import type { ContactJob } from './types.ts';

export interface JobWorkerDeps extends BatchDeps {
  readonly db: Database;
  readonly log: Log;
}

const pollMs = 2_000;
/** A batch that fails this often ends its job. */
const triesLimit = 5;

/** Does the jobs of all workspaces, a batch of each in turn. Several processes may run it: a job's row is locked. */
export function createJobWorker(deps: JobWorkerDeps): DueWorker {
  const { db, clock, log } = deps;
  const step = async (): Promise<boolean> => {
    let taken: ContactJob | undefined;
    let events: readonly PlatformEvent[] = [];
    try {
      await db.transaction(async (tx) => {
        [taken] = await tx.system(takeJobStatement);
        events = taken ? await runBatch(deps, tx, taken) : [];
      });
    } catch (error) {
      if (taken === undefined) throw error;
      await noteTry(deps, taken, error);
      throw error;
    }
    deps.events.committed(events);
    return taken !== undefined;
  };
  return createDueWorker({
    name: 'contact jobs',
    step,
    pollMs,
    clock,
    log,
    async nextDueMs() {
      const [running] = await db.system(countRunningStatement);
      return (running?.total ?? 0) > 0 ? clock.nowMs() : undefined;
    },
  });
}

async function runBatch(deps: JobWorkerDeps, tx: Transaction, job: ContactJob): Promise<readonly PlatformEvent[]> {
  const ctx = contextOf(job);
  const batch: Batch = { deps, tx, ctx, job, actor: await nameActor(deps, ctx) };
  const { position, counts, events } = await run(batch);
  const isUndo = job.state === 'undoing';
  const state = position === undefined ? (isUndo ? 'undone' : 'done') : job.state;
  const { done, created, updated, unchanged, skipped, failed, undone, kept } = { ...noCounts, ...counts };
  const values = [done, created, updated, unchanged, skipped, failed, undone, kept];
  await tx.tenant(job.tenantId, noteBatchStatement, [job.id, position ?? '', state, deps.clock.now(), ...values]);
  return [...events, await recordJobChanged(deps, tx, job, state)];
}

function run(batch: Batch): Promise<BatchResult> {
  if (batch.job.state === 'undoing') return runUndo(batch);
  return batch.job.kind === 'import' ? runImport(batch) : runEdit(batch);
}

async function noteTry(deps: JobWorkerDeps, job: ContactJob, error: unknown): Promise<void> {
  const problem = isAppError(error) ? error.message : 'Something went wrong within Parley.';
  await deps.db.tenant(job.tenantId, noteTryStatement, [job.id, deps.clock.now(), problem, triesLimit]);
}

const noCounts = { done: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, undone: 0, kept: 0 };

function contextOf({ tenantId, id, operatorId }: ContactJob): Context {
  const actor = operatorId === null ? ({ kind: 'system' } as const) : ({ kind: 'operator', operatorId } as const);
  return { tenantId, actor, requestId: id };
}
