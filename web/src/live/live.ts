import type { QueryClient } from '@tanstack/react-query';
import type { LiveFrame } from '../api/types.ts';
import { countsQuery, headQuery, mergeMedia, mergeRow, mergeTimeline } from '../inbox/inbox-queries.ts';

export interface LiveHooks {
  /** True while frames come; false while the connection is being made again. */
  onConnected(isConnected: boolean): void;
  /** Every frame, after it has been taken in. */
  onFrame(frame: LiveFrame): void;
}

const frameTypes = [
  'hello',
  'reset',
  'conversation',
  'conversation.gone',
  'list.stale',
  'message',
  'ticket',
  'note',
  'mention',
  'counts',
  'presence',
  'scheduled',
  'media',
  'contactJob',
] as const;

/** Imports and edits of contacts that are shown. */
const contactJobsKey = ['contact-jobs'];

/** Follows what happens and puts it into what is shown. The browser comes back by itself with the last id it saw. */
export function followLive(queryClient: QueryClient, hooks: LiveHooks): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const open = (): void => {
    source = new EventSource('/internal/live');
    source.onopen = () => hooks.onConnected(true);
    source.onerror = () => {
      hooks.onConnected(false);
      // A refusal closes for good: begin anew, and read what was missed.
      if (source?.readyState === EventSource.CLOSED && !isStopped) again = setTimeout(reopen, 3_000);
    };
    for (const type of frameTypes) {
      source.addEventListener(type, (event) => {
        const frame = { type, ...JSON.parse((event as MessageEvent<string>).data || '{}') } as LiveFrame;
        takeFrame(queryClient, frame);
        hooks.onFrame(frame);
      });
    }
  };
  const reopen = (): void => {
    void queryClient.invalidateQueries({ queryKey: ['inbox'] });
    void queryClient.invalidateQueries({ queryKey: contactJobsKey });
    open();
  };

  open();
  return () => {
    isStopped = true;
    clearTimeout(again);
    source?.close();
  };
}

function takeFrame(queryClient: QueryClient, frame: LiveFrame): void {
  switch (frame.type) {
    case 'conversation':
      if (frame.conversation) takeConversation(queryClient, frame.conversation);
      return;
    case 'message':
      if (frame.message) mergeTimeline(queryClient, frame.message.conversationId, [frame.message]);
      return;
    case 'ticket':
      if (frame.item) mergeTimeline(queryClient, frame.item.conversationId, [frame.item]);
      return;
    case 'note':
      if (frame.note) mergeTimeline(queryClient, frame.note.conversationId, [frame.note]);
      return;
    case 'counts':
      if (frame.counts) queryClient.setQueryData(countsQuery.queryKey, frame.counts);
      return;
    case 'presence': {
      const { conversationId, presence } = frame;
      if (!conversationId || !presence) return;
      queryClient.setQueryData(headQuery(conversationId).queryKey, (head) => head && { ...head, presence });
      return;
    }
    case 'scheduled':
      if (frame.scheduledMessage) {
        void queryClient.invalidateQueries({ queryKey: headQuery(frame.scheduledMessage.conversationId).queryKey });
      }
      return;
    case 'media':
      if (frame.media) mergeMedia(queryClient, frame.media);
      return;
    case 'contactJob':
      void queryClient.invalidateQueries({ queryKey: contactJobsKey });
      return;
    case 'reset':
      void queryClient.invalidateQueries({ queryKey: contactJobsKey });
      void queryClient.invalidateQueries({ queryKey: ['inbox'] });
      return;
    case 'list.stale':
    case 'conversation.gone':
      void queryClient.invalidateQueries({ queryKey: ['inbox'] });
      return;
    default:
  }
}

function takeConversation(queryClient: QueryClient, row: NonNullable<LiveFrame['conversation']>): void {
  mergeRow(queryClient, row);
  void queryClient.invalidateQueries({ queryKey: ['inbox', 'panel', row.id] });
}
