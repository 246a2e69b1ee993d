/**
 * Owns customers' webhook endpoints and the deliveries to them. Promises that every event of a committed change reaches
 * each subscribed endpoint at least once within a day of trying, in order per conversation, the same bytes on every try.
 * Does not decide what happened: it only tells.
 */
export { createDeliverer, type Deliverer } from './deliverer.ts';
export { createEndpoints, type EndpointDeps, type EndpointInput, endpointLimit, listEndpoints } from './endpoints.ts';
export { type WebhookEventName, webhookEventNames } from './event-names.ts';
export type { WebhookPayload } from './payload-format.ts';
export { createDeliveryPlanner } from './plan-deliveries.ts';
export { deliveryBacklogStatement, type Endpoint } from './queries.ts';
export { sweepDeadDeliveries } from './sweep-dead-deliveries.ts';
