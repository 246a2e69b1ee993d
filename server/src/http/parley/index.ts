import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createContactHandlers } from './contacts.ts';
import { createDeliveryHandlers } from './deliveries.ts';
import { createEventHandlers } from './events.ts';
import { createLeadStageHandlers } from './lead-stages.ts';
import { createLeadHandlers } from './leads.ts';
import { createTokenHandlers } from './token.ts';
import { createApiTokenHandlers } from './tokens.ts';
import { createWebhookEndpointHandlers } from './webhook-endpoints.ts';

/** The handlers of `/api/parley/v1`: every operation of its contract has one. */
export function createParleyHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return {
    ...createContactHandlers(deps),
    ...createEventHandlers(deps),
    ...createLeadHandlers(deps),
    ...createLeadStageHandlers(deps),
    ...createTokenHandlers(),
    ...createApiTokenHandlers(deps),
    ...createWebhookEndpointHandlers(deps),
    ...createDeliveryHandlers(deps),
  };
}
