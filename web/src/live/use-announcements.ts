import { useLocalStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { LiveFrame, NoteItem } from '../api/types.ts';
import { words } from '../ui/words.ts';
import { useLiveFrames } from './live-context.tsx';

/** What many customers write at once is one sound. */
const soundEveryMs = 1_000;

export function useSound() {
  return useLocalStorage<boolean>({ key: 'parley.sound', defaultValue: true, getInitialValueInEffect: false });
}

/** What is shown and the unread count in the title of the tab, a sound for a new message, and a word for a mention. */
export function useAnnouncements(
  pageName: string | undefined,
  unread: number,
  openChat: (conversationId: string) => void,
): void {
  const [hasSound] = useSound();
  const newestId = useRef('');
  const soundedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const title = pageName ? `${pageName} · ${words.product}` : words.product;
    document.title = unread > 0 ? `(${atMost99(unread)}) ${title}` : title;
    return () => {
      document.title = words.product;
    };
  }, [pageName, unread]);
  useLiveFrames((frame, isSpeaker) => {
    const newId = idOfNew(frame, newestId.current);
    newestId.current = newId ?? newestId.current;
    if (newId && hasSound && isSpeaker && performance.now() - soundedAt.current >= soundEveryMs) {
      soundedAt.current = performance.now();
      playSound();
    }
    if (frame.type === 'mention' && frame.note) {
      const { conversationId } = frame.note;
      tellMention(frame.note, () => openChat(conversationId));
    }
  });
}

/** Says who named one in a note, and leads to the chat by a click or Enter. It stays until it is closed: it is told this once. */
function tellMention(note: NoteItem, open: () => void): void {
  const id = `mention-${note.id}`;
  const go = (): void => {
    notifications.hide(id);
    open();
  };
  notifications.show({
    id,
    autoClose: false,
    title: `${note.author.name} mentioned you`,
    message: note.text,
    tabIndex: 0,
    style: { cursor: 'pointer' },
    onClick: go,
    onKeyDown: ({ key, target, currentTarget }) => {
      if (key === 'Enter' && target === currentTarget) go();
    },
  });
}

/** 7, 99+: where there is room for little. */
export function atMost99(count: number): string {
  return count > 99 ? '99+' : String(count);
}

/** The id of a message that a customer just wrote; undefined for what happens to one that was written before. Ids rise. */
function idOfNew({ type, message }: LiveFrame, newestId: string): string | undefined {
  if (type !== 'message' || message?.direction !== 'in' || message.id <= newestId) return undefined;
  return message.editedAt || message.isRevoked || message.reactions.length > 0 ? undefined : message.id;
}

/** Two short soft tones; nothing where the browser allows no sound before the first click. */
function playSound(): void {
  try {
    const context = new AudioContext();
    for (const [frequency, at] of [
      [660, 0],
      [880, 0.09],
    ] as const) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.06, context.currentTime + at);
      volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + at + 0.18);
      tone.connect(volume).connect(context.destination);
      tone.start(context.currentTime + at);
      tone.stop(context.currentTime + at + 0.2);
    }
    setTimeout(() => void context.close(), 600);
  } catch {
    // Sound is a courtesy.
  }
}
