import type { QueryClient } from '@tanstack/react-query';
import type { LiveFrame, TimelineItem } from '../api/types.ts';
import {
  countsQuery,
  headQuery,
  mergeMedia,
  mergeRow,
  mergeTimeline,
  timelineKey,
  timelinesKey,
} from '../inbox/inbox-queries.ts';
import { alsoAfterReads, readAnew } from './after-reads.ts';
import { followSharedStream } from './shared-stream.ts';

export interface LiveHooks {
  /** True while frames come; false while the connection is being made again. */
  onConnected(isConnected: boolean): void;
  /** Every frame, after it has been taken in, and whether this window speaks for all those of the browser. */
  onFrame(frame: LiveFrame, isSpeaker: boolean): void;
}

/** Imports and edits of contacts that are shown. */
const contactJobsKey = ['contact-jobs'];
const inboxKey = ['inbox'];

/** Follows what happens and puts it into what is shown. */
export function followLive(queryClient: QueryClient, operatorId: string, hooks: LiveHooks): () => void {
  return followSharedStream(operatorId, (signal) => {
    switch (signal.kind) {
      case 'connected':
      case 'broken':
        hooks.onConnected(signal.kind === 'connected');
        return;
      case 'anew':
        readAnew(queryClient, inboxKey);
        readAnew(queryClient, contactJobsKey);
        return;
      default: {
        const frame = { type: signal.type, ...JSON.parse(signal.data || '{}') } as LiveFrame;
        takeFrame(queryClient, frame);
        hooks.onFrame(frame, signal.isSpeaker !== false);
      }
    }
  });
}

function takeFrame(queryClient: QueryClient, frame: LiveFrame): void {
  switch (frame.type) {
    case 'conversation':
      if (frame.conversation) takeConversation(queryClient, frame.conversation);
      return;
    case 'message':
      if (frame.message) takeItem(queryClient, frame.message);
      return;
    case 'ticket':
      if (frame.item) takeItem(queryClient, frame.item);
      return;
    case 'note':
      if (frame.note) takeItem(queryClient, frame.note);
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
      if (frame.scheduledMessage) readAnew(queryClient, headQuery(frame.scheduledMessage.conversationId).queryKey);
      return;
    case 'media': {
      const { media } = frame;
      if (media) alsoAfterReads(queryClient, timelinesKey, () => mergeMedia(queryClient, media));
      return;
    }
    case 'contactJob':
      readAnew(queryClient, contactJobsKey);
      return;
    case 'reset':
      readAnew(queryClient, contactJobsKey);
      readAnew(queryClient, inboxKey);
      return;
    case 'list.stale':
    case 'conversation.gone':
      readAnew(queryClient, inboxKey);
      return;
    default:
  }
}

function takeConversation(queryClient: QueryClient, row: NonNullable<LiveFrame['conversation']>): void {
  alsoAfterReads(queryClient, inboxKey, () => mergeRow(queryClient, row));
  void queryClient.invalidateQueries({ queryKey: ['inbox', 'panel', row.id] });
}

function takeItem(queryClient: QueryClient, item: TimelineItem): void {
  const { conversationId } = item;
  const take = (): void => mergeTimeline(queryClient, conversationId, [item]);
  alsoAfterReads(queryClient, timelineKey(conversationId), take);
}
