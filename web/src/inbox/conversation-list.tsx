import { Button, Loader, Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationRow } from '../api/types.ts';
import { alsoAfterReads } from '../live/after-reads.ts';
import { useLiveFrames } from '../live/live-context.tsx';
import { useSession } from '../session/session.ts';
import { useDensity } from '../ui/density.ts';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { words } from '../ui/words.ts';
import { ConversationLine } from './conversation-line.tsx';
import { NewConversation } from './dialogs.ts';
import { listQuery } from './inbox-queries.ts';
import type { InboxSearch, ListQuery } from './inbox-search.ts';
import { ListHead } from './list-head.tsx';
import { fits, placeRow } from './list-placement.ts';
import { hasFilters, noFilters } from './saved-views.ts';

interface Props {
  readonly query: ListQuery;
  readonly search: InboxSearch;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
  readonly onOrder: (ids: readonly string[]) => void;
}

/** Pixels from the top within which the list counts as unread-through: rows may move then. */
const topPx = 40;

/** The conversations of a view, newest activity first. Rows change where they stand while one reads further down. */
export function ConversationList({ query, search, chosenId, onChoose, onSearch, onOrder }: Props) {
  const [isStarting, setStarting] = useState(false);
  return (
    <section className="pane list-pane" aria-label="Conversations">
      {chosenId === undefined && <VisuallyHidden component="h1">{words.nav.inbox}</VisuallyHidden>}
      <ListHead search={search} onSearch={onSearch} onStart={() => setStarting(true)} />
      <Rows {...{ query, search, chosenId, onChoose, onSearch, onOrder }} />
      {isStarting && <NewConversation onClose={() => setStarting(false)} onStarted={onChoose} />}
    </section>
  );
}

/** Nothing to show, with the way to something. */
function NoRows({ search, onSearch }: Pick<Props, 'search' | 'onSearch'>) {
  const { simulator } = useSession();
  const isNarrowed = search.q !== undefined || hasFilters(search);
  const { empty, emptyHint, emptyHintDemo, noMatch, noMatchHint, showAll } = words.inbox;
  const hint = simulator ? emptyHintDemo : emptyHint;
  return (
    <EmptyState title={isNarrowed ? noMatch : empty} hint={isNarrowed ? noMatchHint : hint}>
      {(isNarrowed || search.view !== 'all') && (
        <Button variant="default" onClick={() => onSearch({ ...noFilters, view: 'all' })}>
          {showAll}
        </Button>
      )}
    </EmptyState>
  );
}

function Rows({ query, search, chosenId, onChoose, onSearch, onOrder }: Props) {
  const list = useInfiniteQuery(listQuery(query));
  const scroller = useRef<HTMLDivElement>(null);
  const [density] = useDensity();
  const rows = useMemo(() => uniqueRows(list.data?.pages.flatMap((page) => page.conversations) ?? []), [list.data]);
  useEffect(() => onOrder(rows.map(({ id }) => id)), [rows, onOrder]);
  const height = density === 'compact' ? 62 : 76;
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? 'end',
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [virtual, height]);
  const chosenAt = rows.findIndex(({ id }) => id === chosenId);
  const isKnown = chosenAt >= 0;
  // Only another choice scrolls: a chosen row that moves is not followed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the row stands then
  useEffect(() => {
    if (isKnown) virtual.scrollToIndex(chosenAt);
  }, [chosenId, isKnown]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (last >= rows.length - 5 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const activity = useActivity({ query, rows, scroller, chosenId });

  if (list.isPending) return <RowsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0 && !hasNextPage) return <NoRows search={search} onSearch={onSearch} />;
  return (
    <div style={{ position: 'relative', flex: 1, minHeight: 0 }}>
      {activity.isWaiting && (
        <Button
          size="compact-sm"
          radius="xl"
          onClick={activity.show}
          style={{ position: 'absolute', top: 8, insetInlineStart: '50%', transform: 'translateX(-50%)', zIndex: 2 }}
        >
          {words.inbox.newActivity}
        </Button>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div ref={scroller} style={{ height: '100%', overflowY: 'auto' }} tabIndex={0}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rows[item.index];
            return (
              <div key={item.key} style={{ position: 'absolute', insetInline: 0, top: item.start, height: item.size }}>
                {row ? (
                  <ConversationLine row={row} isChosen={row.id === chosenId} onChoose={onChoose} />
                ) : (
                  <Text size="xs" c="var(--quiet)" ta="center" p="md">
                    {hasNextPage ? <Loader size="xs" role="status" aria-label="Loading" /> : words.inbox.end}
                  </Text>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface ActivityInput {
  readonly query: ListQuery;
  readonly rows: readonly ConversationRow[];
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly chosenId: string | undefined;
}

/**
 * Brings new activity to the top while the top is in view; further down it only says that there is some. The frame bears the
 * row, so that nothing is asked for; only what a search or the clock decides is read anew.
 */
function useActivity({ query, rows, scroller, chosenId }: ActivityInput): { isWaiting: boolean; show: () => void } {
  const queryClient = useQueryClient();
  const { operator } = useSession();
  const [isWaiting, setWaiting] = useState(false);
  const { queryKey } = listQuery(query);
  const refresh = useDebouncedCallback(() => {
    void queryClient.resetQueries({ queryKey, exact: true }, { cancelRefetch: true });
  }, 0);
  const refetchTop = useDebouncedCallback(() => {
    void queryClient.invalidateQueries({ queryKey, exact: true });
  }, 60);
  useLiveFrames(({ type, conversation }) => {
    if (type !== 'conversation' || !conversation) return;
    const known = rows.find(({ id }) => id === conversation.id);
    const belongs = fits(conversation, query, operator.id);
    const isMoved = conversation.lastActivityAt !== known?.lastActivityAt;
    if ((scroller.current?.scrollTop ?? 0) > topPx) {
      if (isMoved && belongs !== false) setWaiting(true);
    } else if (belongs === undefined) {
      if (isMoved) refetchTop();
    } else {
      // What one is reading stays in sight, also when it is read or solved.
      const stays = belongs || conversation.id === chosenId;
      alsoAfterReads(queryClient, queryKey, () =>
        queryClient.setQueryData(
          queryKey,
          (data) => data && placeRow(data, conversation, stays && (belongs || !!known)),
        ),
      );
    }
  });
  return {
    isWaiting,
    show() {
      setWaiting(false);
      scroller.current?.scrollTo({ top: 0 });
      refresh();
    },
  };
}

function uniqueRows(rows: readonly ConversationRow[]): ConversationRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
