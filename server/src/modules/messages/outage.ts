import { backoffMs } from '../../kernel/backoff.ts';

/** The rounds in which Meta could not be reached, one after another: the gaps between them grow for all messages alike. */
export interface Outage {
  /** An attempt did not reach Meta. Answers when to try again; all attempts of one round get the same moment. */
  nextTryMs(nowMs: number): number;
  /** Meta was reached: the next round starts from the shortest gap. */
  over(): void;
}

const gaps = { baseMs: 1_000, capMs: 60_000 };

export function createOutage(): Outage {
  let rounds = 0;
  let nextMs = Number.NEGATIVE_INFINITY;
  return {
    nextTryMs(nowMs) {
      if (nowMs >= nextMs) {
        rounds += 1;
        nextMs = nowMs + backoffMs(rounds, gaps);
      }
      return nextMs;
    },
    over() {
      rounds = 0;
      nextMs = Number.NEGATIVE_INFINITY;
    },
  };
}
