import type { Transaction } from '../db/database.ts';
import { systemStatement } from '../db/scope.ts';
import { together } from '../kernel/together.ts';
import type { PlatformEvent } from './catalogue.ts';

/** Writes what must be written with an event, in its transaction: webhook deliveries, read models. */
export interface EventConsumer {
  readonly name: string;
  consume(tx: Transaction, events: readonly PlatformEvent[]): Promise<void>;
  /** Called after the commit: a hint that rows wait. */
  committed(events: readonly PlatformEvent[]): void;
}

export interface EventRecorder {
  /** Stores the events and lets every consumer write its rows, all in the caller's transaction. */
  record(tx: Transaction, events: readonly PlatformEvent[]): Promise<void>;
  /** To be called after the commit of that transaction. A call that is missed costs only a poll's delay. */
  committed(events: readonly PlatformEvent[]): void;
}

const insertStatement = systemStatement(
  'events.insert',
  `insert into events (tenant_id, id, type, conversation_id, subject_id, data, created_at)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::json[], $7::timestamptz[])`,
);

export function createEventRecorder(consumers: readonly EventConsumer[]): EventRecorder {
  return {
    async record(tx, events) {
      if (events.length === 0) return;
      tx.write(insertStatement, [
        events.map((event) => event.tenantId),
        events.map((event) => event.id),
        events.map((event) => event.type),
        events.map((event) => event.conversationId ?? null),
        events.map((event) => event.subjectId),
        events.map((event) => (event.data ? JSON.stringify(event.data) : null)),
        events.map((event) => event.at),
      ]);
      await together(...consumers.map((consumer) => consumer.consume(tx, events)));
    },
    committed(events) {
      for (const consumer of consumers) consumer.committed(events);
    },
  };
}
