/**
 * Lets work that somebody waits for go before work that can wait: while the first runs, the second holds back a moment.
 * It never holds back for long, so neither starves.
 */
export interface RightOfWay {
  /** Runs work that has the right of way. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when no such work runs, at the latest after `maxMs`; answers whether the way is clear by then. */
  clear(maxMs: number): Promise<boolean>;
}

/**
 * Who waits for one answer mostly asks again at once: the way stays theirs for so long after the last of such work. Without
 * it, work that can wait took every gap between two calls, and of it the next call had to wait.
 */
const quietMs = 15;

export function createRightOfWay(): RightOfWay {
  let passing = 0;
  let quietTimer: NodeJS.Timeout | undefined;
  const waiting = new Set<() => void>();
  const releaseAll = (): void => {
    quietTimer = undefined;
    for (const release of waiting) release();
  };
  return {
    async pass(work) {
      passing += 1;
      clearTimeout(quietTimer);
      quietTimer = undefined;
      try {
        return await work();
      } finally {
        passing -= 1;
        if (passing === 0) quietTimer = setTimeout(releaseAll, quietMs);
      }
    },
    clear(maxMs) {
      if (passing === 0 && quietTimer === undefined) return Promise.resolve(true);
      return new Promise((resolve) => {
        const end = (isClear: boolean): void => {
          clearTimeout(timer);
          waiting.delete(release);
          resolve(isClear);
        };
        const release = (): void => end(true);
        const timer = setTimeout(() => end(false), maxMs);
        waiting.add(release);
      });
    },
  };
}
