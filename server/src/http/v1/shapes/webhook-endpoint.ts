import type { components } from '@parley/contract/wati-v1-v2';
import type { Endpoint } from '../../../modules/webhooks/index.ts';
import { toSevenDigits } from './moment.ts';

/** The list of endpoints, the same in v1 and v2. */
export function toWebhookEndpoints(endpoints: readonly Endpoint[]): components['schemas']['WebhookEndpointsResponse'] {
  return { ok: true, result: endpoints.map(toWebhookEndpoint) };
}

function toWebhookEndpoint(endpoint: Endpoint): components['schemas']['WebhookEndpoint'] {
  return {
    id: endpoint.id,
    tenantId: endpoint.tenantId,
    channelId: endpoint.channelId,
    channelPhoneNumber: endpoint.channelPhoneNumber,
    url: endpoint.url,
    status: endpoint.status,
    created: toSevenDigits(endpoint.createdAt),
    lastUpdated: toSevenDigits(endpoint.updatedAt),
    failedIterationCount: endpoint.failuresInRow,
    isSentNotify: endpoint.notified,
    eventTypes: endpoint.eventTypes,
  };
}
