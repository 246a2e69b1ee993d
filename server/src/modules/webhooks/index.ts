/**
 * Owns customers' webhook endpoints and the deliveries to them. Promises that every event of a committed change reaches
 * each subscribed endpoint at least once within a day of trying, in order per conversation, the same bytes on every try,
 * and that what ended can be looked up and replayed while the log is kept. Does not decide what happened: it only tells.
 */
export { createDeliverer } from './deliverer.ts';
export { getDelivery, listDeliveries, replayDelivery, type WholeDelivery } from './deliveries.ts';
export { newSecret } from './endpoint-secrets.ts';
export { createEndpoints, endpointLimit, listEndpoints } from './endpoints.ts';
export { webhookEventNames } from './event-names.ts';
export type { LoggedAttempt, LoggedDelivery } from './log-queries.ts';
export { testOrderKey } from './log-queries.ts';
export {
  deleteEndpoint,
  getEndpoint,
  type ManageDeps,
  removeSecret,
  rotateSecret,
  updateEndpoint,
} from './manage-endpoints.ts';
export { createDeliveryPlanner } from './plan-deliveries.ts';
export { deliveryBacklogStatement, type Endpoint, endpointStatesStatement } from './queries.ts';
export type { Replay } from './replay-queries.ts';
export { createReplayWorker } from './replay-worker.ts';
export { getReplay, listReplays, type ReplayDeps, startReplay } from './replays.ts';
export { sendTestEvent } from './send-test-event.ts';
export { sequenceOf } from './signature.ts';
export { sweepDeliveries, sweepDeliveriesOfTenants } from './sweep-deliveries.ts';
