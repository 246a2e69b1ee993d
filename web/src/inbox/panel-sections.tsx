import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Panel } from '../api/types.ts';
import { useTime } from '../ui/use-time.ts';

/** Lines of a list that are shown before one asks for more. */
const shownFirst = 3;

export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text component="h3" size="xs" fw={650} c="var(--quiet)" mb={4}>
        {title}
      </Text>
      {children}
    </section>
  );
}

/** The first few lines of a list, and the others when asked for. */
function Few<Item>({ items, line }: { items: readonly Item[]; line: (item: Item) => ReactNode }) {
  const [isAll, setAll] = useState(false);
  if (items.length === 0) return <Text size="sm">None yet.</Text>;
  return (
    <>
      {(isAll ? items : items.slice(0, shownFirst)).map(line)}
      {items.length > shownFirst && (
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? 'Fewer' : `${items.length - shownFirst} more`}
        </Button>
      )}
    </>
  );
}

export function Orders({ orders, conversationId }: { orders: Panel['orders']; conversationId: string }) {
  const time = useTime();
  return (
    <Few
      items={orders}
      line={(order) => (
        <div key={order.id}>
          <Group justify="space-between" gap={6} wrap="nowrap">
            <Text size="sm" fw={600}>
              {amountOf(order)}
            </Text>
            <Badge variant="default" size="sm">
              {stateOf(order)}
            </Badge>
          </Group>
          <Text size="xs" c="var(--quiet)" style={{ overflowWrap: 'anywhere' }}>
            {order.kind === 'basket' ? 'Basket' : `Order ${order.referenceId}`}, {order.items}{' '}
            {order.items === 1 ? 'item' : 'items'}, {time.full(order.at)}
            {order.conversationId !== conversationId && (
              <>
                {', '}
                <OtherChat id={order.conversationId}>in another conversation</OtherChat>
              </>
            )}
          </Text>
        </div>
      )}
    />
  );
}

export function Segments({ segments }: { segments: Panel['segments'] }) {
  if (segments.length === 0) return <Text size="sm">In none.</Text>;
  return (
    <Group gap={4}>
      {segments.map(({ id, name, kind }) => (
        <Badge
          key={id}
          variant="default"
          size="sm"
          tt="none"
          title={kind === 'dynamic' ? 'By its conditions' : 'Fixed'}
        >
          {name}
        </Badge>
      ))}
    </Group>
  );
}

/** What the customer takes now, and how that came about. */
export function Consent({ contact, consent }: Pick<Panel, 'contact' | 'consent'>) {
  const time = useTime();
  return (
    <>
      <Text size="sm">
        {contact.allowBroadcast ? 'Takes campaigns' : 'Takes no campaigns'}
        {contact.optedIn ? ', opted in' : ''}
      </Text>
      {consent.length > 0 && (
        <Few
          items={consent}
          line={({ allowBroadcast, by, at }) => (
            <Text key={at} size="xs" c="var(--quiet)">
              {time.full(at)}: {allowBroadcast ? 'allowed marketing' : 'stopped marketing'}
              {by === 'customer' ? ' on the phone' : by === '' ? '' : ` (${by})`}
            </Text>
          )}
        />
      )}
    </>
  );
}

export function Tickets({ tickets }: { tickets: Panel['tickets'] }) {
  const time = useTime();
  return (
    <Few
      items={tickets}
      line={({ id, openedAt, closedAt, closeReason }) => (
        <div key={id}>
          <Text size="sm">{time.full(openedAt)}</Text>
          <Text size="xs" c="var(--quiet)">
            {closedAt ? `closed ${time.full(closedAt)}${closeReason ? `, ${closeReason}` : ''}` : 'open'}
          </Text>
        </div>
      )}
    />
  );
}

export function OtherChat({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`/inbox/${id}`} inherit c="var(--link)" underline="always">
      {children}
    </Anchor>
  );
}

function amountOf({ currency, total }: Panel['orders'][number]): string {
  if (!currency) return String(total);
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(total);
  } catch {
    // A code that is none.
    return `${total} ${currency}`;
  }
}

function stateOf({ kind, status, paymentStatus }: Panel['orders'][number]): string {
  if (kind === 'basket') return 'sent by the customer';
  if (status === 'canceled' || paymentStatus === 'none' || paymentStatus === null) return wordsOf(status ?? 'pending');
  const paid =
    paymentStatus === 'captured' ? 'paid' : paymentStatus === 'failed' ? 'payment failed' : 'payment pending';
  return status === null || status === 'pending' ? paid : `${wordsOf(status)}, ${paid}`;
}

function wordsOf(status: string): string {
  return status.replaceAll('_', ' ');
}
