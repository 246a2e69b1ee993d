import type { Clock } from '../kernel/clock.ts';
import type { SignedWebhook } from './webhook-delivery.ts';

/** Webhooks kept, and characters of bodies in all; the oldest go. */
const maxRecords = 10_000;
const maxCharacters = 64 * 1024 * 1024;
/** Attempts that one webhook shows; the oldest go. */
const maxAttempts = 100;

/** A webhook with all that became of it. */
export interface WebhookRecord {
  readonly id: string;
  readonly at: string;
  readonly webhook: SignedWebhook;
  /** `waiting` until the receiver answered 200; `given_up` when no more tries follow. */
  state: 'waiting' | 'delivered' | 'given_up';
  readonly attempts: { readonly at: string; readonly status: number | null; readonly answer: string }[];
}

/** The newest webhooks in the order in which they were made, whatever the order in which they arrived. */
export interface WebhookLog {
  begin(webhook: SignedWebhook): WebhookRecord;
  find(id: string): WebhookRecord | undefined;
  addAttempt(record: WebhookRecord, attempt: WebhookRecord['attempts'][number]): void;
  /** Up to `limit` after the one with that id; without an id the newest, oldest first. */
  list(limit: number, afterId: string | undefined): WebhookRecord[];
}

export function createWebhookLog(clock: Clock): WebhookLog {
  const records = new Map<string, WebhookRecord>();
  let counter = 0;
  let characters = 0;
  const makeRoom = (): void => {
    for (const [id, record] of records) {
      if (records.size <= maxRecords && characters <= maxCharacters) return;
      records.delete(id);
      characters -= record.webhook.body.length;
    }
  };
  return {
    begin(webhook) {
      counter += 1;
      const record: WebhookRecord = {
        id: `wh-${counter}`,
        at: clock.now().toISOString(),
        webhook,
        state: 'waiting',
        attempts: [],
      };
      records.set(record.id, record);
      characters += webhook.body.length;
      makeRoom();
      return record;
    },
    find: (id) => records.get(id),
    addAttempt(record, attempt) {
      record.attempts.push(attempt);
      if (record.attempts.length > maxAttempts) record.attempts.shift();
    },
    list(limit, afterId) {
      const all = [...records.values()];
      if (afterId === undefined) return all.slice(Math.max(0, all.length - limit));
      const after = Number(afterId.replace(/^wh-/, ''));
      return all.filter((record) => Number(record.id.slice(3)) > after).slice(0, limit);
    },
  };
}
