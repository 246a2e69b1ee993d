import { createLoadMeter, type LoadMeter } from './load-meter.ts';

/**
 * Lets work that somebody waits for go before work that can wait: while the first runs and the machine is busy, the second
 * holds back a moment. It never holds back for long, so neither starves.
 */
export interface RightOfWay {
  /** Runs work that has the right of way. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when no such work runs, the machine has room for both, or after `maxMs`; answers whether no such work runs. */
  clear(maxMs: number): Promise<boolean>;
}

/**
 * Who waits for one answer mostly asks again at once: the way stays theirs for so long after the last of such work. Without
 * it, work that can wait took every gap between two calls, and of it the next call had to wait.
 */
const quietMs = 15;
const lookAgainMs = 50;

export function createRightOfWay(load: LoadMeter = createLoadMeter()): RightOfWay {
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
      if (maxMs <= 0 || !load.isBusy()) return Promise.resolve(false);
      return new Promise((resolve) => {
        const end = (isClear: boolean): void => {
          clearTimeout(timer);
          clearInterval(looking);
          waiting.delete(release);
          resolve(isClear);
        };
        const release = (): void => end(true);
        const timer = setTimeout(() => end(false), maxMs);
        const looking = setInterval(() => {
          if (!load.isBusy()) end(false);
        }, lookAgainMs);
        waiting.add(release);
      });
    },
  };
}
