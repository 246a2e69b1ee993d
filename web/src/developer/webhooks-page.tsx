import { Badge, Button, Group, NavLink, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import type { WebhookSearch } from './developer-search.ts';
import { EndpointForm } from './endpoint-form.tsx';
import { EndpointView } from './endpoint-view.tsx';
import { type Endpoint, endpointsQuery } from './webhook-queries.ts';

/** Webhook endpoints with their log: what was sent, how each try ended, and sending again. */
export function WebhooksPage() {
  const endpoints = useQuery(endpointsQuery);
  const search = useSearch({ strict: false }) as WebhookSearch;
  const navigate = useNavigate();
  const [isMaking, setMaking] = useState(false);
  const choose = (endpoint: string): void => void navigate({ to: '/developer/webhooks', search: { endpoint } });
  const chosen = endpoints.data?.find(({ id }) => id === search.endpoint) ?? endpoints.data?.[0];
  return (
    <div className="two-panes">
      <section className="pane" aria-label="Webhook endpoints" style={{ overflowY: 'auto' }}>
        <Group justify="space-between" p="sm">
          <Title order={1} size="h4">
            Webhooks
          </Title>
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)}>
            Add
          </Button>
        </Group>
        {endpoints.isPending && <RowsSkeleton rows={3} />}
        {endpoints.isError && <ErrorState error={endpoints.error} onRetry={() => void endpoints.refetch()} />}
        {endpoints.data?.map((endpoint) => (
          <NavLink
            key={endpoint.id}
            component="button"
            active={endpoint.id === chosen?.id}
            onClick={() => choose(endpoint.id)}
            label={<span className="clip">{hostOf(endpoint.url)}</span>}
            description={`+${endpoint.channelPhoneNumber}, ${endpoint.eventTypes.length} events`}
            rightSection={<StatusBadge endpoint={endpoint} />}
            styles={{
              description: { color: 'var(--mantine-color-text)' },
              label: { color: 'var(--mantine-color-text)' },
            }}
          />
        ))}
      </section>
      <section className="pane" aria-label="Endpoint" style={{ overflowY: 'auto' }}>
        {chosen ? (
          <EndpointView key={chosen.id} endpoint={chosen} deliveryId={search.delivery} />
        ) : (
          endpoints.data && (
            <EmptyState
              title="No endpoint yet"
              hint="An endpoint is told what happens in the workspace: messages, statuses, templates."
            >
              <Button onClick={() => setMaking(true)}>Add an endpoint</Button>
            </EmptyState>
          )
        )}
      </section>
      {isMaking && <EndpointForm onClose={() => setMaking(false)} onMade={choose} />}
    </div>
  );
}

export function StatusBadge({ endpoint }: { endpoint: Endpoint }) {
  const colour = { enabled: 'accent', disabled: 'gray', defective: 'red' }[endpoint.state] ?? 'gray';
  return (
    <Badge size="xs" color={colour} variant="outline" styles={{ label: { color: 'var(--mantine-color-text)' } }}>
      {endpoint.state}
    </Badge>
  );
}

/** Addresses may bear secrets in their query: the list shows host and path. */
export function hostOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return host + (pathname === '/' ? '' : pathname);
  } catch {
    return url;
  }
}
