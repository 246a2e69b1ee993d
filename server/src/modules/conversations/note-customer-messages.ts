import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import {
  closeTicketsStatement,
  insertTicketEventsStatement,
  insertTicketsStatement,
  updateManyStatement,
} from './queries.ts';
import { type Conversation, isWindowOpen } from './types.ts';

/** A message of the customer in a locked conversation. `at` is Meta's timestamp of it. */
export interface CustomerMessageSeen {
  readonly conversation: Conversation;
  readonly at: Date;
  /** Name and number as people read them in the history. */
  readonly sender: { readonly name: string | null; readonly address: string };
  readonly messageId: string;
  /** True when it tells of a change and was not written by the customer: it moves nothing. */
  readonly silent: boolean;
}

export interface NotedMessages {
  /** The ticket in which each message stands, in the order given; null when none was ever opened. */
  readonly ticketIds: readonly (string | null)[];
  readonly events: PlatformEvent[];
}

interface TicketEvent {
  readonly conversation: Conversation;
  readonly id: string;
  readonly ticketId: string;
  readonly type: 0 | 1;
  readonly description: string;
  readonly actor: string;
}

const openingTopic = 'General Enquiry';
const firstAssignee = 'Bot';
const openedType = 0;
const changedType = 1;

/**
 * Lets messages of customers move their conversations, in the order given: the window starts anew, the conversation is
 * open again, and a ticket is opened when none runs (never opened, solved, or expired with the window). The
 * conversations given are changed to the new state. Blocked ones stay blocked.
 */
export async function noteCustomerMessages(
  deps: { clock: Clock },
  tx: Transaction,
  seen: readonly CustomerMessageSeen[],
): Promise<NotedMessages> {
  const ticketEvents: TicketEvent[] = [];
  const closed: { conversation: Conversation; ticketId: string }[] = [];
  const ticketIds = seen.map((message): string | null => {
    const { conversation } = message;
    if (message.silent) return conversation.ticketId;
    const running = conversation.ticketId !== null && isTicketRunning(conversation, message.at.getTime());
    if (!running) {
      if (conversation.ticketId !== null && conversation.status !== 'solved') {
        closed.push({ conversation, ticketId: conversation.ticketId });
        ticketEvents.push(ticketExpired(message, conversation.ticketId));
      }
      conversation.ticketId = newId(deps.clock.nowMs());
      ticketEvents.push(ticketOpened(message, conversation.ticketId));
    }
    if (conversation.status !== 'blocked') conversation.status = 'open';
    const last = conversation.lastCustomerMessageAt;
    if (last === null || last < message.at) conversation.lastCustomerMessageAt = message.at;
    return conversation.ticketId;
  });
  const at = deps.clock.now();
  await writeTickets(tx, ticketEvents, closed, at);
  const moved = seen.filter((message) => !message.silent).map((message) => message.conversation);
  await writeConversations(tx, new Set(moved), at);
  return { ticketIds, events: toEvents(deps.clock, ticketEvents, at) };
}

function isTicketRunning(conversation: Conversation, atMs: number): boolean {
  if (conversation.status === 'solved' || conversation.status === 'expired') return false;
  return isWindowOpen(conversation, atMs);
}

function ticketOpened(message: CustomerMessageSeen, ticketId: string): TicketEvent {
  const { name, address } = message.sender;
  const who = name ?? address;
  const description = `The chat has been initialized by contact ${who} (${address})`;
  const { conversation } = message;
  return { conversation, id: idBefore(message.messageId, 1), ticketId, type: openedType, description, actor: who };
}

function ticketExpired({ conversation, messageId }: CustomerMessageSeen, ticketId: string): TicketEvent {
  const description = 'The chat has expired: 24 hours passed without a message of the contact';
  return { conversation, id: idBefore(messageId, 2), ticketId, type: changedType, description, actor: 'System' };
}

// The history is in the order of ids: what happens to the ticket stands right before the message that brought it about.
function idBefore(messageId: string, steps: number): string {
  return (BigInt(`0x${messageId}`) - BigInt(steps)).toString(16).padStart(messageId.length, '0');
}

async function writeTickets(
  tx: Transaction,
  events: readonly TicketEvent[],
  closed: readonly { conversation: Conversation; ticketId: string }[],
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  if (closed.length > 0) {
    await tx.system(closeTicketsStatement, [
      closed.map(({ conversation }) => conversation.tenantId),
      closed.map(({ ticketId }) => ticketId),
      closed.map(() => 'expired'),
      closed.map(() => at.toISOString()),
    ]);
  }
  const opened = events.filter((event) => event.type === openedType);
  await tx.system(insertTicketsStatement, [
    opened.map((event) => event.conversation.tenantId),
    opened.map((event) => event.ticketId),
    opened.map((event) => event.conversation.id),
    opened.map(() => at.toISOString()),
  ]);
  await tx.system(insertTicketEventsStatement, [
    events.map((event) => event.conversation.tenantId),
    events.map((event) => event.id),
    events.map((event) => event.conversation.id),
    events.map((event) => event.ticketId),
    events.map((event) => event.type),
    events.map((event) => event.description),
    events.map((event) => event.actor),
    events.map((event) => (event.type === openedType ? firstAssignee : null)),
    events.map(() => openingTopic),
    events.map(() => at.toISOString()),
  ]);
}

async function writeConversations(tx: Transaction, conversations: ReadonlySet<Conversation>, at: Date): Promise<void> {
  if (conversations.size === 0) return;
  const rows = [...conversations].sort((a, b) => (a.id < b.id ? -1 : 1));
  await tx.system(updateManyStatement, [
    rows.map((row) => row.tenantId),
    rows.map((row) => row.id),
    rows.map((row) => row.status),
    rows.map((row) => row.ticketId),
    rows.map((row) => row.lastCustomerMessageAt?.toISOString() ?? null),
    rows.map(() => at.toISOString()),
  ]);
}

function toEvents(clock: Clock, ticketEvents: readonly TicketEvent[], at: Date): PlatformEvent[] {
  return ticketEvents.map((event) => ({
    id: newId(clock.nowMs()),
    tenantId: event.conversation.tenantId,
    type: event.type === openedType ? 'ticket.opened' : 'ticket.closed',
    conversationId: event.conversation.id,
    subjectId: event.ticketId,
    data: { description: event.description },
    facts: undefined,
    at,
  }));
}
