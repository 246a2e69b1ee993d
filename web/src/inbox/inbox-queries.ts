import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';
import type {
  ConversationHead,
  ConversationPage,
  ConversationRow,
  Counts,
  MediaChange,
  TimelineItem,
  TimelinePage,
} from '../api/types.ts';
import type { ListQuery } from './inbox-search.ts';

export const listQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'list', query],
    ...cursorPages,
    queryFn: ({ pageParam }): Promise<ConversationPage> =>
      read(
        api.GET('/internal/inbox/conversations', {
          params: { query: { ...query, ...afterCursor(pageParam) } },
        }),
      ),
  });

export const countsQuery = queryOptions({
  queryKey: ['inbox', 'counts'],
  queryFn: (): Promise<Counts> => read(api.GET('/internal/inbox/counts')),
});

export const directoryQuery = queryOptions({
  queryKey: ['inbox', 'directory'],
  queryFn: () => read(api.GET('/internal/inbox/directory')),
});

/** Who is there now; read anew when that changes. */
export const hoursQuery = queryOptions({
  queryKey: ['inbox', 'hours'],
  queryFn: () => read(api.GET('/internal/inbox/hours')),
});

export const headQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['inbox', 'head', conversationId],
    queryFn: (): Promise<ConversationHead> =>
      read(api.GET('/internal/inbox/conversations/{conversationId}', { params: { path: { conversationId } } })),
  });

export const panelQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['inbox', 'panel', conversationId],
    queryFn: () =>
      read(api.GET('/internal/inbox/conversations/{conversationId}/panel', { params: { path: { conversationId } } })),
  });

export const quickRepliesQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['inbox', 'quick-replies', conversationId],
    queryFn: () => read(api.GET('/internal/inbox/quick-replies', { params: { query: { conversationId } } })),
  });

export const timelinesKey = ['inbox', 'timeline'] as const;
export const timelineKey = (conversationId: string) => [...timelinesKey, conversationId] as const;

export const timelineQuery = (conversationId: string) =>
  queryOptions({
    queryKey: timelineKey(conversationId),
    queryFn: (): Promise<TimelinePage> => readTimeline(conversationId, {}),
  });

export function readTimeline(
  conversationId: string,
  place: { before?: string; after?: string },
): Promise<TimelinePage> {
  const params = { path: { conversationId }, query: place };
  return read(api.GET('/internal/inbox/conversations/{conversationId}/timeline', { params }));
}

/** Puts items into a timeline that is open, in their order; of two with one id the newer version holds. */
export function mergeTimeline(queryClient: QueryClient, conversationId: string, items: readonly TimelineItem[]): void {
  queryClient.setQueryData(timelineKey(conversationId), (page: TimelinePage | undefined) =>
    page === undefined ? page : { ...page, items: mergeItems(page.items, items) },
  );
}

export function mergeItems(known: readonly TimelineItem[], fresh: readonly TimelineItem[]): TimelineItem[] {
  const byId = new Map(known.map((item) => [item.id, item]));
  for (const item of fresh) {
    const before = byId.get(item.id);
    const isOld = before?.kind === 'message' && item.kind === 'message' && before.version > item.version;
    if (!isOld) byId.set(item.id, item);
  }
  // Ids rise with time; moments of customers' messages are whole seconds of WhatsApp's and would stand before what was answered.
  return [...byId.values()].sort((a, b) => compare(a.id, b.id));
}

/** A file has come, or never will: its message is shown with it in every timeline that is open. */
export function mergeMedia(queryClient: QueryClient, { mediaId, ...change }: MediaChange): void {
  queryClient.setQueriesData<TimelinePage>({ queryKey: timelinesKey }, (page) => {
    const isShown = page?.items.some((item) => item.kind === 'message' && item.media?.id === mediaId);
    if (!page || !isShown) return page;
    const items = page.items.map((item) =>
      item.kind === 'message' && item.media?.id === mediaId ? { ...item, media: { ...item.media, ...change } } : item,
    );
    return { ...page, items };
  });
}

/** Puts a row into every list and head that shows the conversation. */
export function mergeRow(queryClient: QueryClient, row: ConversationRow): void {
  queryClient.setQueryData(headQuery(row.id).queryKey, (head) =>
    head && head.conversation.version <= row.version ? { ...head, conversation: row } : head,
  );
  queryClient.setQueriesData<InfiniteData<ConversationPage>>({ queryKey: ['inbox', 'list'] }, (data) => {
    if (!data?.pages.some((page) => page.conversations.some(({ id }) => id === row.id))) return data;
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        conversations: page.conversations.map((known) =>
          known.id === row.id && known.version <= row.version ? row : known,
        ),
      })),
    };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
