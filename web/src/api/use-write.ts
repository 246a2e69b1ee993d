import { useRef, useState } from 'react';
import { ApiError, messageOf } from './api-error.ts';

export interface Write {
  readonly isRunning: boolean;
  /** What the server refused, in a sentence; gone as soon as it is tried again. */
  readonly error: string | undefined;
  /** The code of the refusal, which tells the field that it is about. */
  readonly reason: string | undefined;
  /** True when all of the work was done. A second press while it runs does nothing. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** A write that shows what became of it where it was asked for. */
export function useWrite(): Write {
  const [isRunning, setRunning] = useState(false);
  const [cause, setCause] = useState<unknown>();
  const busy = useRef(false);
  return {
    isRunning,
    error: cause === undefined ? undefined : messageOf(cause),
    reason: cause instanceof ApiError ? cause.reason : undefined,
    async run(work) {
      if (busy.current) return false;
      busy.current = true;
      setRunning(true);
      setCause(undefined);
      try {
        await work();
        return true;
      } catch (refused) {
        setCause(refused);
        return false;
      } finally {
        busy.current = false;
        setRunning(false);
      }
    },
  };
}
