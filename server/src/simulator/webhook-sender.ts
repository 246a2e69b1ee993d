import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import type { FaultSubject, Faults } from './faults.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedApp } from './simulated-account.ts';
import { encodeWebhook, signWebhook } from './webhook-body.ts';
import type { SignedWebhook, WebhookDelivery } from './webhook-delivery.ts';

/** A webhook that was held back goes out after this time of the virtual clock when no other follows. */
const maxHeldMs = 30_000;

/** A webhook about to be sent. */
export interface Webhook {
  readonly wabaId: string;
  readonly field: string;
  readonly value: unknown;
  /** Whom it is about: those of one person go one after another. Account-level ones have none. */
  readonly person?: { readonly waId: string; readonly userId: string };
  readonly channel?: Channel;
  readonly templateName?: string | undefined;
  /** Name by which faults know it. */
  readonly operation: 'messages.statuses' | 'messages.inbound' | 'account';
  /** Called when the receiver answered 200. */
  readonly onAccepted?: () => void;
}

/** Signs webhooks and sends them, after the faults had their say. */
export interface WebhookSender {
  send(webhook: Webhook): void;
}

export function createWebhookSender(deps: {
  clock: Clock;
  schedule: Schedule;
  app: SimulatedApp;
  faults: Faults;
  delivery: WebhookDelivery;
}): WebhookSender {
  const { clock, schedule, faults, delivery } = deps;
  const held = new Map<string, SignedWebhook>();

  const release = (webhook: SignedWebhook): void => {
    if (held.get(webhook.lane) !== webhook) return;
    held.delete(webhook.lane);
    delivery.send(webhook);
  };
  const sendNow = (webhook: SignedWebhook, mayBeHeld: boolean): void => {
    const before = held.get(webhook.lane);
    if (mayBeHeld && !before) {
      held.set(webhook.lane, webhook);
      schedule.at(clock.nowMs() + maxHeldMs, () => release(webhook));
      return;
    }
    delivery.send(webhook);
    if (before) release(before);
  };
  return {
    send(webhook) {
      const fault = faults.takeForWebhook(toSubject(webhook));
      if (fault?.drop) return;
      const signed = sign(webhook, deps, fault?.bad_signature === true);
      const go = (): void => {
        sendNow(signed, fault?.reorder === true);
        if (fault?.duplicate) delivery.send(signed);
      };
      if (fault?.delay_ms) schedule.at(clock.nowMs() + fault.delay_ms, go);
      else go();
    },
  };
}

function sign(webhook: Webhook, deps: { clock: Clock; app: SimulatedApp }, isForged: boolean): SignedWebhook {
  const body = encodeWebhook({
    wabaId: webhook.wabaId,
    field: webhook.field,
    value: webhook.value,
    atSeconds: webhook.operation === 'account' ? Math.floor(deps.clock.nowMs() / 1000) : undefined,
  });
  return {
    lane: webhook.person?.waId ?? `account:${webhook.wabaId}`,
    field: webhook.field,
    body,
    signature: signWebhook(body, isForged ? `not ${deps.app.secret}` : deps.app.secret),
    isForged,
    onAccepted: webhook.onAccepted,
  };
}

function toSubject(webhook: Webhook): FaultSubject {
  return {
    operation: webhook.operation,
    to: webhook.person ? [webhook.person.waId, webhook.person.userId] : [],
    template: webhook.templateName,
    channel: webhook.channel,
  };
}
