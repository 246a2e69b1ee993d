import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, read } from '../api/client.ts';
import type { MessageItem } from '../api/types.ts';
import { usePageName } from '../ui/page-name.ts';
import { ErrorState } from '../ui/states.tsx';
import { Composer } from './composer.tsx';
import { headQuery } from './inbox-queries.ts';
import type { InboxSearch } from './inbox-search.ts';
import { nameOf } from './message-words.ts';
import { ThreadHead } from './thread-head.tsx';
import { Timeline } from './timeline.tsx';
import { useConversationActions } from './use-conversation-actions.ts';
import { usePresence } from './use-presence.ts';

interface Props {
  readonly conversationId: string;
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

/** One conversation: who it is and what to do with it, what was said, and where to answer. */
export function Thread({ conversationId, search, onSearch }: Props) {
  const head = useQuery(headQuery(conversationId));
  const actions = useConversationActions(conversationId);
  const presence = usePresence(conversationId, head.data?.presence ?? []);
  const [quoted, setQuoted] = useState<MessageItem | undefined>();
  usePageName(head.data && nameOf(head.data.conversation.contact));
  const unread = head.data?.conversation.unread ?? 0;
  // The line above the first unread message stays where it was when the conversation was opened.
  const [firstUnreadId, setFirstUnreadId] = useState<string | null | undefined>();
  useEffect(() => {
    if (head.data && firstUnreadId === undefined) setFirstUnreadId(head.data.firstUnreadId);
  }, [head.data, firstUnreadId]);
  useEffect(() => {
    if (unread === 0 || document.visibilityState !== 'visible') return;
    void read(
      api.POST('/internal/inbox/conversations/{conversationId}/read', {
        params: { path: { conversationId } },
        body: {},
      }),
    ).catch(() => undefined);
  }, [unread, conversationId]);
  if (head.isError) return <ErrorState error={head.error} onRetry={() => void head.refetch()} />;
  return (
    <>
      <ThreadHead
        conversation={head.data?.conversation}
        colleagues={presence.others}
        actions={actions}
        search={search}
        onSearch={onSearch}
      />
      <Timeline
        conversationId={conversationId}
        firstUnreadId={firstUnreadId ?? undefined}
        onQuote={setQuoted}
        onReact={(messageId, emoji) => actions.react(messageId, emoji)}
        onRetry={(message) => actions.sendAgain(message)}
      />
      {head.data && (
        <Composer
          conversation={head.data.conversation}
          scheduled={head.data.scheduledMessages}
          quoted={quoted}
          onQuoteGone={() => setQuoted(undefined)}
          onAnswered={presence.answered}
          onTyping={presence.typing}
          actions={actions}
        />
      )}
    </>
  );
}
