import type { components } from '@parley/contract/parley';
import type { Endpoint } from '../../../modules/webhooks/index.ts';

const states = ['disabled', 'enabled', 'defective'] as const;

export function toWebhookEndpoint(endpoint: Endpoint): components['schemas']['WebhookEndpoint'] {
  return {
    id: endpoint.id,
    channelId: endpoint.channelId,
    channelPhoneNumber: endpoint.channelPhoneNumber,
    url: endpoint.url,
    state: states[endpoint.status] ?? 'disabled',
    eventTypes: endpoint.eventTypes,
    failuresInRow: endpoint.failuresInRow,
    pausedUntil: endpoint.openUntil?.toISOString() ?? null,
    signed: endpoint.sealedSecret !== null,
    previousSecretUntil: endpoint.previousSecretUntil?.toISOString() ?? null,
    createdAt: endpoint.createdAt.toISOString(),
    updatedAt: endpoint.updatedAt.toISOString(),
  };
}
