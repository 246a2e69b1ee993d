import { listEndpoints } from '../../modules/webhooks/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers } from '../handlers.ts';
import { toWebhookEndpoints } from './shapes/webhook-endpoint.ts';

export function createV1WebhookHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    listWebhookEndpointsV1: async ({ ctx }) => ({ body: toWebhookEndpoints(await listEndpoints(deps, ctx)) }),
  });
}
