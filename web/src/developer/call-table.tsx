import { Anchor, Table, Text } from '@mantine/core';
import { useTime } from '../ui/use-time.ts';
import type { LoggedCall } from './request-queries.ts';

interface Props {
  readonly rows: readonly LoggedCall[];
  readonly chosen: string | undefined;
  readonly onOpen: (callId: string) => void;
}

/** Calls, the newest first. */
export function CallTable({ rows, chosen, onOpen }: Props) {
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>Answer</Table.Th>
            <Table.Th>Call</Table.Th>
            <Table.Th>By</Table.Th>
            <Table.Th w={80}>Took</Table.Th>
            <Table.Th w={200}>When</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <CallRow key={row.id} row={row} isChosen={row.id === chosen} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function CallRow({ row, isChosen, onOpen }: { row: LoggedCall; isChosen: boolean; onOpen: Props['onOpen'] }) {
  const time = useTime();
  return (
    <Table.Tr className="call-row" aria-selected={isChosen} onClick={() => onOpen(row.id)}>
      <Table.Td>
        <span className="outcome" data-failed={row.failed || undefined}>
          {row.status}
        </span>
        {row.failed && row.status < 400 && (
          <Text size="xs" c="var(--bad)">
            refused
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Anchor
          component="button"
          size="sm"
          c="var(--link)"
          underline="always"
          onClick={(event) => {
            event.stopPropagation();
            onOpen(row.id);
          }}
        >
          {row.operation}
        </Anchor>
        <div className="path">
          <span className="method" data-writes={row.method === 'GET' ? undefined : true} data-method={row.method}>
            {row.method}
          </span>
          {row.path}
        </div>
        {row.reason && (
          <Text size="xs" c="var(--bad)">
            {row.reason}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{callerOf(row)}</Table.Td>
      <Table.Td className="outcome">{tookOf(row)}</Table.Td>
      <Table.Td>{time.exact(row.at)}</Table.Td>
    </Table.Tr>
  );
}

export function callerOf({ token, person }: LoggedCall): string {
  if (person) return `${person.name}, in the reference`;
  return token?.name || 'A token that was removed';
}

export function tookOf({ durationMs }: LoggedCall): string {
  return `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`;
}
