import { Button, Code, Group, Modal, Text } from '@mantine/core';
import { CopyButton } from '../ui/copy-button.tsx';

interface Props {
  readonly secret: string;
  /** How long the secret before signs as well; absent where there was none. */
  readonly note?: string;
  readonly onClose: () => void;
}

/** Shows a signing secret the only time that it is shown; a press beside the dialog does not lose it. */
export function SecretDialog({ secret, note, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} title="The signing secret">
      <Text size="sm" mb="xs">
        Keep it where your receiver runs. It is shown this once; a new one can be made at any time.
        {note ? ` ${note}` : ''}
      </Text>
      <Code block>{secret}</Code>
      <Group justify="flex-end" mt="md">
        <CopyButton size="sm" label="Copy" text={secret} />
        <Button onClick={onClose}>I have kept it</Button>
      </Group>
    </Modal>
  );
}
