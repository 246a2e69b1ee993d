import './campaigns.css';
import { ActionIcon, Badge, Button, Group, Menu, Progress, Select, Table, Text, TextInput, Title } from '@mantine/core';
import { IconCopy, IconDots, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { changeFilter } from '../ui/change-filter.ts';
import { ListEnd } from '../ui/list-end.tsx';
import { percentText, toPercent } from '../ui/percent.ts';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { type Campaign, campaignsQuery } from './campaign-queries.ts';
import { campaignStates, type ListSearch } from './campaign-search.ts';
import { holdOf, number, people, stateColours, stateNames } from './campaign-words.ts';
import { DraftList } from './draft-list.tsx';
import { useCopy } from './use-copy.ts';

/** All campaigns, those of programs too, and the drafts. */
export function CampaignsPage() {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const maySend = useSession().permissions.includes('campaigns.send');
  const list = useInfiniteQuery(campaignsQuery(search));
  const rows = list.data?.pages.flatMap((page) => page.campaigns) ?? [];
  const isFiltered = search.state !== undefined || search.q !== undefined;
  const change = (part: { state?: string | null; q?: string }): void => {
    void navigate({ to: '/campaigns', search: changeFilter(search, part), replace: true });
  };
  return (
    <div className="campaigns-page">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h3">
          Campaigns
        </Title>
        {maySend && <NewButton />}
      </Group>
      {maySend && <DraftList />}
      <Group gap="xs" mb="sm">
        <TextInput
          aria-label="Search campaigns"
          placeholder="Name or template"
          leftSection={<IconSearch size={14} aria-hidden />}
          defaultValue={search.q ?? ''}
          onChange={(event) => change({ q: event.currentTarget.value })}
        />
        <Select
          aria-label="State"
          placeholder="Any state"
          clearable
          data={campaignStates.map((value) => ({ value, label: stateNames[value] }))}
          value={search.state ?? null}
          onChange={(state) => change({ state })}
        />
      </Group>
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <Nothing isFiltered={isFiltered} maySend={maySend} />}
      {rows.length > 0 && <CampaignTable rows={rows} maySend={maySend} />}
      <ListEnd list={list} more="Older ones" end={rows.length > 0 && 'That is all'} mt="sm" />
    </div>
  );
}

function NewButton() {
  return (
    <Button renderRoot={(props) => <Link to="/campaigns/new" {...props} />} leftSection={<IconPlus size={16} />}>
      New campaign
    </Button>
  );
}

function Nothing({ isFiltered, maySend }: { isFiltered: boolean; maySend: boolean }) {
  if (isFiltered)
    return <EmptyState h="auto" title="No campaign fits" hint="Search for another word, or take any state." />;
  return (
    <EmptyState h="auto" title="No campaign yet" hint="A campaign sends one template to many people, after a dry run.">
      {maySend && <NewButton />}
    </EmptyState>
  );
}

function CampaignTable({ rows, maySend }: { rows: readonly Campaign[]; maySend: boolean }) {
  return (
    <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Campaign</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Progress</Table.Th>
            <Table.Th>Delivered</Table.Th>
            <Table.Th>Read</Table.Th>
            <Table.Th>Failed</Table.Th>
            <Table.Th>When</Table.Th>
            {maySend && <Table.Th aria-label="Actions" />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} maySend={maySend} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ row, maySend }: { row: Campaign; maySend: boolean }) {
  const time = useTime();
  const copy = useCopy();
  const { counters, recipients } = row;
  const done = recipients - counters.pending - counters.queued;
  return (
    <Table.Tr>
      <Table.Td maw={260}>
        <Link to="/campaigns/$campaignId" params={{ campaignId: row.id }} className="campaign-link clip">
          {row.name || 'Without a name'}
        </Link>
        <Text size="xs" c="var(--quiet)" className="clip">
          {row.templateName ?? 'Template is gone'}, {people(recipients)}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge campaign={row} />
      </Table.Td>
      <Table.Td miw={110}>
        <Progress value={toPercent(done, recipients)} size="sm" aria-label={`${percentText(done, recipients)} done`} />
        <Text size="xs" c="var(--quiet)">
          {number(done)} of {number(recipients)}
        </Text>
      </Table.Td>
      <Table.Td>{number(counters.delivered)}</Table.Td>
      <Table.Td>{number(counters.read)}</Table.Td>
      <Table.Td c={counters.failed > 0 ? 'var(--bad)' : undefined}>{number(counters.failed)}</Table.Td>
      <Table.Td>{time.full(row.state === 'scheduled' ? row.scheduledAt : (row.startedAt ?? row.createdAt))}</Table.Td>
      {maySend && (
        <Table.Td>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Actions of ${row.name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void copy(row.id)}>
                Copy into a new one
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

export function StateBadge({ campaign }: { campaign: Campaign }) {
  const { state } = campaign;
  return (
    <Badge
      variant="outline"
      miw="max-content"
      color={stateColours[state]}
      title={holdOf(campaign)?.text}
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      {stateNames[state]}
      {campaign.waitingFor ? ', waits' : ''}
    </Badge>
  );
}
