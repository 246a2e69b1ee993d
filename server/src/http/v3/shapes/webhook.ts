import type { components } from '@parley/contract/wati-webhooks';
import type { Endpoint } from '../../../modules/webhooks/index.ts';

const statusWords = ['Disabled', 'Enabled', 'Defective'] as const;

/** An endpoint as v3 has it: that of v2 with the status as a word. */
export function toWebhookV3(endpoint: Endpoint): components['schemas']['WebhookV3'] {
  return {
    id: endpoint.id,
    tenantId: endpoint.tenantId,
    channelId: endpoint.channelId,
    channelPhoneNumber: endpoint.channelPhoneNumber,
    url: endpoint.url,
    status: statusWords[endpoint.status] ?? 'Disabled',
    created: endpoint.createdAt.toISOString(),
    lastUpdated: endpoint.updatedAt.toISOString(),
    failedIterationCount: endpoint.failuresInRow,
    isSentNotify: endpoint.notified,
    eventTypes: endpoint.eventTypes,
  };
}
