import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { developerPagesFor } from '../developer/developer-pages.ts';
import { listQuery } from '../inbox/inbox-queries.ts';
import { viewNames, views } from '../inbox/inbox-search.ts';
import { addressOf, nameOf } from '../inbox/message-words.ts';
import { savedViewsQuery, toSearch } from '../inbox/saved-views.ts';
import { useSession } from '../session/session.ts';
import { pagesFor } from './pages.ts';

const maxShown = 40;
const listClass = 'command-lines';

/** Ctrl-K: reaches every page, view and conversation. */
export function CommandBar() {
  const navigate = useNavigate();
  const { permissions } = useSession();
  const [query, setQuery] = useState('');
  // It is fetched when it is first asked for, and opens then.
  useEffect(() => spotlight.open(), []);
  const [asked] = useDebouncedValue(query.trim(), 150);
  const found = useInfiniteQuery({ ...listQuery({ search: asked }), enabled: asked.length > 1 });
  const conversations: SpotlightActionData[] = (found.data?.pages[0]?.conversations ?? []).slice(0, 8).map((row) => ({
    id: row.id,
    label: nameOf(row.contact),
    description: `${addressOf(row.contact)}, ${row.channel.name}`,
    keywords: asked,
    onClick: () => void navigate({ to: '/inbox/$conversationId', params: { conversationId: row.id } }),
  }));
  const saved = useQuery(savedViewsQuery).data ?? [];
  const places: SpotlightActionData[] = [
    ...pagesFor(permissions)
      .filter(({ to }) => to !== '/inbox' && to !== '/developer')
      .map(({ to, label }) => ({ id: to, label, onClick: () => void navigate({ to }) })),
    ...views.map((view) => ({
      id: `view-${view}`,
      label: `Inbox: ${viewNames[view]}`,
      onClick: () => void navigate({ to: '/inbox', search: { view } }),
    })),
    ...saved.map((view) => ({
      id: `view-${view.id}`,
      label: `Inbox: ${view.name}`,
      onClick: () => void navigate({ to: '/inbox', search: toSearch(view) }),
    })),
    ...developerPagesFor(permissions).map(({ to, label }) => ({
      id: to,
      label: `Developer: ${label}`,
      onClick: () => void navigate({ to }),
    })),
  ];
  const actions: SpotlightActionGroupData[] = [
    { group: 'Conversations', actions: conversations },
    { group: 'Pages', actions: places },
  ];
  const foundIds = conversations.map(({ id }) => id).join();
  // The bar chooses its first line as one types; what is found later comes when that has been done.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other lines another one is the first
  useEffect(() => {
    const lines = [...document.querySelectorAll<HTMLElement>(`.${listClass} [data-action]`)];
    if (query && !lines.some((line) => line.dataset.selected)) lines[0]?.setAttribute('data-selected', 'true');
  }, [foundIds, query]);
  return (
    <Spotlight
      classNames={{ actionsList: listClass }}
      // See-through, it would be too faint on the chosen line.
      styles={{ actionDescription: { opacity: 1 } }}
      attributes={{ content: { 'aria-label': 'Command bar' } }}
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod+K"
      limit={maxShown}
      scrollable
      maxHeight={480}
      nothingFound="Nothing found"
      searchProps={{ placeholder: 'Go to a page or a conversation', 'aria-label': 'Command' }}
    />
  );
}
