import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { createWakeup } from '../kernel/wakeup.ts';
import { createFailureLog } from './failure-log.ts';

/** A worker that does its steps one after the other, sleeps when there is nothing, and can be drained. */
export interface WorkLoop {
  start(): void;
  /** A hint that there may be work. */
  notify(): void;
  /** Resolves when a step that began after this call found nothing to do. */
  drain(): Promise<void>;
  /** Whether no step is under way and no hint waits. */
  isIdle(): boolean;
  /** Ends after the step under way. */
  stop(): Promise<void>;
}

const errorPauseMs = 500;
const sameReasonEveryMs = 60_000;
const words = { level: 'error', failed: 'a step failed', succeeded: 'steps succeed again' } as const;

/**
 * `step` does one batch and answers whether there may be more. Between idle steps the loop waits for `notify`, a moved
 * clock or `pollMs`. A step that fails is logged, once a minute while it fails for the same reason,
 * and tried again after half a second.
 */
export function createWorkLoop(options: {
  name: string;
  step: () => Promise<boolean>;
  pollMs: number;
  clock: Clock;
  log: Log;
}): WorkLoop {
  const wakeup = createWakeup();
  const failures = createFailureLog({
    log: options.log,
    fields: { loop: options.name },
    words,
    sameReasonEveryMs,
    leastGapMs: 0,
    elapsedMs: () => performance.now(),
  });
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let endListening: (() => void) | undefined;
  let isWaiting = false;
  let drainers: { resolve: () => void; armed: boolean }[] = [];

  const nudge = (): void => {
    isWaiting = false;
    wakeup.notify();
  };

  const runStep = async (): Promise<boolean> => {
    for (const drainer of drainers) drainer.armed = true;
    try {
      const more = await options.step();
      failures.succeeded();
      if (!more) {
        for (const drainer of drainers.filter((entry) => entry.armed)) drainer.resolve();
        drainers = drainers.filter((entry) => !entry.armed);
      }
      return more;
    } catch (error) {
      failures.failed(error);
      await wakeup.wait(errorPauseMs, stopping.signal);
      return true;
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const more = await runStep();
      if (!more && !stopping.signal.aborted && drainers.length === 0) {
        isWaiting = !wakeup.isPending();
        await wakeup.wait(options.pollMs, stopping.signal);
        isWaiting = false;
      }
    }
    for (const drainer of drainers) drainer.resolve();
    drainers = [];
  };

  return {
    start() {
      if (running) return;
      endListening = options.clock.onMoved((mover) => {
        if (mover === 'hand') nudge();
      });
      running = run();
    },
    notify: nudge,
    drain() {
      if (!running || stopping.signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        drainers.push({ resolve, armed: false });
        nudge();
      });
    },
    isIdle: () => running === undefined || stopping.signal.aborted || isWaiting,
    async stop() {
      stopping.abort();
      nudge();
      endListening?.();
      await running;
    },
  };
}
