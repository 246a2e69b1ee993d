import { useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { LiveFrame } from '../api/types.ts';
import { words } from '../ui/words.ts';
import { useLiveFrames } from './live-context.tsx';
import { showMention } from './show-mention.tsx';

/** What many customers write at once is one sound. */
const soundEveryMs = 1_000;

export function useSound() {
  return useLocalStorage<boolean>({ key: 'parley.sound', defaultValue: true, getInitialValueInEffect: false });
}

/** What is shown and the unread count in the title of the tab, a sound for a new message, and a word for a mention. */
export function useAnnouncements(pageName: string | undefined, unread: number): void {
  const [hasSound] = useSound();
  const navigate = useNavigate();
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
    const { type, note } = frame;
    if (type === 'mention' && note) {
      const params = { conversationId: note.conversationId };
      showMention(note, () => void navigate({ to: '/inbox/$conversationId', params }));
    }
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
