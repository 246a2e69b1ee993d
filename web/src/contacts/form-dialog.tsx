import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Refusal } from '../ui/refusal.tsx';

interface Props {
  readonly title: string;
  /** In pixels. */
  readonly size?: number;
  readonly error: string | undefined;
  readonly isRunning: boolean;
  /** The word on the button that does it. */
  readonly action: string;
  /** False: something is still to be filled in. */
  readonly isReady: boolean;
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page, with what was refused above its fields. */
export function FormDialog({
  title,
  size,
  error,
  isRunning,
  action,
  isReady,
  isDangerous,
  onSubmit,
  onClose,
  children,
}: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} {...(size === undefined ? {} : { size })}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Refusal error={error} mt={0} />
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isRunning} disabled={!isReady} {...(isDangerous ? { color: 'red.9' } : {})}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
