import { Kbd, Modal, Table } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';

const keys = [
  ['J, K', 'Next, previous conversation'],
  ['R', 'Write a reply'],
  ['N', 'Write a private note'],
  ['E', 'Solve, or open again'],
  ['A', 'Assign'],
  ['S', 'Search'],
  ['Ctrl K', 'Command bar'],
  ['/', 'In a reply: quick replies'],
  ['@', 'In a note: mention somebody'],
  ['Enter', 'Send; Shift Enter begins a new line'],
  ['?', 'These keys'],
] as const;

interface Props {
  readonly order: readonly string[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** The keys of the inbox. Those that act on a conversation press the button that does the same. */
export function InboxKeys({ order, chosenId, onChoose }: Props) {
  const [isShown, setShown] = useState(false);
  const move = (by: number): void => {
    const at = chosenId === undefined ? -1 : order.indexOf(chosenId);
    const next = order[Math.max(0, at + by)];
    if (next !== undefined && next !== chosenId) onChoose(next);
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['r', () => press('reply')],
    ['n', () => press('note')],
    ['e', () => press('solve')],
    ['a', () => press('assign')],
    ['s', () => press('search')],
    ['shift+?', () => setShown(true)],
    ['?', () => setShown(true)],
  ]);
  return (
    <Modal opened={isShown} onClose={() => setShown(false)} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table>
        <Table.Tbody>
          {keys.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

/** Fields are focused, buttons pressed. */
function press(key: string): void {
  const element = document.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.focus();
  else element?.click();
}
