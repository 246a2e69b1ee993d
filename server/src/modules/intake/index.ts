/**
 * Owns what Meta posts, from the raw body to the verbs of the modules it concerns. Promises that a body answered with
 * 200 is stored first and applied once, or kept aside with a reason. Decides nothing about messages itself.
 */
export { createIntakeWorker } from './intake-worker.ts';
export { listLastWebhooks } from './note-webhooks.ts';
export { backlogStatement } from './queries.ts';
export { createPayloadStore, type PayloadStore } from './store-payloads.ts';
