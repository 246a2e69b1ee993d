/** A hint that there is work. Waiting ends at the hint or after a while; a missed hint costs only that while. */
export interface Wakeup {
  notify(): void;
  /** Resolves at the next hint (or at once when one came since the last wait), after `maxMs`, or on abort. */
  wait(maxMs: number, signal?: AbortSignal): Promise<void>;
  /** Whether a hint came that no wait has taken yet. */
  isPending(): boolean;
}

export function createWakeup(): Wakeup {
  let pending = false;
  let release: (() => void) | undefined;
  return {
    isPending: () => pending,
    notify() {
      pending = true;
      release?.();
    },
    wait(maxMs, signal) {
      if (pending || signal?.aborted) {
        pending = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          release = undefined;
          pending = false;
          resolve();
        };
        const timer = setTimeout(finish, maxMs);
        timer.unref();
        signal?.addEventListener('abort', finish, { once: true });
        release = finish;
      });
    },
  };
}
