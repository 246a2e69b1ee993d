import { useCallback, useEffect, useRef } from 'react';
import { api } from '../api/client.ts';
import type { Presence } from '../api/types.ts';
import { useSession } from '../session/session.ts';

/** The server forgets a presence after 20 s. */
const repeatMs = 10_000;
/** While one writes it is told this often. */
const typingMs = 5_000;

/** Tells colleagues that I look at or write in a conversation, and who else does. */
export function usePresence(
  conversationId: string,
  all: readonly Presence[],
): { others: readonly Presence[]; typing: () => void; answered: () => void } {
  const { operator } = useSession();
  useEffect(() => {
    const tell = (state: 'viewing' | 'left'): void => void say(conversationId, state);
    tell('viewing');
    const timer = setInterval(() => document.visibilityState === 'visible' && tell('viewing'), repeatMs);
    return () => {
      clearInterval(timer);
      tell('left');
    };
  }, [conversationId]);
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const typing = useCallback(() => {
    if (performance.now() - toldAt.current < typingMs) return;
    toldAt.current = performance.now();
    void say(conversationId, 'typing');
  }, [conversationId]);
  const answered = useCallback(() => {
    toldAt.current = Number.NEGATIVE_INFINITY;
    void say(conversationId, 'viewing');
  }, [conversationId]);
  return { others: all.filter((presence) => presence.operator.id !== operator.id), typing, answered };
}

/** A courtesy: nothing is said when it fails. */
async function say(conversationId: string, state: 'viewing' | 'typing' | 'left'): Promise<void> {
  await api
    .POST('/internal/inbox/conversations/{conversationId}/presence', {
      params: { path: { conversationId } },
      body: { state },
    })
    .catch(() => undefined);
}
