import { Button, Group, Modal } from '@mantine/core';
import type { MessageItem } from '../api/types.ts';

/** A colleague answered while this reply was written: nothing was sent yet. */
export function CrossedDialog(props: { items: readonly MessageItem[]; onClose: () => void; onSend: () => void }) {
  return (
    <Modal opened onClose={props.onClose} title="Somebody answered meanwhile">
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
