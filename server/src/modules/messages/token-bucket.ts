/** Paces the sends of one channel by the platform's clock. In memory: a channel has one sender at a time. */
export interface TokenBucket {
  /** Messages that may be sent now. */
  available(nowMs: number): number;
  take(count: number, nowMs: number): void;
  /** Milliseconds until a worthwhile number of tokens is there: one at slow rates, a batch at fast ones. */
  waitMs(nowMs: number): number;
  /** Halves the rate for a while: Meta told that the number sends too fast (130429). */
  slowDown(nowMs: number): void;
  setRate(perSecond: number): void;
}

/** The bucket holds a tenth of a second, so a second never carries more than 110 % of the rate. */
const burstSeconds = 0.1;
const batchSeconds = 0.02;
const slowFactor = 0.5;
const slowForMs = 60_000;
/** Tokens: what sums of fractions may be off by. */
const roundingError = 1e-9;

/** `perSecond` 0 means no limit. */
export function createTokenBucket(perSecond: number): TokenBucket {
  let configured = perSecond;
  let slowUntil = 0;
  let tokens = Number.NaN;
  let filledAt = 0;

  const rateAt = (nowMs: number): number => (nowMs < slowUntil ? configured * slowFactor : configured);
  const capacity = (): number => Math.max(1, configured * burstSeconds);
  const fill = (nowMs: number): void => {
    if (Number.isNaN(tokens)) tokens = capacity();
    else tokens = Math.min(capacity(), tokens + (Math.max(0, nowMs - filledAt) / 1000) * rateAt(nowMs));
    filledAt = nowMs;
  };

  return {
    available(nowMs) {
      if (configured === 0) return Number.POSITIVE_INFINITY;
      fill(nowMs);
      return Math.floor(tokens + roundingError);
    },
    take(count, nowMs) {
      if (configured === 0) return;
      fill(nowMs);
      tokens -= count;
    },
    waitMs(nowMs) {
      if (configured === 0) return 0;
      fill(nowMs);
      const wanted = Math.max(1, Math.min(capacity(), configured * batchSeconds));
      const missing = wanted - tokens - roundingError;
      return missing <= 0 ? 0 : Math.ceil((missing / rateAt(nowMs)) * 1000);
    },
    slowDown(nowMs) {
      fill(nowMs);
      slowUntil = nowMs + slowForMs;
    },
    setRate(next) {
      if (next !== configured) tokens = Number.NaN;
      configured = next;
    },
  };
}
