import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useWrite, type Write } from '../api/use-write.ts';

export interface Change extends Omit<Write, 'run'> {
  /** Runs a write, reads the settings anew and says what was done. True when it was. */
  run(work: () => Promise<unknown>, done?: string): Promise<boolean>;
}

/** A write of the settings, with its error shown where it was asked for. */
export function useChange(): Change {
  const queryClient = useQueryClient();
  const write = useWrite();
  return {
    ...write,
    run: (work, done) =>
      write.run(async () => {
        await work();
        if (done) notifications.show({ message: done, closeButtonProps: { 'aria-label': 'Dismiss' } });
        await queryClient.invalidateQueries({ queryKey: ['settings'] });
      }),
  };
}
