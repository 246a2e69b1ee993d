import type { EventType, PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';

interface Happening {
  readonly type: EventType;
  readonly tenantId: string;
  readonly orderId: string;
  readonly conversationId: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Only of what customers of the API are told. */
  readonly facts?: unknown;
  readonly at: Date;
}

export function toOrderEvent(clock: Clock, happening: Happening): PlatformEvent {
  const { type, tenantId, orderId, conversationId, data, facts, at } = happening;
  return { id: newId(clock.nowMs()), tenantId, type, conversationId, subjectId: orderId, data, facts, at };
}
