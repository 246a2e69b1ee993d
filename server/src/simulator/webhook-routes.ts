import type { FastifyInstance } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import { outageInput, readInput, readLimit } from './control-input.ts';
import type { JsonObject } from './json-value.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookRecord } from './webhook-log.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** Webhooks in one answer, and tries. */
const maxListed = 1_000;
/** Characters of a body in a list; the whole one is behind its id. */
const maxShownBody = 16_384;

export interface WebhookRouteDeps {
  readonly sender: WebhookSender;
  readonly delivery: WebhookDelivery;
}

/** The log of webhooks, sending one of them again, and an outage of all. */
export function registerWebhookRoutes(server: FastifyInstance, deps: WebhookRouteDeps): void {
  const { delivery, sender } = deps;
  const requireRecord = (id: string): WebhookRecord => {
    const record = delivery.log.find(id);
    if (!record) throw new AppError('simulator.webhook_not_found', `There is no webhook ${id}, or it is forgotten.`);
    return record;
  };
  server.get<{ Querystring: { after?: string } }>('/webhooks', async (request) =>
    delivery.log
      .list(readLimit(request.query, maxListed), request.query.after)
      .map((record) => shownWebhook(record, record.webhook.body.slice(0, maxShownBody))),
  );
  server.get<{ Params: { id: string } }>('/webhooks/:id', async (request) => {
    const record = requireRecord(request.params.id);
    return shownWebhook(record, record.webhook.body);
  });
  server.post<{ Params: { id: string } }>('/webhooks/:id/redeliver', async (request) => {
    const record = requireRecord(request.params.id);
    delivery.redeliver(record.id);
    await delivery.idle();
    return shownWebhook(record, record.webhook.body.slice(0, maxShownBody));
  });
  server.post('/webhooks/outage', async (request) => {
    const { on, order } = readInput(outageInput, request.body);
    if (!on) return { on, sent: sender.endOutage(order) };
    sender.beginOutage();
    return { on };
  });
  server.get('/webhook-deliveries', async (request) => delivery.newestTries(readLimit(request.query, maxListed)));
}

function shownWebhook({ id, at, state, attempts, webhook }: WebhookRecord, body: string): JsonObject {
  return {
    id,
    at,
    field: webhook.field,
    to: webhook.to,
    app_id: webhook.appId,
    url: webhook.callback.url(),
    state,
    attempts,
    headers: webhook.signatures,
    body,
  };
}
