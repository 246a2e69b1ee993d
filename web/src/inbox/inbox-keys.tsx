import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { KeysDialog } from './dialogs.ts';

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
  return isShown && <KeysDialog onClose={() => setShown(false)} />;
}

/** Fields are focused, buttons pressed. */
function press(key: string): void {
  const element = document.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.focus();
  else element?.click();
}
