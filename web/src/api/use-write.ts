import { useState } from 'react';
import { messageOf } from './api-error.ts';

export interface Write {
  readonly isRunning: boolean;
  /** What the server refused, in a sentence; gone as soon as it is tried again. */
  readonly error: string | undefined;
  /** True when all of the work was done. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** A write that shows what became of it where it was asked for. */
export function useWrite(): Write {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<string | undefined>();
  return {
    isRunning,
    error,
    async run(work) {
      setRunning(true);
      setError(undefined);
      try {
        await work();
        return true;
      } catch (cause) {
        setError(messageOf(cause));
        return false;
      } finally {
        setRunning(false);
      }
    },
  };
}
