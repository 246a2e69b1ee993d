import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { newId } from '../api/new-id.ts';

const shownMs = 10_000;

/** Says what was done, and offers for ten seconds to take it back: by the button, or by Ctrl Z, which a dialog leaves in reach. */
export function offerUndo(text: string, undo: () => Promise<void>): void {
  const id = `undo-${newId()}`;
  const takeBack = (): void => {
    notifications.hide(id);
    void undo();
  };
  const onKey = (event: KeyboardEvent): void => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
    if (!isUndo || isTyping(event.target) || newestOffer() !== id) return;
    event.preventDefault();
    takeBack();
  };
  document.addEventListener('keydown', onKey);
  notifications.show({
    id,
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    onClose: () => document.removeEventListener('keydown', onKey),
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          style={{ flexShrink: 0 }}
          data-undo={id}
          title="Undo (Ctrl Z)"
          aria-keyshortcuts="Control+Z"
          onClick={takeBack}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}

/** In a field the key takes back what was typed. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

function newestOffer(): string | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-undo]')].at(-1)?.dataset.undo;
}
