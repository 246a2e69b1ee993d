import type { Log } from '../kernel/log.ts';

/** Tells of something that fails again and again without filling the disk in an outage of a night. */
export interface FailureLog {
  /** `error` is thrown, or a sentence; `facts` are fields of this one failure. */
  failed(error: unknown, facts?: Readonly<Record<string, unknown>>): void;
  succeeded(): void;
}

export interface FailureLogOptions {
  readonly log: Log;
  /** Fields of every line. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly words: { readonly level: 'warn' | 'error'; readonly failed: string; readonly succeeded: string };
  /** A failure for the same reason is told again after so long. */
  readonly sameReasonEveryMs: number;
  /** Two lines about failures are so far apart, whatever becomes of it in between: what fails now and then is bounded too. */
  readonly leastGapMs: number;
  /** Failures in a row before this log began. */
  readonly failuresBefore?: number;
  elapsedMs(): number;
}

/** The first failure for a reason is a line, then one each `sameReasonEveryMs` with the count; the end of them is a line. */
export function createFailureLog(options: FailureLogOptions): FailureLog {
  const { log, fields, words, sameReasonEveryMs, leastGapMs, failuresBefore = 0, elapsedMs } = options;
  let failuresInRow = failuresBefore;
  let isTold = failuresBefore > 0;
  let reason: string | undefined;
  let toldMs = Number.NEGATIVE_INFINITY;
  return {
    failed(error, facts) {
      failuresInRow += 1;
      const said = error instanceof Error ? error.message : String(error);
      const isRepeated = isTold && said === reason;
      if (elapsedMs() - toldMs < (isRepeated ? sameReasonEveryMs : leastGapMs)) return;
      reason = said;
      toldMs = elapsedMs();
      isTold = true;
      const why = error instanceof Error ? { err: error } : { error: said };
      log[words.level]({ ...fields, ...facts, ...why, failuresInRow }, words.failed);
    },
    succeeded() {
      if (isTold) log.info({ ...fields, failures: failuresInRow }, words.succeeded);
      failuresInRow = 0;
      isTold = false;
    },
  };
}
