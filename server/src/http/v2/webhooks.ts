import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../kernel/errors.ts';
import { createEndpoints, endpointLimit, listEndpoints } from '../../modules/webhooks/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { channelNotFound, refuseWith } from '../v1/refuse.ts';
import { toWebhookEndpoints } from '../v1/shapes/webhook-endpoint.ts';

const limitExceeded = 'Number of Webhooks exceed limitation';

type Failure = components['schemas']['WebhookEndpointsFailure'];

export function createV2WebhookHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    createWebhookEndpoints: (request) =>
      refuseWith(
        {
          'webhook.limit_reached': (error) => refuse(400, error.message, { isOverWebhookLimit: true }),
          'webhook.url_exists': (error) => refuse(200, error.message, repeatOf(error)),
          'webhook.url_invalid': (error) => refuse(400, error.message),
          'webhook.event_unknown': (error) => refuse(400, error.message),
          'channel.not_found': () => refuse(400, channelNotFound),
        },
        () => createWebhookEndpoints(deps, request),
      ),
    listWebhookEndpoints: async ({ ctx }) => ({ body: toWebhookEndpoints(await listEndpoints(deps, ctx)) }),
  });
}

async function createWebhookEndpoints(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'createWebhookEndpoints'>,
): Promise<Reply> {
  if (body.length === 0) throw new AppError('request.invalid', 'The request body must hold at least 1 item.');
  if (body.length > endpointLimit) throw new AppError('webhook.limit_reached', limitExceeded);
  return { body: toWebhookEndpoints(await createEndpoints(deps, ctx, body)) };
}

function refuse(status: number, error: string, facts: Partial<Failure> = {}): Reply {
  const body: Failure = { ok: false, error, ...facts };
  return { status, body };
}

function repeatOf(error: AppError): Partial<Failure> {
  const phoneNumbers = error.details?.phoneNumbers;
  return { isWebhookExist: true, phoneNumbers: Array.isArray(phoneNumbers) ? phoneNumbers : [] };
}
