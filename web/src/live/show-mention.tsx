import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { NoteItem } from '../api/types.ts';

/** Says who named one in a note, and leads to the chat. It stays until it is closed: it is told this once. */
export function showMention(note: NoteItem, open: () => void): void {
  const id = `mention-${note.id}`;
  notifications.show({
    id,
    autoClose: false,
    title: `${note.author.name} mentioned you`,
    message: (
      <Stack gap={6} align="flex-start">
        <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
          {note.text}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            open();
          }}
        >
          Open the chat
        </Button>
      </Stack>
    ),
  });
}
