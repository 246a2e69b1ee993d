import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { TimelineMember } from '../kernel/timeline.ts';
import { createWorkLoop } from './work-loop.ts';

/** A worker of one of the roles. What it knows is in the database, so any number of processes may run one. */
export interface DueWorker {
  start(): void;
  /** A hint that there may be work. */
  notify(): void;
  /** Ends after the step under way. */
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

/**
 * Does what is due, step by step as a work loop does, and tells the timeline when the next is due; as long as it was not
 * started nothing is, for the work is another process's. `settles` is told that whoever moves time waits for it now.
 */
export function createDueWorker(options: {
  readonly name: string;
  /** Does one batch and answers whether there may be more. */
  step(): Promise<boolean>;
  nextDueMs(): Promise<number | undefined>;
  readonly pollMs: number;
  readonly clock: Clock;
  readonly log: Log;
  settles?(): void;
}): DueWorker {
  const { name, step, nextDueMs, pollMs, clock, log, settles } = options;
  const loop = createWorkLoop({ name, step, pollMs, clock, log });
  let started = false;
  return {
    start() {
      started = true;
      loop.start();
    },
    notify: () => loop.notify(),
    stop: () => loop.stop(),
    timelineMember: {
      name,
      nextDueMs: async () => (started ? nextDueMs() : undefined),
      drain() {
        settles?.();
        return loop.drain();
      },
      isIdle: () => loop.isIdle(),
    },
  };
}
