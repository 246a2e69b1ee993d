import { Button, Group, Modal, Text } from '@mantine/core';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
  readonly onDelete: () => Promise<void>;
}

/** Asks before a draft is gone for good. */
export function DeleteDialog({ name, onClose, onDelete }: Props) {
  return (
    <Modal opened onClose={onClose} title="Delete the draft?">
      <Text size="sm">The draft “{name}” is deleted for everybody. Nothing of it was sent.</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button color="red.9" onClick={() => void onDelete()}>
          Delete the draft
        </Button>
      </Group>
    </Modal>
  );
}
