import { Button, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { Facts } from '../ui/facts.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { prettyJson } from './pretty-json.ts';
import { type Delivery, deliveryQuery } from './webhook-queries.ts';

interface Props {
  readonly deliveryId: string;
  readonly canReplay: boolean;
  readonly onClose: () => void;
}

/** A delivery: the bytes that are sent, and how each try ended. */
export function DeliveryDetail({ deliveryId, canReplay, onClose }: Props) {
  const delivery = useQuery(deliveryQuery(deliveryId));
  const queryClient = useQueryClient();
  const replay = async (): Promise<void> => {
    try {
      await read(api.POST('/api/parley/v1/deliveries/{deliveryId}/replay', { params: { path: { deliveryId } } }));
      notifications.show({ message: 'It is sent again: the same id and the same bytes.' });
    } catch (error) {
      complain(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  };
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={delivery.data?.eventType ?? 'Delivery'}>
      {delivery.isPending && <RowsSkeleton rows={3} />}
      {delivery.isError && <ErrorState error={delivery.error} onRetry={() => void delivery.refetch()} />}
      {delivery.data && (
        <Stack>
          <Group gap="xs">
            <Button size="xs" disabled={!canReplay} onClick={() => void replay()}>
              Send again
            </Button>
            <Button size="xs" variant="default" onClick={() => void delivery.refetch()}>
              Read again
            </Button>
          </Group>
          <Facts
            rows={[
              ['State', delivery.data.state],
              ['Delivery id', delivery.data.id],
              ['Sequence', String(delivery.data.sequence)],
            ]}
          />
          <Title order={3} size="h6">
            Tries
          </Title>
          {delivery.data.tries.length === 0 && <Text size="sm">None yet.</Text>}
          {delivery.data.tries.map((attempt) => (
            <Attempt key={`${attempt.number}-${attempt.at}`} attempt={attempt} />
          ))}
          <Title order={3} size="h6">
            Body
          </Title>
          <Code block tabIndex={0}>
            {prettyJson(delivery.data.body)}
          </Code>
        </Stack>
      )}
    </Drawer>
  );
}

function Attempt({ attempt }: { attempt: Delivery['tries'][number] }) {
  const time = useTime();
  const took = attempt.durationMs === null ? '' : ` in ${attempt.durationMs} ms`;
  return (
    <div>
      <Text size="sm">
        {attempt.number}. {time.full(attempt.at)}:{' '}
        <Text span c={attempt.errorClass ? 'var(--bad)' : undefined}>
          {attempt.status ?? attempt.error}
          {took}
        </Text>
      </Text>
      {attempt.answer && (
        <Code block tabIndex={0}>
          {attempt.answer}
        </Code>
      )}
    </div>
  );
}
