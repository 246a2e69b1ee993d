import type { Clock } from '../kernel/clock.ts';
import type { Accounts, Channel } from './accounts.ts';
import { alterWebhook } from './alter-webhook.ts';
import type { Apps } from './apps.ts';
import type { Choices } from './choices.ts';
import type { FaultSubject, Faults, WebhookFault } from './faults.ts';
import type { Schedule } from './schedule.ts';
import { joinWebhooks, sealWebhook, type UnsealedWebhook } from './seal-webhook.ts';
import type { Settings } from './settings.ts';
import type { WebhookChange } from './webhook-body.ts';
import type { SignedWebhook, WebhookDelivery } from './webhook-delivery.ts';

/** A webhook that was held back goes out after this time of the virtual clock when no other follows. */
const maxHeldMs = 30_000;
/** Webhooks kept back by an outage; more are lost, as with a real backlog that grows too old. */
const maxBacklog = 100_000;

export const backlogOrders = ['kept', 'reversed', 'random'] as const;
export type BacklogOrder = (typeof backlogOrders)[number];

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

/** Signs webhooks and sends them to every subscribed app, after the faults had their say. */
export interface WebhookSender {
  send(webhook: Webhook): void;
  /** From now on webhooks are kept back (rule 8.5). */
  beginOutage(): void;
  /** Sends what was kept back; answers how many. */
  endOutage(order: BacklogOrder): number;
}

export interface WebhookSenderDeps {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly accounts: Accounts;
  readonly apps: Apps;
  readonly faults: Faults;
  readonly settings: Settings;
  readonly choices: Choices;
  readonly delivery: WebhookDelivery;
}

export function createWebhookSender(deps: WebhookSenderDeps): WebhookSender {
  const { clock, schedule, faults, delivery, settings } = deps;
  const held = new Map<string, SignedWebhook>();
  const batches = new Map<string, UnsealedWebhook[]>();
  let backlog: SignedWebhook[] | undefined;

  const deliver = (webhook: SignedWebhook): void => {
    if (!backlog) delivery.send(webhook);
    else if (backlog.length < maxBacklog) backlog.push(webhook);
  };
  const release = (webhook: SignedWebhook): void => {
    if (held.get(webhook.lane) !== webhook) return;
    held.delete(webhook.lane);
    deliver(webhook);
  };
  const sendNow = (webhook: SignedWebhook, mayBeHeld: boolean): void => {
    const before = held.get(webhook.lane);
    if (mayBeHeld && !before) {
      held.set(webhook.lane, webhook);
      schedule.at(clock.nowMs() + maxHeldMs, () => release(webhook));
      return;
    }
    deliver(webhook);
    if (before) release(before);
  };
  const seal = (part: UnsealedWebhook, fault: WebhookFault | undefined): void => {
    const signed = sealWebhook(part, fault, { withSha1: settings.current().legacy_signature });
    sendNow(signed, fault?.reorder === true);
    if (fault?.duplicate) deliver(signed);
  };
  const flush = (key: string, batch: UnsealedWebhook[], fault: WebhookFault | undefined): void => {
    const [first, ...rest] = batch;
    if (batches.get(key) !== batch || !first) return;
    batches.delete(key);
    seal(joinWebhooks([first, ...rest]), fault);
  };
  /** Collects for one receiver until there are enough, or for 30 s of the virtual clock. */
  const collect = (part: UnsealedWebhook, size: number, fault: WebhookFault | undefined): void => {
    const key = `${part.app.id} ${part.callback.url()}`;
    const batch = batches.get(key) ?? [];
    if (batch.length === 0) {
      batches.set(key, batch);
      schedule.at(clock.nowMs() + maxHeldMs, () => flush(key, batch, fault));
    }
    batch.push(part);
    if (batch.length >= size) flush(key, batch, fault);
  };
  return {
    send(webhook) {
      const fault = faults.takeForWebhook(toSubject(webhook));
      if (fault?.drop) return;
      const parts = toParts(webhook, fault, deps);
      const go = (): void => {
        for (const part of parts) {
          if (fault?.batch) collect(part, fault.batch, fault);
          else seal(part, fault);
        }
      };
      if (fault?.delay_ms) schedule.at(clock.nowMs() + fault.delay_ms, go);
      else go();
    },
    beginOutage() {
      backlog ??= [];
    },
    endOutage(order) {
      const kept = backlog ?? [];
      backlog = undefined;
      for (const webhook of arrange(kept, order, deps.choices)) delivery.send(webhook);
      return kept.length;
    },
  };
}

/** One for each app that gets it. */
function toParts(webhook: Webhook, fault: WebhookFault | undefined, deps: WebhookSenderDeps): UnsealedWebhook[] {
  const { wabaId, channel, onAccepted } = webhook;
  const waba = deps.accounts.findWaba(wabaId);
  if (!waba) return [];
  const { field, value } = alterWebhook(usual(webhook, deps.settings), fault?.alter ?? []);
  const atSeconds = webhook.operation === 'account' ? Math.floor(deps.clock.nowMs() / 1000) : undefined;
  const change: WebhookChange = { wabaId, field, value, atSeconds };
  const to = webhook.person?.waId ?? `account:${wabaId}`;
  return deps.apps
    .receiversOf({ field: webhook.field, waba, channel })
    .map(({ app, callback }) => ({ app, callback, to, changes: [change], onAccepted }));
}

/** Rule 8.15: statuses with contacts, unless the settings say otherwise. */
function usual({ field, value, operation }: Webhook, settings: Settings): { field: string; value: unknown } {
  const isBare = operation === 'messages.statuses' && !settings.current().contacts_with_statuses;
  return alterWebhook({ field, value }, isBare ? ['no_contacts'] : []);
}

function arrange(kept: readonly SignedWebhook[], order: BacklogOrder, choices: Choices): readonly SignedWebhook[] {
  if (order === 'kept') return kept;
  return order === 'reversed' ? kept.toReversed() : choices.shuffled('backlog', kept);
}

function toSubject(webhook: Webhook): FaultSubject {
  return {
    operation: webhook.operation,
    to: webhook.person ? [webhook.person.waId, webhook.person.userId] : [],
    template: webhook.templateName,
    channel: webhook.channel,
  };
}
