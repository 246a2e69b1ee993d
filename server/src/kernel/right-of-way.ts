/**
 * Lets work that somebody waits for go before work that can wait: while the first runs, the second holds back a moment.
 * It never holds back for long, so neither starves.
 */
export interface RightOfWay {
  /** Runs work that has the right of way. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when no such work runs, at the latest after `maxMs`. */
  clear(maxMs: number): Promise<void>;
}

export function createRightOfWay(): RightOfWay {
  let passing = 0;
  const waiting = new Set<() => void>();
  return {
    async pass(work) {
      passing += 1;
      try {
        return await work();
      } finally {
        passing -= 1;
        if (passing === 0) for (const release of waiting) release();
      }
    },
    clear(maxMs) {
      if (passing === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const release = (): void => {
          clearTimeout(timer);
          waiting.delete(release);
          resolve();
        };
        const timer = setTimeout(release, maxMs);
        waiting.add(release);
      });
    },
  };
}
