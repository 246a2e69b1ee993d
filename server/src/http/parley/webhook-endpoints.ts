import {
  createEndpoints,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  newSecret,
  removeSecret,
  rotateSecret,
  sendTestEvent,
  updateEndpoint,
} from '../../modules/webhooks/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toDelivery } from './shapes/delivery.ts';
import { toWebhookEndpoint } from './shapes/webhook-endpoint.ts';

const defaultOverlapSeconds = 24 * 60 * 60;

/** Where a workspace's webhooks go, and what they are signed with. */
export function createWebhookEndpointHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async listWebhookEndpoints({ ctx }) {
      const endpoints = await listEndpoints(deps, ctx);
      return { body: { endpoints: endpoints.map(toWebhookEndpoint) } };
    },

    async createWebhookEndpoint({ ctx, body }) {
      const secret = body.signed ? newSecret() : null;
      const [endpoint] = await createEndpoints(deps, ctx, [
        {
          phoneNumber: body.channelPhoneNumber,
          url: body.url,
          status: Number(body.enabled !== false),
          eventTypes: body.eventTypes,
          sealedSecret: secret === null ? undefined : deps.secrets.seal(secret),
        },
      ]);
      return { status: 201, body: { endpoint: endpoint && toWebhookEndpoint(endpoint), secret } };
    },

    getWebhookEndpoint: async ({ ctx, params }) => ({
      body: toWebhookEndpoint(await getEndpoint(deps, ctx, params.endpointId)),
    }),

    async updateWebhookEndpoint({ ctx, params, body }) {
      const { url, eventTypes, enabled } = body;
      const endpoint = await updateEndpoint(deps, ctx, params.endpointId, { url, eventTypes, enabled });
      return { body: toWebhookEndpoint(endpoint) };
    },

    async deleteWebhookEndpoint({ ctx, params }) {
      await deleteEndpoint(deps, ctx, params.endpointId);
      return { status: 204, body: undefined };
    },

    async rotateWebhookSecret({ ctx, params, body }) {
      const overlapMs = (body?.overlapSeconds ?? defaultOverlapSeconds) * 1000;
      const { endpoint, secret } = await rotateSecret(deps, ctx, params.endpointId, overlapMs);
      return { body: { endpoint: toWebhookEndpoint(endpoint), secret } };
    },

    async removeWebhookSecret({ ctx, params }) {
      await removeSecret(deps, ctx, params.endpointId);
      return { status: 204, body: undefined };
    },

    async testWebhookEndpoint({ ctx, params, body }) {
      return { body: toDelivery(await sendTestEvent(deps, ctx, params.endpointId, body?.eventType)) };
    },
  });
}
