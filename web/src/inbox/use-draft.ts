import { useEffect, useState } from 'react';

/** A text that waits in the browser until it is sent, one for each conversation and kind. */
export function useDraft(conversationId: string, kind: 'reply' | 'note'): [string, (text: string) => void] {
  const key = `parley.draft.${kind}.${conversationId}`;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '');
  useEffect(() => {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  }, [key, text]);
  return [text, setText];
}
