import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const shownMs = 10_000;

/** Says what was done, and offers for ten seconds to take it back. */
export function offerUndo(text: string, undo: () => Promise<void>): void {
  const id = notifications.show({
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => void takeBack()}>
          Undo
        </Button>
      </Group>
    ),
  });
  async function takeBack(): Promise<void> {
    notifications.hide(id);
    await undo();
  }
}
