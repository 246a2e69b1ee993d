import { Button, Group, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { DeliveryDetail } from './delivery-detail.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { EndpointFacts } from './endpoint-facts.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { NewSecret } from './new-secret.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import type { Endpoint } from './webhook-queries.ts';
import { StatusBadge } from './webhooks-page.tsx';

/** One endpoint: what it hears of, what it was sent, and how to send again. */
export function EndpointView({ endpoint, deliveryId }: { endpoint: Endpoint; deliveryId: string | undefined }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isChanging, setChanging] = useState(false);
  const isTaking = endpoint.state === 'enabled';
  const path = { endpointId: endpoint.id };
  const act = async (done: string, work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      notifications.show({ message: done });
    } catch (error) {
      complain(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  };
  const setEnabled = (enabled: boolean): void =>
    void act(
      enabled
        ? 'The endpoint is enabled.'
        : 'The endpoint is disabled. What happens meanwhile is kept and can be replayed.',
      read(api.PATCH('/api/parley/v1/webhook-endpoints/{endpointId}', { params: { path }, body: { enabled } })),
    );
  const remove = (): void => {
    if (!window.confirm(`Delete the endpoint ${endpoint.url}? Its log goes with it.`)) return;
    void act(
      'The endpoint is deleted.',
      read(api.DELETE('/api/parley/v1/webhook-endpoints/{endpointId}', { params: { path } })),
    );
  };
  const test = (): void =>
    void act(
      'A test event is on its way.',
      read(api.POST('/api/parley/v1/webhook-endpoints/{endpointId}/test', { params: { path }, body: {} })),
    );
  const open = (delivery: string | undefined): void =>
    void navigate({ to: '/developer/webhooks', search: { endpoint: endpoint.id, ...(delivery ? { delivery } : {}) } });
  return (
    <Stack p="md" gap="md">
      <Group justify="space-between" wrap="wrap">
        <Group gap="xs">
          <Title order={2} size="h5">
            Endpoint
          </Title>
          <StatusBadge endpoint={endpoint} />
        </Group>
        <Group gap={6}>
          <Button size="xs" variant="default" onClick={test} disabled={!isTaking}>
            Send a test event
          </Button>
          <ReplayDialog endpoint={endpoint} />
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
          <NewSecret endpoint={endpoint} />
          <Button size="xs" variant="default" onClick={() => setEnabled(!isTaking)}>
            {isTaking ? 'Disable' : 'Enable'}
          </Button>
          <Button size="xs" variant="default" c="var(--bad)" onClick={remove}>
            Delete
          </Button>
        </Group>
      </Group>
      <EndpointFacts endpoint={endpoint} />
      <DeliveryTable endpoint={endpoint} onOpen={open} />
      {isChanging && <EndpointForm endpoint={endpoint} onClose={() => setChanging(false)} />}
      {deliveryId && <DeliveryDetail deliveryId={deliveryId} canReplay={isTaking} onClose={() => open(undefined)} />}
    </Stack>
  );
}
