import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';

export interface Change {
  readonly isRunning: boolean;
  /** What the server refused, in a sentence. */
  readonly error: string | undefined;
  /** Runs a write, reads the settings anew and says what was done. True when it was. */
  run(work: () => Promise<unknown>, done?: string): Promise<boolean>;
}

/** A write of the settings, with its error shown where it was asked for. */
export function useChange(): Change {
  const queryClient = useQueryClient();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<string | undefined>();
  return {
    isRunning,
    error,
    async run(work, done) {
      setRunning(true);
      setError(undefined);
      try {
        await work();
        if (done) notifications.show({ message: done, closeButtonProps: { 'aria-label': 'Dismiss' } });
        await queryClient.invalidateQueries({ queryKey: ['settings'] });
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
