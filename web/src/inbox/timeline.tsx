import { Loader, Skeleton, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useCallback, useEffect, useRef, useState } from 'react';
import type { MessageItem, TimelineItem, TimelinePage } from '../api/types.ts';
import { ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { mergeItems, readTimeline, timelineKey, timelineQuery } from './inbox-queries.ts';
import { MessageBubble } from './message-bubble.tsx';
import { NoteBubble } from './note-bubble.tsx';
import { TimelineJumps } from './timeline-jumps.tsx';

interface Props {
  readonly conversationId: string;
  readonly firstUnreadId: string | undefined;
  readonly onQuote: (message: MessageItem) => void;
  readonly onReact: (messageId: string, emoji: string) => void;
  readonly onRetry: (message: MessageItem) => void;
}

/** What was said, newest at the foot. Scrolling up brings older pages and keeps its place. */
export function Timeline({ conversationId, firstUnreadId, onQuote, onReact, onRetry }: Props) {
  const timeline = useQuery(timelineQuery(conversationId));
  const queryClient = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const { data } = timeline;
  const oldestId = data?.items[0]?.id;
  const hasOlder = data?.hasOlder === true;
  const loadBefore = useCallback(
    async (before: string) => {
      const older = await readTimeline(conversationId, { before });
      queryClient.setQueryData(timelineKey(conversationId), (page: TimelinePage | undefined) =>
        page ? { ...page, items: mergeItems(page.items, older.items), hasOlder: older.hasOlder } : page,
      );
    },
    [conversationId, queryClient],
  );
  const loadOlder = useCallback(async () => {
    if (!oldestId) return;
    setLoadingOlder(true);
    try {
      await loadBefore(oldestId);
    } finally {
      setLoadingOlder(false);
    }
  }, [loadBefore, oldestId]);
  const bringFirstUnread = useCallback(async () => {
    const known = (): TimelinePage | undefined => queryClient.getQueryData(timelineKey(conversationId));
    for (let page = known(); page?.hasOlder && !page.items.some(({ id }) => id === firstUnreadId); page = known()) {
      const [oldest] = page.items;
      if (!oldest) return;
      await loadBefore(oldest.id);
    }
  }, [conversationId, queryClient, loadBefore, firstUnreadId]);
  useEffect(() => {
    const sentinel = top.current;
    if (!sentinel || !hasOlder) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && void loadOlder(), {
      root: scroller.current,
      rootMargin: '400px',
    });
    watcher.observe(sentinel);
    return () => watcher.disconnect();
  }, [hasOlder, loadOlder]);

  if (timeline.isError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />;
  return (
    <div className="timeline-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="timeline" ref={scroller} tabIndex={0} role="log" aria-label="Messages">
        <div className="timeline-items">
          <div ref={top} style={{ minHeight: 1, textAlign: 'center' }}>
            {isLoadingOlder && <Loader size="xs" role="status" aria-label="Loading older messages" />}
          </div>
          {data ? <Items items={data.items} {...{ firstUnreadId, onQuote, onReact, onRetry }} /> : <TimelineSkeleton />}
          {data?.items.length === 0 && (
            <Text ta="center" size="sm" c="var(--quiet)">
              Nothing has been said here yet.
            </Text>
          )}
        </div>
      </div>
      {data && (
        <TimelineJumps
          scroller={scroller}
          newestId={data.items.at(-1)?.id}
          onFirstUnread={firstUnreadId ? bringFirstUnread : undefined}
        />
      )}
    </div>
  );
}

function Items({
  items,
  firstUnreadId,
  onQuote,
  onReact,
  onRetry,
}: Omit<Props, 'conversationId'> & { items: readonly TimelineItem[] }) {
  const time = useTime();
  let day = '';
  return items.map((item) => {
    const isWaiting = item.id.startsWith('waiting-');
    const dayKey = isWaiting ? day : time.dayKey(item.at);
    const startsDay = dayKey !== day;
    day = dayKey;
    return (
      <Fragment key={item.id}>
        {startsDay && <div className="day-line">{time.day(item.at)}</div>}
        {item.id === firstUnreadId && <div className="unread-line">New</div>}
        {item.kind === 'message' && (
          <MessageBubble message={item} isWaiting={isWaiting} onQuote={onQuote} onReact={onReact} onRetry={onRetry} />
        )}
        {item.kind === 'note' && <NoteBubble note={item} />}
        {item.kind === 'ticket' && (
          <div className="event-line">
            <bdi>{item.description}</bdi> · {time.clock(item.at)}
          </div>
        )}
      </Fragment>
    );
  });
}

function TimelineSkeleton() {
  return (
    <div aria-hidden>
      {[180, 260, 140, 300].map((width, index) => (
        <Skeleton key={width} height={44} width={width} radius={12} mb={10} ms={index % 2 ? 'auto' : 0} />
      ))}
    </div>
  );
}
