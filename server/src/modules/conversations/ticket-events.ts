import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { closeTicketsStatement, insertTicketEventsStatement, insertTicketsStatement } from './queries.ts';
import { type Conversation, serviceWindowMs } from './types.ts';

/** What a row of the history does to its ticket. */
export type TicketChange =
  | { readonly kind: 'opened'; readonly lastCustomerMessageAt: Date }
  | { readonly kind: 'closed'; readonly reason: 'expired' | 'solved' | 'blocked' | 'joined' }
  | { readonly kind: 'called' }
  | { readonly kind: 'other' };

/** A row of the history about a chat: its sentence, who did it, and what became of the ticket. */
export interface TicketEvent {
  readonly id: string;
  readonly conversation: Pick<Conversation, 'tenantId' | 'id'>;
  /** Null in a chat in which the customer never wrote. */
  readonly ticketId: string | null;
  readonly change: TicketChange;
  readonly description: string;
  readonly actor: string;
  readonly assignee: string | null;
  readonly at: Date;
}

const topicName = 'General Enquiry';
const openedType = 0;
const changedType = 1;
/** Shown as 1, and known as a call: see messages/history.ts. */
const calledType = 2;

/** Writes the rows, opens and closes their tickets and answers the events of those, all in the caller's transaction. */
export async function writeTicketEvents(
  deps: { clock: Clock },
  tx: Transaction,
  events: readonly TicketEvent[],
): Promise<PlatformEvent[]> {
  if (events.length === 0) return [];
  await openTickets(tx, events);
  await closeTickets(tx, events);
  await tx.system(insertTicketEventsStatement, [
    events.map((event) => event.conversation.tenantId),
    events.map((event) => event.id),
    events.map((event) => event.conversation.id),
    events.map((event) => event.ticketId),
    events.map((event) => typeOf(event.change)),
    events.map((event) => event.description),
    events.map((event) => event.actor),
    events.map((event) => event.assignee),
    events.map(() => topicName),
    events.map((event) => event.at.toISOString()),
  ]);
  return events.flatMap((event) => toPlatformEvent(deps.clock, event));
}

function typeOf({ kind }: TicketChange): number {
  if (kind === 'called') return calledType;
  return kind === 'opened' ? openedType : changedType;
}

async function openTickets(tx: Transaction, events: readonly TicketEvent[]): Promise<void> {
  const opened = events.flatMap(({ conversation, ticketId, change, at }) =>
    change.kind === 'opened'
      ? [{ conversation, ticketId, at, expiryDueAt: expiryOf(change.lastCustomerMessageAt) }]
      : [],
  );
  if (opened.length === 0) return;
  await tx.system(insertTicketsStatement, [
    opened.map((entry) => entry.conversation.tenantId),
    opened.map((entry) => entry.ticketId),
    opened.map((entry) => entry.conversation.id),
    opened.map((entry) => entry.at.toISOString()),
    opened.map((entry) => entry.expiryDueAt.toISOString()),
  ]);
}

async function closeTickets(tx: Transaction, events: readonly TicketEvent[]): Promise<void> {
  const closed = events.flatMap(({ conversation, ticketId, change, at }) =>
    change.kind === 'closed' ? [{ conversation, ticketId, at, reason: change.reason }] : [],
  );
  if (closed.length === 0) return;
  await tx.system(closeTicketsStatement, [
    closed.map((entry) => entry.conversation.tenantId),
    closed.map((entry) => entry.ticketId),
    closed.map((entry) => entry.reason),
    closed.map((entry) => entry.at.toISOString()),
  ]);
}

/** When a ticket expires without another message of the customer. */
export function expiryOf(lastCustomerMessageAt: Date): Date {
  return new Date(lastCustomerMessageAt.getTime() + serviceWindowMs);
}

function toPlatformEvent(clock: Clock, event: TicketEvent): PlatformEvent[] {
  const { change, conversation, description, ticketId, at } = event;
  if (change.kind === 'called' || change.kind === 'other' || ticketId === null) return [];
  return [
    {
      id: newId(clock.nowMs()),
      tenantId: conversation.tenantId,
      type: change.kind === 'opened' ? 'ticket.opened' : 'ticket.closed',
      conversationId: conversation.id,
      subjectId: ticketId,
      data: { description, ...(change.kind === 'closed' ? { reason: change.reason } : {}) },
      facts: undefined,
      at,
    },
  ];
}
