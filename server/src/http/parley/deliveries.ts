import { AppError } from '../../kernel/errors.ts';
import {
  getDelivery,
  getReplay,
  listDeliveries,
  listReplays,
  replayDelivery,
  startReplay,
} from '../../modules/webhooks/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toDelivery, toDeliverySummary, toReplay } from './shapes/delivery.ts';

const defaultPage = 50;

/** The log of what was sent to endpoints, and sending it again. */
export function createDeliveryHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async listDeliveries({ ctx, params, query }) {
      const { eventType, state, cursor, limit = defaultPage } = query;
      const filter = { eventType, state, from: readMoment('from', query.from), to: readMoment('to', query.to) };
      const page = await listDeliveries(deps, ctx, params.endpointId, filter, { limit, cursor });
      const deliveries = page.deliveries.map(toDeliverySummary);
      return { body: { deliveries, nextCursor: page.nextCursor ?? null } };
    },

    getDelivery: async ({ ctx, params }) => ({ body: toDelivery(await getDelivery(deps, ctx, params.deliveryId)) }),

    async replayDelivery({ ctx, params }) {
      return { status: 202, body: toDelivery(await replayDelivery(deps, ctx, params.deliveryId)) };
    },

    async replayDeliveries({ ctx, params, body }) {
      const [from, to] = [readMoment('from', body.from), readMoment('to', body.to)];
      const { deliveries, eventTypes } = body;
      const replay = await startReplay(deps, ctx, params.endpointId, { deliveries, from, to, eventTypes });
      return { status: 202, body: toReplay(replay) };
    },

    async listReplays({ ctx, params }) {
      return { body: { replays: (await listReplays(deps, ctx, params.endpointId)).map(toReplay) } };
    },

    getReplay: async ({ ctx, params }) => ({ body: toReplay(await getReplay(deps, ctx, params.replayId)) }),
  });
}

function readMoment(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new AppError('request.invalid', `${name} must be a moment in ISO 8601.`);
  return at;
}
