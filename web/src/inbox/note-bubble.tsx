import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { NoteItem } from '../api/types.ts';
import { RichText } from '../ui/rich-text.tsx';
import { useTime } from '../ui/use-time.ts';

/** A private note: the team sees it, the customer never. */
export function NoteBubble({ note }: { note: NoteItem }) {
  const time = useTime();
  return (
    <div className="line" data-side="out">
      <article className="bubble" data-note="true" aria-label={`Private note of ${note.author.name}`}>
        <Text size="xs" fw={600} c="var(--warn)">
          <IconLock size={12} aria-hidden /> {note.author.name}, private note
        </Text>
        <RichText text={note.text} />
        <div className="bubble-foot">{time.clock(note.at)}</div>
      </article>
    </div>
  );
}
