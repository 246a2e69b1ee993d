import { useRef, useState } from 'react';
import { messageOf } from './api-error.ts';

export interface Write {
  readonly isRunning: boolean;
  /** What the server refused, in a sentence; gone as soon as it is tried again. */
  readonly error: string | undefined;
  /** True when all of the work was done. A second press while it runs does nothing. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** A write that shows what became of it where it was asked for. */
export function useWrite(): Write {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const busy = useRef(false);
  return {
    isRunning,
    error,
    async run(work) {
      if (busy.current) return false;
      busy.current = true;
      setRunning(true);
      setError(undefined);
      try {
        await work();
        return true;
      } catch (cause) {
        setError(messageOf(cause));
        return false;
      } finally {
        busy.current = false;
        setRunning(false);
      }
    },
  };
}
