import { isDatabaseTrouble } from '../../db/database-trouble.ts';
import type { Log } from '../../kernel/log.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import { type AdvanceDeps, type Advanced, abandonRun, advanceRun } from './advance-run.ts';
import { type DueRun, listDueStatement, nextDueStatement } from './queries.ts';

export interface FlowWorkerDeps extends AdvanceDeps {
  readonly log: Log;
  /** Told after the commit: messages wait for these channels. */
  queued(channelIds: ReadonlySet<string>): void;
}

const batchSize = 100;
const pollMs = 1_000;

/** Lets the runs of chatbots go on. Any number of processes may run one. */
export function createFlowWorker(deps: FlowWorkerDeps): DueWorker {
  const { db, clock, log } = deps;
  // Set by every run that went on, so that whoever settles the system looks once more at what it brought about.
  let moved = false;

  const step = async (): Promise<boolean> => {
    const due = await db.system(listDueStatement, [clock.now(), batchSize]);
    if (due.length > 0) moved = true;
    for (const run of due) {
      const { events, channelIds } = await advance(deps, run);
      deps.events.committed(events);
      if (channelIds.size > 0) deps.queued(channelIds);
    }
    return due.length > 0;
  };

  return createDueWorker({
    name: 'chatbots',
    step,
    pollMs,
    clock,
    log,
    async nextDueMs() {
      const [row] = await db.system(nextDueStatement);
      return moved ? clock.nowMs() : row?.dueAt?.getTime();
    },
    settles() {
      moved = false;
    },
  });
}

async function advance(deps: FlowWorkerDeps, run: DueRun): Promise<Advanced> {
  try {
    return await advanceRun(deps, run);
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    deps.log.error({ err: error, tenantId: run.tenantId, runId: run.runId }, 'a run of a chatbot failed and is ended');
    return abandonRun(deps, run);
  }
}
