import { Button, Group } from '@mantine/core';
import { Refusal } from '../ui/refusal.tsx';
import type { Change } from './use-change.ts';

interface Props {
  readonly change: Change;
  /** The word on the button. */
  readonly action?: string;
  /** False: something is still to be filled in, or nothing was changed. */
  readonly isReady?: boolean;
  readonly justify?: 'flex-start' | 'flex-end';
}

/** The end of a form: why it was refused, and the button that sends it. */
export function FormEnd({ change, action = 'Save', isReady = true, justify = 'flex-end' }: Props) {
  return (
    <>
      <Refusal error={change.error} />
      <Group justify={justify} mt="md">
        <Button type="submit" loading={change.isRunning} disabled={!isReady}>
          {action}
        </Button>
      </Group>
    </>
  );
}
