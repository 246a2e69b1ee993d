import { Button, Code, Group, Modal, Text } from '@mantine/core';
import { CopyButton } from '../ui/copy-button.tsx';

/** The link of an invitation: seen this once. */
export function LinkDialog({ email, link, onClose }: { email: string; link: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`The link for ${email}`}>
      <Text size="sm" mb="xs">
        Send it to {email}. It opens once, for seven days, and is shown only now; a new one can be made at any time.
      </Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {link}
      </Code>
      <Group justify="flex-end" mt="md">
        <CopyButton size="sm" label="Copy the link" text={link} />
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Modal>
  );
}
