import { Button, Code, CopyButton, Group, Modal, Text } from '@mantine/core';

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
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the link'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Modal>
  );
}
