import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refusal } from '../ui/refusal.tsx';
import { useChange } from './use-change.ts';

interface Props {
  /** Names the thing: "Delete the tag Late?" */
  readonly title: string;
  readonly children: ReactNode;
  /** The word on the button. */
  readonly action: string;
  readonly done: string;
  readonly work: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something is done that cannot be undone. */
export function ConfirmDialog({ title, children, action, done, work, onClose }: Props) {
  const change = useChange();
  const confirm = async (): Promise<void> => {
    if (await change.run(work, done)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <Text size="sm" component="div">
        {children}
      </Text>
      <Refusal error={change.error} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep
        </Button>
        <Button color="red.9" loading={change.isRunning} onClick={() => void confirm()}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
