import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { type CallbackClient, maxWebhooksInFlight } from './callback-client.ts';
import { createLanes } from './lanes.ts';
import { createRing } from './ring.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedApp } from './simulated-account.ts';
import type { SimulatedIds } from './simulated-ids.ts';

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
/** After a refused handshake the next one waits, so that many webhooks do not ask many times. */
const handshakeGapMs = secondMs;
/** Webhooks that wait for their turn; more are lost with a line in the log. */
const maxWaiting = 100_000;
const maxLogged = 1_000;
/** Characters of a body that the log keeps. */
const maxLoggedBody = 16_384;

/** A signed webhook on its way. */
export interface SignedWebhook {
  /** Webhooks of one lane go one after another. */
  readonly lane: string;
  readonly field: string;
  readonly body: string;
  readonly signature: string;
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
  readonly webhook: SignedWebhook;
  readonly firstMs: number;
  readonly attempt: number;
}

/** Brings webhooks to the callback: in order per lane, 32 at a time, retried on the virtual clock for 7 days. */
export interface WebhookDelivery {
  send(webhook: SignedWebhook): void;
  isIdle(): boolean;
  idle(): Promise<void>;
  newestTries(limit: number): DeliveryEntry[];
  stop(): Promise<void>;
}

export function createWebhookDelivery(deps: {
  clock: Clock;
  schedule: Schedule;
  log: Log;
  app: SimulatedApp;
  ids: SimulatedIds;
  client: CallbackClient;
}): WebhookDelivery {
  const { clock, schedule, log, client } = deps;
  const tries = createRing<DeliveryEntry>(maxLogged);
  const isVerified = createHandshake(deps);

  const attempt = async (delivery: Delivery): Promise<void> => {
    const { webhook } = delivery;
    const at = clock.now().toISOString();
    const answer = (await isVerified())
      ? await client.post(webhook.body, webhook.signature)
      : { status: undefined, text: 'The callback did not pass the handshake.' };
    tries.push({
      at,
      field: webhook.field,
      to: webhook.lane,
      attempt: delivery.attempt,
      status: answer.status ?? null,
      answer: answer.text,
      body: webhook.body.slice(0, maxLoggedBody),
    });
    if (answer.status === 200) webhook.onAccepted?.();
    else if (!webhook.isForged) retryLater(delivery, answer.status);
  };
  const retryLater = (delivery: Delivery, status: number | undefined): void => {
    const gapMs = retryGapsMs[Math.min(delivery.attempt, retryGapsMs.length) - 1] ?? 0;
    const dueMs = clock.nowMs() + gapMs;
    if (dueMs - delivery.firstMs > maxAgeMs) {
      log.warn({ field: delivery.webhook.field, status }, 'simulator: a webhook was given up after 7 days');
      return;
    }
    schedule.at(dueMs, () => enqueue({ ...delivery, attempt: delivery.attempt + 1 }));
  };
  const lanes = createLanes<Delivery>({ maxInFlight: maxWebhooksInFlight, maxWaiting, work: attempt });
  const enqueue = (delivery: Delivery): void => {
    if (!lanes.add(delivery.webhook.lane, delivery)) {
      log.warn({ maxWaiting }, 'simulator: too many webhooks wait, one is lost');
    }
  };
  return {
    send: (webhook) => enqueue({ webhook, firstMs: clock.nowMs(), attempt: 1 }),
    isIdle: lanes.isIdle,
    idle: lanes.idle,
    newestTries: tries.newest,
    async stop() {
      lanes.stop();
      await client.close();
    },
  };
}

/** Asks for the handshake before the first webhook, and again later while it is refused. */
function createHandshake(deps: {
  clock: Clock;
  log: Log;
  app: SimulatedApp;
  ids: SimulatedIds;
  client: CallbackClient;
}): () => Promise<boolean> {
  let verified = false;
  let notBeforeMs = 0;
  let underWay: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const challenge = deps.ids.challenge();
    const answer = await deps.client.handshake(challenge, deps.app.verifyToken);
    verified = answer.status === 200 && answer.text === challenge;
    if (verified) return;
    notBeforeMs = deps.clock.nowMs() + handshakeGapMs;
    deps.log.warn({ status: answer.status, answer: answer.text }, 'simulator: the callback refused the handshake');
  };
  return async () => {
    if (!verified && deps.clock.nowMs() >= notBeforeMs) {
      underWay ??= ask().finally(() => {
        underWay = undefined;
      });
      await underWay;
    }
    return verified;
  };
}
