/** A token bucket on the virtual clock. */
export interface RateBucket {
  /** Whether one more may pass at that moment. Nothing is taken. */
  hasRoom(nowMs: number): boolean;
  take(nowMs: number): void;
}

export function createRateBucket(options: { capacity: number; perSecond: number }): RateBucket {
  let tokens = options.capacity;
  let atMs: number | undefined;
  const refill = (nowMs: number): void => {
    const passedMs = atMs === undefined ? 0 : Math.max(0, nowMs - atMs);
    tokens = Math.min(options.capacity, tokens + (passedMs * options.perSecond) / 1000);
    atMs = nowMs;
  };
  return {
    hasRoom(nowMs) {
      refill(nowMs);
      // The sum of many small refills may miss a whole token by a rounding error.
      return tokens > 1 - 1e-9;
    },
    take(nowMs) {
      refill(nowMs);
      tokens -= 1;
    },
  };
}
