import type { components } from '@parley/contract/parley';
import {
  type LoggedAttempt,
  type LoggedDelivery,
  type Replay,
  sequenceOf,
  testOrderKey,
  type WholeDelivery,
} from '../../../modules/webhooks/index.ts';

type Schemas = components['schemas'];

export function toDeliverySummary(delivery: LoggedDelivery): Schemas['DeliverySummary'] {
  const test = delivery.orderKey === testOrderKey;
  return {
    id: delivery.id,
    endpointId: delivery.endpointId,
    eventType: delivery.eventType,
    state: delivery.state,
    conversationId: test ? null : delivery.orderKey,
    sequence: sequenceOf(delivery.id),
    test,
    attempts: delivery.attempts,
    lastStatus: delivery.status,
    lastError: delivery.error,
    lastDurationMs: delivery.durationMs,
    lastAttemptAt: toMoment(delivery.lastAttemptAt),
    nextAttemptAt: toMoment(delivery.dueAt),
    createdAt: delivery.createdAt.toISOString(),
  };
}

export function toDelivery(delivery: WholeDelivery): Schemas['Delivery'] {
  const { body, tries } = delivery;
  return { ...toDeliverySummary(delivery), body, tries: tries.map(toAttempt) };
}

function toAttempt(attempt: LoggedAttempt): Schemas['DeliveryAttempt'] {
  return { ...attempt, at: attempt.at.toISOString() };
}

export function toReplay(replay: Replay): Schemas['Replay'] {
  return {
    id: replay.id,
    endpointId: replay.endpointId,
    deliveries: replay.states.includes('delivered') ? 'all' : 'missed',
    from: replay.createdFrom.getTime() === 0 ? null : replay.createdFrom.toISOString(),
    to: replay.createdBefore.toISOString(),
    eventTypes: replay.eventTypes,
    enables: replay.enable,
    state: replay.state,
    queued: replay.queued,
    truncated: replay.truncated,
    createdAt: replay.createdAt.toISOString(),
    updatedAt: replay.updatedAt.toISOString(),
  };
}

function toMoment(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
