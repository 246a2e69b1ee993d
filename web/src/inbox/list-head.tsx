import { ActionIcon, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconMessagePlus, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Counts } from '../api/types.ts';
import { words } from '../ui/words.ts';
import { countsQuery } from './inbox-queries.ts';
import { type InboxSearch, type View, viewNames, views } from './inbox-search.ts';
import { ListFilters } from './list-filters.tsx';
import { hasFilters, noFilters, savedViewsQuery, toSearch } from './saved-views.ts';
import { ViewMenu } from './view-menu.tsx';

interface Props {
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
  readonly onStart: () => void;
}

/** Above the list: which view, filters, a search, and a new conversation. */
export function ListHead({ search, onSearch, onStart }: Props) {
  return (
    <div style={{ padding: '10px 12px', borderBottom: '1px solid var(--line)' }}>
      <Group gap={6} wrap="nowrap" mb={8}>
        <ViewPicker search={search} onSearch={onSearch} />
        <ListFilters search={search} onSearch={onSearch} />
        <ViewMenu search={search} onSearch={onSearch} />
        <ActionIcon variant="default" size={36} aria-label="Start a conversation" onClick={onStart}>
          <IconMessagePlus size={18} />
        </ActionIcon>
      </Group>
      <SearchField said={search.q ?? ''} onSearch={onSearch} />
      {search.q !== undefined && (
        <Text size="xs" c="var(--quiet)" mt={6}>
          {hasFilters(search) ? words.inbox.searchesFiltered : words.inbox.searchesAll}
        </Text>
      )}
    </div>
  );
}

function ViewPicker({ search, onSearch }: Omit<Props, 'onStart'>) {
  const counts = useQuery(countsQuery);
  const saved = useQuery(savedViewsQuery).data ?? [];
  const chosen = saved.find(({ id }) => id === search.saved);
  const builtIn = views.map((view) => ({ value: view, label: viewNames[view] + countOf(view, counts.data) }));
  const choose = (value: string): void => {
    const view = saved.find(({ id }) => id === value);
    onSearch(view ? toSearch(view) : { ...noFilters, view: value as View });
  };
  const groups = [
    { group: 'Views', items: builtIn },
    { group: 'Mine', items: toItems(saved.filter(({ isShared }) => !isShared)) },
    { group: 'Of the team', items: toItems(saved.filter(({ isShared }) => isShared)) },
  ];
  return (
    <Select
      aria-label="View"
      data={groups.filter(({ items }) => items.length > 0)}
      value={chosen?.id ?? search.view ?? 'open'}
      allowDeselect={false}
      maxDropdownHeight={420}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      onChange={(value) => choose(value ?? 'open')}
      style={{ flex: 1 }}
      styles={{ input: { fontWeight: 600, textOverflow: 'ellipsis' } }}
    />
  );
}

function SearchField({ said, onSearch }: { said: string; onSearch: Props['onSearch'] }) {
  const [text, setText] = useState(said);
  // What a saved view or the address searches for stands in the field.
  useEffect(() => setText((now) => (now.trim() === said ? now : said)), [said]);
  const look = useDebouncedCallback((q: string) => onSearch({ q: q || undefined }), 250);
  const type = (value: string): void => {
    setText(value);
    look(value.trim());
  };
  return (
    <TextInput
      aria-label={words.inbox.search}
      placeholder={words.inbox.search}
      data-key="search"
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && type('')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text && (
          <ActionIcon variant="subtle" color="gray" aria-label="Clear the search" onClick={() => type('')}>
            <IconX size={16} />
          </ActionIcon>
        )
      }
    />
  );
}

function toItems(saved: readonly { id: string; name: string }[]): { value: string; label: string }[] {
  return saved.map(({ id, name }) => ({ value: id, label: name }));
}

function countOf(view: View, counts: Counts | undefined): string {
  const count = {
    open: counts?.open,
    mine: counts?.mine,
    unassigned: counts?.unassigned,
    unread: counts?.unread,
    favourites: counts?.favourites,
    closing: undefined,
    all: undefined,
    solved: undefined,
  }[view];
  return count ? `  ${count > 99 ? '99+' : count}` : '';
}
