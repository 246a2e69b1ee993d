import type { components } from '@parley/contract/parley';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';

type Schemas = components['schemas'];

export type Endpoint = Schemas['WebhookEndpoint'];
export type DeliverySummary = Schemas['DeliverySummary'];
export type DeliveryState = Schemas['DeliveryState'];
export type Delivery = Schemas['Delivery'];

export interface DeliveryFilter {
  readonly state?: DeliveryState;
  readonly eventType?: string;
}

/** How often a replay that still queues is looked at. */
const runningReplayMs = 2_000;

export const endpointsQuery = queryOptions({
  queryKey: ['webhooks', 'endpoints'],
  queryFn: async () => (await read(api.GET('/api/parley/v1/webhook-endpoints'))).endpoints,
});

export const eventTypesQuery = queryOptions({
  queryKey: ['webhooks', 'event-types'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await read(api.GET('/api/ext/v3/webhooks/event-types'))).result,
});

export const deliveriesQuery = (endpointId: string, filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', 'deliveries', endpointId, filter],
    ...cursorPages,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/api/parley/v1/webhook-endpoints/{endpointId}/deliveries', {
          params: { path: { endpointId }, query: { ...filter, ...afterCursor(pageParam) } },
        }),
      ),
  });

export const deliveryQuery = (deliveryId: string) =>
  queryOptions({
    queryKey: ['webhooks', 'delivery', deliveryId],
    queryFn: () => read(api.GET('/api/parley/v1/deliveries/{deliveryId}', { params: { path: { deliveryId } } })),
  });

export const replaysQuery = (endpointId: string) =>
  queryOptions({
    queryKey: ['webhooks', 'replays', endpointId],
    refetchInterval: ({ state }) =>
      state.data?.some((replay) => replay.state === 'running') ? runningReplayMs : false,
    queryFn: async () => {
      const params = { path: { endpointId } };
      return (await read(api.GET('/api/parley/v1/webhook-endpoints/{endpointId}/replays', { params }))).replays;
    },
  });
