import { notifications } from '@mantine/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { newId } from '../api/new-id.ts';
import type { ConversationRow, MessageItem, NewContent, Status } from '../api/types.ts';
import { useSession } from '../session/session.ts';
import { offerUndo } from '../ui/undo-toast.tsx';
import { mergeRow, mergeTimeline } from './inbox-queries.ts';
import { nameOf } from './message-words.ts';
import { toWaiting } from './waiting-message.ts';

export interface SendOptions {
  readonly replyToId?: string | undefined;
  readonly lastSeenId?: string | undefined;
  readonly force?: boolean;
  readonly clientId?: string;
}

type Wanted = Exclude<Status, 'expired' | 'broadcast'>;

export type ConversationActions = ReturnType<typeof useConversationActions>;

/** What can be done to a conversation. Each shows its effect at once and says so when the server refuses. */
export function useConversationActions(conversationId: string) {
  const queryClient = useQueryClient();
  const { operator } = useSession();
  return useMemo(() => {
    const params = { path: { conversationId } };
    const change = async (work: Promise<ConversationRow>): Promise<boolean> => {
      try {
        mergeRow(queryClient, await work);
        return true;
      } catch (error) {
        complain(error);
        return false;
      }
    };
    /** Throws what the server refused, for the composer to deal with; the waiting message is taken back then. */
    const send = async (content: NewContent, options: SendOptions = {}): Promise<void> => {
      const clientId = options.clientId ?? newId();
      const waiting =
        content.kind === 'reaction' ? undefined : toWaiting({ conversationId, clientId, content, operator });
      if (waiting) mergeTimeline(queryClient, conversationId, [waiting]);
      try {
        const { message, conversation } = await read(
          api.POST('/internal/inbox/conversations/{conversationId}/messages', {
            params,
            body: {
              clientId,
              content,
              ...(options.replyToId ? { replyToId: options.replyToId } : {}),
              ...(options.lastSeenId ? { lastSeenId: options.lastSeenId } : {}),
              ...(options.force ? { force: true } : {}),
            },
          }),
        );
        mergeTimeline(queryClient, conversationId, [message]);
        mergeRow(queryClient, conversation);
      } finally {
        if (waiting) removeItem(queryClient, conversationId, waiting.id);
      }
    };
    return {
      send,
      react: (messageId: string, emoji: string) =>
        send({ kind: 'reaction', messageId, emoji }).catch((error: unknown) => complain(error)),
      sendAgain: (message: MessageItem) => send(toContent(message)).catch((error: unknown) => complain(error)),
      async note(text: string, mentions: readonly string[]): Promise<void> {
        const body = { clientId: newId(), text, mentions: [...mentions] };
        const path = '/internal/inbox/conversations/{conversationId}/notes';
        mergeTimeline(queryClient, conversationId, [await read(api.POST(path, { params, body }))]);
      },
      setStatus: (row: ConversationRow, status: Wanted) => setStatus(queryClient, row, status),
      assign: (operatorId: string | null) =>
        change(
          read(api.PUT('/internal/inbox/conversations/{conversationId}/assignment', { params, body: { operatorId } })),
        ),
      startChatbot: (chatbotId: string) =>
        change(
          read(api.POST('/internal/inbox/conversations/{conversationId}/chatbot', { params, body: { chatbotId } })),
        ),
      assignTeams: (teamIds: string[]) =>
        change(
          read(api.PUT('/internal/inbox/conversations/{conversationId}/assignment', { params, body: { teamIds } })),
        ),
      tag: (body: { add?: string[]; remove?: string[] }) =>
        change(read(api.POST('/internal/inbox/conversations/{conversationId}/tags', { params, body }))),
      setFavourite: (favourite: boolean) =>
        change(
          read(api.PUT('/internal/inbox/conversations/{conversationId}/favourite', { params, body: { favourite } })),
        ),
      markUnread: () => change(read(api.POST('/internal/inbox/conversations/{conversationId}/unread', { params }))),
    };
  }, [conversationId, queryClient, operator]);
}

/** Gives a chat another status, and offers to take that back while nobody changed the chat since. */
async function setStatus(queryClient: QueryClient, row: ConversationRow, wanted: Wanted): Promise<void> {
  const params = { path: { conversationId: row.id } };
  const write = async (status: Wanted, ifStill?: Status): Promise<ConversationRow> => {
    const body = { status, ...(ifStill ? { ifStill } : {}) };
    const written = await read(api.PUT('/internal/inbox/conversations/{conversationId}/status', { params, body }));
    mergeRow(queryClient, written);
    return written;
  };
  const name = nameOf(row.contact);
  try {
    const { status } = await write(wanted);
    offerUndo(doneWords(name, row.status)[wanted], async () => {
      try {
        // A chat that rests comes to rest as before: its window is closed, so it does not open.
        await write(row.status === 'expired' || row.status === 'broadcast' ? 'open' : row.status, status);
        notifications.show({ message: `${name}: back as before.` });
      } catch (error) {
        complain(error);
      }
    });
  } catch (error) {
    complain(error);
  }
}

function doneWords(name: string, before: Status): Readonly<Record<Wanted, string>> {
  return {
    open: before === 'block' ? `${name} is no longer blocked.` : `${name} is open again.`,
    pending: `${name} waits for the customer.`,
    solved: `${name} is solved.`,
    block: `${name} is blocked: nothing is sent on any channel.`,
  };
}

/** What a text or a file said, to be said once more. */
function toContent({ media, text, isVoice }: MessageItem): NewContent {
  const said = text === null ? {} : { text };
  return media ? { kind: 'media', mediaId: media.id, isVoice, ...said } : { kind: 'text', ...said };
}

export function complain(error: unknown): void {
  notifications.show({ color: 'red', title: 'That did not work', message: messageOf(error) });
}

function removeItem(queryClient: ReturnType<typeof useQueryClient>, conversationId: string, id: string): void {
  queryClient.setQueryData<{ items: { id: string }[] }>(['inbox', 'timeline', conversationId], (page) =>
    page ? { ...page, items: page.items.filter((item) => item.id !== id) } : page,
  );
}
