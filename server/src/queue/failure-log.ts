import type { Log } from '../kernel/log.ts';

/** Tells of the failing steps of a loop without filling the disk in an outage of a night. */
export interface FailureLog {
  failed(error: unknown): void;
  succeeded(): void;
}

const sameReasonEveryMs = 60_000;

/** The first failure for a reason is a line with its stack, then one a minute with the count; the end of them is a line. */
export function createFailureLog(options: { log: Log; loop: string; elapsedMs?: () => number }): FailureLog {
  const { log, loop, elapsedMs = () => performance.now() } = options;
  let failuresInRow = 0;
  let reason = '';
  let toldMs = Number.NEGATIVE_INFINITY;
  return {
    failed(error) {
      failuresInRow += 1;
      const said = error instanceof Error ? error.message : String(error);
      if (said === reason && elapsedMs() - toldMs < sameReasonEveryMs) return;
      reason = said;
      toldMs = elapsedMs();
      log.error({ err: error, loop, failuresInRow }, 'a step failed');
    },
    succeeded() {
      if (failuresInRow === 0) return;
      log.info({ loop, failures: failuresInRow }, 'steps succeed again');
      failuresInRow = 0;
      toldMs = Number.NEGATIVE_INFINITY;
    },
  };
}
