import { ActionIcon, Badge, Button, Drawer, Group, Menu, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconColumns3, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConditionBuilder, completeGroups } from './condition-builder.tsx';
import { listColumns, useColumns } from './contact-columns.ts';
import { facetsQuery, segmentsQuery } from './contact-queries.ts';
import { type ContactsSearch, countFilters, type YesNo } from './contacts-search.ts';

interface Props {
  readonly search: ContactsSearch;
  readonly count: { total: number; isMore: boolean } | undefined;
  readonly onSearch: (changed: Partial<ContactsSearch>) => void;
}

const numbers = new Intl.NumberFormat();

export function countWords(count: { total: number; isMore: boolean } | undefined): string {
  if (count === undefined) return '';
  const people = count.total === 1 && !count.isMore ? 'contact' : 'contacts';
  return `${count.isMore ? 'more than ' : ''}${numbers.format(count.total)} ${people}`;
}

/** Search, filters and columns, with the number of those who match. */
export function FilterBar({ search, count, onSearch }: Props) {
  const [text, setText] = useState(search.q ?? '');
  const look = useDebouncedCallback((q: string) => onSearch({ q: q || undefined }), 250);
  const type = (value: string): void => {
    setText(value);
    look(value.trim());
  };
  const filters = countFilters(search);
  return (
    <div className="contacts-bar">
      <TextInput
        aria-label="Search names and numbers"
        placeholder="Search names and numbers"
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          text && (
            <ActionIcon variant="subtle" color="gray" aria-label="Clear the search" onClick={() => type('')}>
              <IconX size={16} />
            </ActionIcon>
          )
        }
        style={{ flex: '1 1 200px', maxWidth: 340 }}
      />
      <Button
        variant="default"
        leftSection={<IconFilter size={16} />}
        rightSection={filters > 0 && <Badge size="sm">{filters}</Badge>}
        onClick={() => onSearch({ dialog: 'filters' })}
      >
        Filters
      </Button>
      {filters > 0 && (
        <Button variant="subtle" onClick={() => onSearch(noFilters)}>
          Clear
        </Button>
      )}
      <ColumnMenu />
      <Text size="sm" c="var(--quiet)" role="status" style={{ marginInlineStart: 'auto' }}>
        {countWords(count)}
      </Text>
      {search.dialog === 'filters' && (
        <FilterDrawer
          search={search}
          count={count}
          onSearch={onSearch}
          onClose={() => onSearch({ dialog: undefined })}
        />
      )}
    </div>
  );
}

const noFilters: Partial<ContactsSearch> = {
  where: undefined,
  campaigns: undefined,
  optedIn: undefined,
  blocked: undefined,
  source: undefined,
  team: undefined,
  segment: undefined,
  tag: undefined,
  from: undefined,
  to: undefined,
};

function ColumnMenu() {
  const facets = useQuery(facetsQuery);
  const { keys, choose } = useColumns();
  const columns = listColumns(facets.data?.attributes ?? []);
  const toggle = (key: string): void => choose(keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]);
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
        {columns.map(({ key, title }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={keys.includes(key)}
            leftSection={<span aria-hidden>{keys.includes(key) ? '✓' : ' '}</span>}
            onClick={() => toggle(key)}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function FilterDrawer({ search, count, onSearch, onClose }: Props & { onClose: () => void }) {
  const facets = useQuery(facetsQuery);
  const segments = useQuery(segmentsQuery);
  const [groups, setGroups] = useState(search.where ?? []);
  const applyGroups = useDebouncedCallback((next: typeof groups) => {
    const where = completeGroups(next);
    onSearch({ where: where.length > 0 ? where : undefined });
  }, 300);
  const choice = (label: string, key: 'campaigns' | 'optedIn' | 'blocked') => (
    <Select
      label={label}
      placeholder="Either"
      clearable
      data={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]}
      value={search[key] ?? null}
      onChange={(value) => onSearch({ [key]: (value ?? undefined) as YesNo | undefined })}
      style={{ flex: 1 }}
    />
  );
  const named = (list: readonly { id: string; name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title="Filters" transitionProps={{ duration: 120 }}>
      <Stack gap="md">
        <Select
          label="Segment"
          placeholder="Any"
          clearable
          searchable
          data={named(segments.data)}
          value={search.segment ?? null}
          onChange={(value) => onSearch({ segment: value ?? undefined })}
        />
        <Group grow align="start">
          {choice('Campaigns', 'campaigns')}
          {choice('Opted in', 'optedIn')}
          {choice('Blocked', 'blocked')}
        </Group>
        <Group grow>
          <Select
            label="Team"
            placeholder="Any"
            clearable
            data={named(facets.data?.teams)}
            value={search.team ?? null}
            onChange={(value) => onSearch({ team: value ?? undefined })}
          />
          <Select
            label="Source"
            placeholder="Any"
            clearable
            data={facets.data?.sources ?? []}
            value={search.source ?? null}
            onChange={(value) => onSearch({ source: value ?? undefined })}
          />
        </Group>
        {(facets.data?.tags.length ?? 0) > 0 && (
          <Select
            label="Tag of a chat"
            placeholder="Any"
            clearable
            searchable
            data={named(facets.data?.tags)}
            value={search.tag ?? null}
            onChange={(value) => onSearch({ tag: value ?? undefined })}
          />
        )}
        <Group grow>
          <TextInput
            type="date"
            label="Created from"
            value={search.from ?? ''}
            onChange={(event) => onSearch({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label="to"
            value={search.to ?? ''}
            onChange={(event) => onSearch({ to: event.currentTarget.value || undefined })}
          />
        </Group>
        <section>
          <Text component="h3" size="sm" fw={500} mb={4}>
            Attributes
          </Text>
          <ConditionBuilder
            groups={groups}
            attributes={facets.data?.attributes ?? []}
            onChange={(next) => {
              setGroups(next);
              applyGroups(next);
            }}
          />
        </section>
        <Button onClick={onClose}>Show {countWords(count) || 'them'}</Button>
      </Stack>
    </Drawer>
  );
}
