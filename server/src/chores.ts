import type { Clock } from './kernel/clock.ts';
import type { Log } from './kernel/log.ts';
import type { TimelineMember } from './kernel/timeline.ts';
import type { LeaseKeeper } from './queue/lease.ts';
import { createWorkLoop } from './queue/work-loop.ts';

/** Something to be done every now and then by one process. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface Chores {
  start(): void;
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

const pollMs = 5_000;
/** Where time is moved, chores stop it this often at most, and run once more where it ends: a week is no 168 rounds. */
const movedStepMs = 24 * 3_600_000;
/** The first turn comes so soon at the latest: of a process that lives for less than a day a daily chore has one too. */
const firstTurnMs = 3_600_000;

/** Runs chores by the platform's clock, under a lease. A chore that fails is logged and tried at its next turn. */
export function createChores(
  deps: { clock: Clock; log: Log; leases: LeaseKeeper; observeFailure(chore: string): void },
  chores: readonly Chore[],
): Chores {
  const startedMs = deps.clock.nowMs();
  const nextAt = new Map(chores.map(({ name, everyMs }) => [name, startedMs + Math.min(everyMs, firstTurnMs)]));
  let lastRunMs = startedMs;
  let started = false;

  const runChore = async (chore: Chore): Promise<void> => {
    const startedAt = performance.now();
    try {
      await chore.run();
      deps.log.info({ job: chore.name, ms: Math.round(performance.now() - startedAt) }, 'chore');
    } catch (error) {
      deps.observeFailure(chore.name);
      deps.log.error({ err: error, job: chore.name }, 'a chore failed');
    }
  };

  const step = async (): Promise<boolean> => {
    const due = chores.filter((chore) => (nextAt.get(chore.name) ?? 0) <= deps.clock.nowMs());
    if (due.length === 0) return false;
    const [lease] = await deps.leases.acquire(['chores']);
    lastRunMs = deps.clock.nowMs();
    for (const chore of due) {
      nextAt.set(chore.name, deps.clock.nowMs() + chore.everyMs);
      if (lease?.held()) await runChore(chore);
    }
    return false;
  };

  const loop = createWorkLoop({ name: 'chores', step, pollMs, clock: deps.clock, log: deps.log });
  return {
    start() {
      started = true;
      loop.start();
    },
    stop: () => loop.stop(),
    timelineMember: {
      name: 'chores',
      nextDueMs: async () => (started ? Math.max(Math.min(...nextAt.values()), lastRunMs + movedStepMs) : undefined),
      drain: () => loop.drain(),
      isIdle: () => loop.isIdle() && !(started && Math.min(...nextAt.values()) <= deps.clock.nowMs()),
    },
  };
}
