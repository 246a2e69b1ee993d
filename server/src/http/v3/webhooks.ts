import type { components } from '@parley/contract/wati-webhooks';
import {
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  updateEndpoint,
  webhookEventNames,
} from '../../modules/webhooks/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toWebhookV3 } from './shapes/webhook.ts';

type Schemas = components['schemas'];

/** The subscriptions of a workspace. They are made by v2. */
export function createV3WebhookHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listWebhooks({ ctx }) {
      const endpoints = await listEndpoints(deps, ctx);
      const body: Schemas['WebhooksV3'] = { ok: true, result: endpoints.map(toWebhookV3) };
      return { body };
    },

    listWebhookEventTypes: async () => ({ body: { ok: true, result: webhookEventNames } }),

    async updateWebhook({ ctx, params, body }) {
      const { url, eventTypes, status } = body ?? {};
      const enabled = status === undefined ? undefined : status === 'Enabled';
      const nothing = url === undefined && eventTypes === undefined && enabled === undefined;
      const endpoint = nothing
        ? await getEndpoint(deps, ctx, params.id)
        : await updateEndpoint(deps, ctx, params.id, { url, eventTypes, enabled });
      const answer: Schemas['WebhookV3Answer'] = { ok: true, result: toWebhookV3(endpoint) };
      return { body: answer };
    },

    async deleteWebhook({ ctx, params }) {
      await deleteEndpoint(deps, ctx, params.id);
      return { body: { ok: true } };
    },
  });
}
