import { Anchor, Button, Group, Select, Table, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLiveFrames } from '../live/live-context.tsx';
import { changeFilter } from '../ui/change-filter.ts';
import { ListEnd } from '../ui/list-end.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import {
  type DeliveryFilter,
  type DeliveryState,
  type DeliverySummary,
  deliveriesQuery,
  type Endpoint,
} from './webhook-queries.ts';

const states: readonly DeliveryState[] = ['waiting', 'delivered', 'failed', 'missed'];

/** The log of an endpoint, newest first. */
export function DeliveryTable({ endpoint, onOpen }: { endpoint: Endpoint; onOpen: (deliveryId: string) => void }) {
  const [filter, setFilter] = useState<DeliveryFilter>({});
  const [hasNews, setNews] = useState(false);
  const log = useInfiniteQuery(deliveriesQuery(endpoint.id, filter));
  const rows = log.data?.pages.flatMap((page) => page.deliveries) ?? [];
  useLiveFrames(({ type }) => type === 'message' && setNews(true));
  const change = (part: Partial<Record<keyof DeliveryFilter, string | null>>): void => {
    setFilter(changeFilter(filter, part));
  };
  const refresh = (): void => {
    setNews(false);
    void log.refetch();
  };
  return (
    <section aria-label="Deliveries">
      <Group gap="xs" mb="xs">
        <Select
          size="xs"
          aria-label="State"
          placeholder="Any state"
          clearable
          data={[...states]}
          value={filter.state ?? null}
          onChange={(state) => change({ state })}
        />
        <Select
          size="xs"
          aria-label="Event"
          placeholder="Any event"
          clearable
          searchable
          data={endpoint.eventTypes}
          value={filter.eventType ?? null}
          onChange={(eventType) => change({ eventType })}
        />
        <Button
          size="xs"
          variant={hasNews ? 'light' : 'default'}
          leftSection={<IconRefresh size={14} />}
          onClick={refresh}
        >
          {hasNews ? 'There is more' : 'Read again'}
        </Button>
      </Group>
      {log.isPending && <RowsSkeleton rows={4} />}
      {log.isError && <ErrorState error={log.error} onRetry={refresh} />}
      {log.data && rows.length === 0 && (
        <EmptyState
          title="Nothing was sent"
          hint="Send a test event, or let a customer write on the phone beside the inbox."
        />
      )}
      {rows.length > 0 && (
        <Table.ScrollContainer minWidth={640}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Event</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Answer</Table.Th>
                <Table.Th>Tries</Table.Th>
                <Table.Th>When</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} onOpen={onOpen} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <ListEnd list={log} more="Older ones" mt="xs" size="xs" />
    </section>
  );
}

function Row({ row, onOpen }: { row: DeliverySummary; onOpen: (deliveryId: string) => void }) {
  const time = useTime();
  const colour = row.state === 'failed' || row.state === 'missed' ? 'var(--bad)' : undefined;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component="button" size="sm" c="var(--link)" underline="always" onClick={() => onOpen(row.id)}>
          {row.eventType}
        </Anchor>
        {row.test && (
          <Text span size="xs" c="var(--quiet)">
            {' '}
            test
          </Text>
        )}
      </Table.Td>
      <Table.Td c={colour}>{row.state}</Table.Td>
      <Table.Td>{answerOf(row)}</Table.Td>
      <Table.Td>{row.attempts}</Table.Td>
      <Table.Td>{time.full(row.createdAt)}</Table.Td>
    </Table.Tr>
  );
}

function answerOf({ lastStatus, lastError, lastDurationMs }: DeliverySummary): string {
  if (lastStatus === null) return lastError ?? 'not tried yet';
  return lastDurationMs === null ? String(lastStatus) : `${lastStatus} in ${lastDurationMs} ms`;
}
