import { Button, Group, Select, Table, TextInput, Title } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ListEnd } from '../ui/list-end.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { type Campaign, type Recipient, recipientsQuery } from './campaign-queries.ts';
import { type DetailSearch, type RecipientState, recipientStates } from './campaign-search.ts';
import { recipientNames } from './campaign-words.ts';

interface Props {
  readonly campaign: Campaign;
  readonly search: DetailSearch;
  readonly onChange: (part: { state?: RecipientState | undefined; q?: string }) => void;
}

/** The people of a campaign, one by one. */
export function RecipientTable({ campaign, search, onChange }: Props) {
  const { state, q } = search;
  const list = useInfiniteQuery(recipientsQuery(campaign.id, { ...(state ? { state } : {}), ...(q ? { q } : {}) }));
  const rows = list.data?.pages.flatMap((page) => page.recipients) ?? [];
  // While one page is shown it keeps up with the counters; further down nothing moves under the eyes.
  const figures = JSON.stringify(campaign.counters);
  const shownFigures = useRef(figures);
  const isShort = (list.data?.pages.length ?? 0) <= 1;
  const { refetch } = list;
  useEffect(() => {
    if (shownFigures.current === figures || !isShort) return;
    shownFigures.current = figures;
    void refetch();
  }, [figures, isShort, refetch]);
  const download = `/internal/campaigns/${campaign.id}/export${state ? `?state=${state}` : ''}`;
  return (
    <section aria-label="Recipients">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          People
        </Title>
        <Button
          component="a"
          href={download}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          Export as CSV
        </Button>
      </Group>
      <Filters search={search} onChange={onChange} onRefresh={() => void list.refetch()} />
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <EmptyState title="Nobody here" hint="Take another state or search." />}
      {rows.length > 0 && <People rows={rows} />}
      <ListEnd list={list} more="More" end={rows.length > 0 && 'That is all'} mt="xs" size="xs" />
    </section>
  );
}

function Filters({ search, onChange, onRefresh }: Omit<Props, 'campaign'> & { onRefresh: () => void }) {
  return (
    <Group gap="xs" mb="xs">
      <Select
        size="xs"
        aria-label="What became of them"
        placeholder="Everybody"
        clearable
        data={recipientStates.map((value) => ({ value, label: recipientNames[value] }))}
        value={search.state ?? null}
        onChange={(value) => onChange({ state: recipientStates.find((known) => known === value) })}
      />
      <TextInput
        size="xs"
        aria-label="Search people"
        placeholder="Name or number"
        defaultValue={search.q ?? ''}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={onRefresh}>
        Read again
      </Button>
    </Group>
  );
}

function People({ rows }: { rows: readonly Recipient[] }) {
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table highlightOnHover aria-label="Recipients">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Person</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th>When</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Person key={row.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Person({ row }: { row: Recipient }) {
  const time = useTime();
  const at = row.repliedAt ?? row.readAt ?? row.deliveredAt ?? row.sentAt ?? row.dueAt;
  return (
    <Table.Tr>
      <Table.Td>
        {row.name && row.name !== row.phone ? `${row.name}, ` : ''}
        {row.phone ? `+${row.phone}` : (row.bsuid ?? 'No number')}
      </Table.Td>
      <Table.Td c={row.state === 'failed' ? 'var(--bad)' : undefined}>{recipientNames[row.state]}</Table.Td>
      <Table.Td maw={340}>{row.reason}</Table.Td>
      <Table.Td>{at ? time.full(at) : ''}</Table.Td>
    </Table.Tr>
  );
}
