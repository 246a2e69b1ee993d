import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { createTimerHeap, type Timer } from './timer-heap.ts';

/** Work that may wait for its moment; more is refused with a line in the log. */
const maxTimers = 200_000;
/** A real timer holds at most 2^31 ms; longer waits are cut in pieces. */
const maxRealTimerMs = 86_400_000;
/** Timers run in one turn of the event loop while time flows. */
const maxPerTurn = 500;

/** Work at moments of the virtual clock. While time flows a real timer fires it; when the clock is moved, `runDue` does. */
export interface Schedule {
  /** Work due at the same moment runs in the order it was given, never inside this call. */
  at(dueMs: number, work: () => void): void;
  nextDueMs(): number | undefined;
  /** Runs all that is due now, and what that makes due now. */
  runDue(): void;
  stop(): void;
}

export function createSchedule(clock: Clock, log: Log): Schedule {
  const heap = createTimerHeap();
  let order = 0;
  let stopped = false;
  let armed: { timer: NodeJS.Timeout; dueMs: number } | undefined;

  const disarm = (): void => {
    if (armed) clearTimeout(armed.timer);
    armed = undefined;
  };
  const arm = (): void => {
    const next = heap.peek();
    if (stopped || !next || (armed && armed.dueMs <= next.dueMs)) return;
    disarm();
    const waitMs = Math.min(maxRealTimerMs, Math.max(0, next.dueMs - clock.nowMs()));
    armed = { timer: setTimeout(fire, waitMs).unref(), dueMs: next.dueMs };
  };
  const fire = (): void => {
    armed = undefined;
    runSome(maxPerTurn);
    arm();
  };
  const runSome = (limit: number): void => {
    for (let count = 0; count < limit; count += 1) {
      const next = heap.peek();
      if (stopped || !next || next.dueMs > clock.nowMs()) return;
      heap.pop();
      runTimer(next, log);
    }
  };
  const unsubscribe = clock.onMoved(() => {
    disarm();
    arm();
  });
  return {
    at(dueMs, work) {
      if (stopped) return;
      if (heap.size() >= maxTimers) {
        log.warn({ maxTimers }, 'simulator: too many timers, one is dropped');
        return;
      }
      order += 1;
      heap.push({ dueMs, order, work });
      arm();
    },
    nextDueMs: () => (stopped ? undefined : heap.peek()?.dueMs),
    runDue: () => runSome(maxTimers),
    stop() {
      stopped = true;
      unsubscribe();
      disarm();
    },
  };
}

function runTimer(timer: Timer, log: Log): void {
  try {
    timer.work();
  } catch (error) {
    log.error({ err: error }, 'simulator: a timer failed');
  }
}
