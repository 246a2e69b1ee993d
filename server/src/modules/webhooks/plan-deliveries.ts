import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { ChannelRef } from '../channels/index.ts';
import { insertMissedStatement } from './log-queries.ts';
import type { RenderOptions } from './payload-format.ts';
import { insertDeliveriesStatement, subscribersStatement } from './queries.ts';
import { renderEvent } from './render-events.ts';

interface PlannedDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly orderKey: string;
  readonly eventType: string;
  readonly body: string;
  /** Its endpoint is disabled: it goes into the log, from where it can be replayed. */
  readonly missed: boolean;
}

/**
 * Turns events into deliveries in the transaction of the event: an event that is committed will be delivered to every
 * endpoint that subscribed to it on its channel. Each payload is rendered once and stored as the text that is sent.
 */
export function createDeliveryPlanner(deps: {
  clock: Clock;
  render: RenderOptions;
  /** How long the log is kept, and what a disabled endpoint misses from the moment it was disabled. */
  logKeptMs: number;
  /** Told after a commit which endpoints have new deliveries. */
  planned: (endpointIds: ReadonlySet<string>) => void;
}): EventConsumer {
  let fresh = new Set<string>();
  return {
    name: 'webhooks',
    async consume(tx, events) {
      const told = events.filter((event) => event.facts !== undefined);
      if (told.length === 0) return;
      const tenants = [...new Set(told.map((event) => event.tenantId))];
      const subscribers = await tx.system(subscribersStatement, [
        tenants,
        new Date(deps.clock.nowMs() - deps.logKeptMs),
      ]);
      if (subscribers.length === 0) return;
      const planned = told.flatMap((event) => planEvent(event, subscribers, deps.render));
      const queued = planned.filter((delivery) => !delivery.missed);
      insertDeliveries(deps.clock, tx, insertDeliveriesStatement, queued);
      insertDeliveries(
        deps.clock,
        tx,
        insertMissedStatement,
        planned.filter((delivery) => delivery.missed),
      );
      for (const delivery of queued) fresh.add(delivery.endpointId);
    },
    committed() {
      if (fresh.size === 0) return;
      const endpointIds = fresh;
      fresh = new Set();
      deps.planned(endpointIds);
    },
  };
}

type Subscriber = { tenantId: string; id: string; channelId: string; eventTypes: string[]; disabled: boolean };

function planEvent(
  event: PlatformEvent,
  subscribers: readonly Subscriber[],
  options: RenderOptions,
): PlannedDelivery[] {
  return channelsOf(event.facts).flatMap((channel) => planOnChannel(event, channel, subscribers, options));
}

/** What happens to an account is told on each of its channels, all else on one. */
function channelsOf(facts: unknown): readonly ChannelRef[] {
  const told = facts as { readonly channel?: ChannelRef; readonly channels?: readonly ChannelRef[] };
  return told.channels ?? (told.channel ? [told.channel] : []);
}

function planOnChannel(
  event: PlatformEvent,
  channel: ChannelRef,
  subscribers: readonly Subscriber[],
  options: RenderOptions,
): PlannedDelivery[] {
  const mine = subscribers.filter((entry) => entry.tenantId === event.tenantId && entry.channelId === channel.id);
  if (mine.length === 0) return [];
  return renderEvent(event, channel, options).flatMap((payload) => {
    const wanting = mine.filter((entry) => entry.eventTypes.includes(payload.eventType));
    if (wanting.length === 0) return [];
    const body = JSON.stringify(payload);
    const { tenantId } = event;
    const orderKey = event.conversationId ?? event.subjectId;
    return wanting.map((entry) => ({
      tenantId,
      endpointId: entry.id,
      orderKey,
      eventType: payload.eventType,
      body,
      missed: entry.disabled,
    }));
  });
}

function insertDeliveries(
  clock: Clock,
  tx: Transaction,
  statement: typeof insertDeliveriesStatement,
  planned: readonly PlannedDelivery[],
): void {
  if (planned.length === 0) return;
  tx.write(statement, [
    planned.map((row) => row.tenantId),
    planned.map((row) => row.endpointId),
    planned.map(() => newId(clock.nowMs())),
    planned.map((row) => row.orderKey),
    planned.map((row) => row.eventType),
    planned.map((row) => row.body),
    clock.now().toISOString(),
  ]);
}
