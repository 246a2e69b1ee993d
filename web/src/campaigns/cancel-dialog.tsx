import { Button, Group, Modal, Text } from '@mantine/core';
import { useWrite } from '../api/use-write.ts';
import type { Campaign } from './campaign-queries.ts';
import { people } from './campaign-words.ts';

interface Props {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onCancel: () => Promise<void>;
}

/** Asks before a campaign ends for good, and says how far it came. */
export function CancelDialog({ campaign, onClose, onCancel }: Props) {
  const { name, recipients, counters, state } = campaign;
  const { isRunning, run } = useWrite();
  const { pending, skipped, stopped } = counters;
  const sent = recipients - pending - skipped - stopped;
  return (
    <Modal opened onClose={onClose} title={`Cancel “${name}”?`}>
      <Text size="sm">
        {sent === 0
          ? 'It was sent to nobody yet.'
          : `It was sent to ${people(sent)} already, or is on its way to them.`}{' '}
        {people(pending)} will not get it. This cannot be undone; a copy can be sent later.
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {state === 'paused' ? 'Leave it paused' : 'Let it go on'}
        </Button>
        <Button color="red.9" loading={isRunning} onClick={() => void run(onCancel)}>
          Cancel the campaign
        </Button>
      </Group>
    </Modal>
  );
}
