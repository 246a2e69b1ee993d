/**
 * Group commit: callers hand in single items, one flush takes all that wait. A flush starts when fewer than
 * `maxConcurrent` run, so the batch grows exactly as fast as the database is busy and a lone item never waits.
 */
export interface Batcher<Item, Result> {
  /** Resolves when the flush that took the item has ended. Rejects when that flush failed, or the batcher is full. */
  add(item: Item): Promise<Result>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Items waiting or being flushed. */
  size(): number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export function createBatcher<Item, Result>(options: {
  /** Must answer one result per item, in order. */
  flush: (items: readonly Item[]) => Promise<readonly Result[]>;
  maxBatch: number;
  maxConcurrent: number;
  /**
   * Least time from the start of one flush to that of the next, unless a full batch waits: for work nobody waits for, of
   * which few large flushes cost less than many small ones. A lone item is flushed at once.
   */
  gapMs?: number;
  /** Items that may wait; one more is refused, so that memory is bounded. */
  maxWaiting: number;
}): Batcher<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let inFlight = 0;
  let scheduled = false;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let waitsForGap = false;
  let idleWaiters: (() => void)[] = [];

  const run = async (batch: Waiting<Item, Result>[]): Promise<void> => {
    running += 1;
    inFlight += batch.length;
    try {
      const results = await options.flush(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => {
        entry.resolve(results[index] as Result);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      running -= 1;
      inFlight -= batch.length;
      pump();
    }
  };

  const isTooSoon = (): boolean => {
    const restMs = (options.gapMs ?? 0) - (performance.now() - flushedAt);
    if (restMs <= 0 || waiting.length >= options.maxBatch) return false;
    if (!waitsForGap) setTimeout(afterGap, restMs);
    waitsForGap = true;
    return true;
  };

  const afterGap = (): void => {
    waitsForGap = false;
    pump();
  };

  const pump = (): void => {
    while (running < options.maxConcurrent && waiting.length > 0 && !isTooSoon()) {
      flushedAt = performance.now();
      const batch = waiting.slice(0, options.maxBatch);
      waiting = waiting.slice(batch.length);
      void run(batch);
    }
    if (running === 0 && waiting.length === 0) {
      for (const resolve of idleWaiters) resolve();
      idleWaiters = [];
    }
  };

  return {
    add(item) {
      if (waiting.length >= options.maxWaiting) return Promise.reject(new Error('The batcher is full.'));
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        // One turn of the event loop gathers what arrived together.
        if (!scheduled) {
          scheduled = true;
          setImmediate(() => {
            scheduled = false;
            pump();
          });
        }
      });
    },
    idle() {
      if (running === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => idleWaiters.push(resolve));
    },
    size: () => waiting.length + inFlight,
  };
}
