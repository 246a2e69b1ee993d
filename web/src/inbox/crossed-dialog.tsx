import { Button, Group, Modal } from '@mantine/core';
import { ApiError } from '../api/api-error.ts';
import type { MessageItem } from '../api/types.ts';

/** A colleague answered while this reply was written: nothing was sent yet. */
export function CrossedDialog(props: { items: readonly MessageItem[]; onClose: () => void; onSend: () => void }) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title="Somebody answered meanwhile"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {props.items.map((item) => (
        <div key={item.id} className="quote">
          <strong>{item.sender.name ?? 'A program'}</strong>
          <br />
          {item.text ?? item.type}
        </div>
      ))}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onClose}>
          Keep my draft
        </Button>
        <Button onClick={props.onSend}>Send mine too</Button>
      </Group>
    </Modal>
  );
}

/** What others sent meanwhile, when that is why a reply was stopped. */
export function crossedItems(error: unknown): readonly MessageItem[] | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const { crossed } = (error.body ?? {}) as { crossed?: MessageItem[] };
  return crossed && crossed.length > 0 ? crossed : undefined;
}
