import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { CallbackClient } from './callback-client.ts';
import type { Callback, Handshakes } from './callbacks.ts';
import { createLanes } from './lanes.ts';
import { createRing } from './ring.ts';
import type { Schedule } from './schedule.ts';
import { createWebhookLog, type WebhookLog, type WebhookRecord } from './webhook-log.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
/** Rule 8.5: at once, then with growing gaps; the last gap repeats until the webhook is too old. The gaps are inferred. */
const retryGapsMs = [
  0,
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  4 * hourMs,
  6 * hourMs,
];
const maxAgeMs = 7 * 24 * hourMs;
/** Webhooks that wait for their turn; more are lost with a line in the log. */
const maxWaiting = 100_000;
const maxLogged = 1_000;
/** Characters of a body that the log of tries keeps. */
const maxLoggedBody = 16_384;

/** A signed webhook on its way. */
export interface SignedWebhook {
  /** Webhooks of one lane go one after another. */
  readonly lane: string;
  /** Whom it is about: a person's digits, or `account:` and the account. */
  readonly to: string;
  readonly field: string;
  readonly appId: string;
  readonly callback: Callback;
  readonly body: string;
  /** Headers of the signatures. */
  readonly signatures: Readonly<Record<string, string>>;
  /** A forged one is tried once: whoever forges does not repeat. */
  readonly isForged: boolean;
  readonly onAccepted: (() => void) | undefined;
}

/** One try, as the delivery log shows it. */
export interface DeliveryEntry {
  readonly at: string;
  readonly field: string;
  readonly to: string;
  readonly attempt: number;
  /** HTTP status, or null without an answer. */
  readonly status: number | null;
  readonly answer: string;
  readonly body: string;
}

interface Delivery {
  readonly record: WebhookRecord;
  readonly firstMs: number;
  readonly attempt: number;
}

/** Brings webhooks to their callbacks: in order per lane, many at a time, retried on the virtual clock for 7 days. */
export interface WebhookDelivery {
  send(webhook: SignedWebhook): void;
  /** Sends the same bytes once more, whatever became of them. False when that webhook is not known (any more). */
  redeliver(id: string): boolean;
  isIdle(): boolean;
  idle(): Promise<void>;
  newestTries(limit: number): DeliveryEntry[];
  readonly log: WebhookLog;
  stop(): Promise<void>;
}

export function createWebhookDelivery(deps: {
  clock: Clock;
  schedule: Schedule;
  log: Log;
  client: CallbackClient;
  handshakes: Handshakes;
  maxInFlight: number;
}): WebhookDelivery {
  const { clock, schedule, log, client, handshakes, maxInFlight } = deps;
  const tries = createRing<DeliveryEntry>(maxLogged);
  const webhooks = createWebhookLog(clock);

  const attempt = async (delivery: Delivery): Promise<void> => {
    const { record } = delivery;
    const { callback, body, signatures, field, to } = record.webhook;
    const at = clock.now().toISOString();
    const answer = (await handshakes.isVerified(callback))
      ? await client.post(callback.url(), body, signatures)
      : { status: undefined, text: 'The callback did not pass the handshake.' };
    const seen = { at, status: answer.status ?? null, answer: answer.text };
    webhooks.addAttempt(record, seen);
    tries.push({ ...seen, field, to, attempt: delivery.attempt, body: body.slice(0, maxLoggedBody) });
    settle(delivery, answer.status);
  };
  const settle = (delivery: Delivery, status: number | undefined): void => {
    const { record } = delivery;
    if (status === 200) {
      record.state = 'delivered';
      record.webhook.onAccepted?.();
    } else if (record.webhook.isForged) record.state = 'given_up';
    else if (record.state !== 'delivered') retryLater(delivery, status);
  };
  const retryLater = (delivery: Delivery, status: number | undefined): void => {
    const gapMs = retryGapsMs[Math.min(delivery.attempt, retryGapsMs.length) - 1] ?? 0;
    const dueMs = clock.nowMs() + gapMs;
    if (dueMs - delivery.firstMs > maxAgeMs) {
      delivery.record.state = 'given_up';
      log.warn({ field: delivery.record.webhook.field, status }, 'simulator: a webhook was given up after 7 days');
      return;
    }
    schedule.at(dueMs, () => enqueue({ ...delivery, attempt: delivery.attempt + 1 }));
  };
  const lanes = createLanes<Delivery>({ maxInFlight, maxWaiting, work: attempt });
  const enqueue = (delivery: Delivery): void => {
    if (!lanes.add(delivery.record.webhook.lane, delivery)) {
      delivery.record.state = 'given_up';
      log.warn({ maxWaiting }, 'simulator: too many webhooks wait, one is lost');
    }
  };
  return {
    send: (webhook) => enqueue({ record: webhooks.begin(webhook), firstMs: clock.nowMs(), attempt: 1 }),
    redeliver(id) {
      const record = webhooks.find(id);
      if (!record) return false;
      if (record.state === 'given_up') record.state = 'waiting';
      enqueue({ record, firstMs: clock.nowMs(), attempt: record.attempts.length + 1 });
      return true;
    },
    isIdle: lanes.isIdle,
    idle: lanes.idle,
    newestTries: tries.newest,
    log: webhooks,
    async stop() {
      lanes.stop();
      await client.close();
    },
  };
}
