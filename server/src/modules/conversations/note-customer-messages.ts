import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { idTimeMs, newId } from '../../kernel/ids.ts';
import { findBlocked } from '../contacts/index.ts';
import { block } from './move-status.ts';
import { expiryOf, type TicketEvent, writeTicketEvents } from './ticket-events.ts';
import { botName, sentences, systemName } from './ticket-sentences.ts';
import { type Conversation, hasRunningTicket, isWindowOpen } from './types.ts';
import { writeConversations } from './write-conversations.ts';

/** A message of the customer in a locked conversation. `at` is Meta's timestamp of it. */
export interface CustomerMessageSeen {
  readonly conversation: Conversation;
  readonly at: Date;
  /** Name and number as people read them in the history; whether the contact was blocked when it was read. */
  readonly sender: { readonly name: string | null; readonly address: string; readonly blocked: boolean };
  readonly messageId: string;
  /** True when it tells of a change and was not written by the customer: it moves nothing. */
  readonly silent: boolean;
}

export interface NotedMessages {
  /** The ticket in which each message stands, in the order given; null when none was ever opened. */
  readonly ticketIds: readonly (string | null)[];
  readonly events: PlatformEvent[];
}

/**
 * Lets messages of customers move their conversations, in the order given: the window starts anew, the conversation is
 * open again, and a ticket is opened, for the bot, when none runs (never opened, solved, or expired with the window). A
 * blocked contact's messages only move the window. The conversations given are changed to the new state.
 */
export async function noteCustomerMessages(
  deps: { clock: Clock },
  tx: Transaction,
  seen: readonly CustomerMessageSeen[],
): Promise<NotedMessages> {
  const ticketEvents: TicketEvent[] = [];
  const changed = new Set(await alignBlocked(deps.clock, tx, seen, ticketEvents));
  const wrote = new Set<Conversation>();
  const ticketIds = seen.map((message): string | null => {
    const { conversation } = message;
    if (message.silent) return conversation.ticketId;
    if (conversation.status !== 'blocked') {
      ticketEvents.push(...moveTicket(deps.clock, message));
      wrote.add(conversation);
    }
    const last = conversation.lastCustomerMessageAt;
    if (last === null || last < message.at) conversation.lastCustomerMessageAt = message.at;
    changed.add(conversation);
    return conversation.ticketId;
  });
  const events = await writeTicketEvents(deps, tx, ticketEvents);
  await writeConversations(tx, changed, deps.clock.now(), wrote);
  return { ticketIds, events };
}

// A contact and its conversations are blocked together, but the contact was read before its conversations were locked, and
// a conversation may be younger than the block. Where the two differ, the contact is asked again.
async function alignBlocked(
  clock: Clock,
  tx: Transaction,
  seen: readonly CustomerMessageSeen[],
  ticketEvents: TicketEvent[],
): Promise<Conversation[]> {
  const differing = seen
    .filter(({ conversation, sender }) => (conversation.status === 'blocked') !== sender.blocked)
    .map(({ conversation }) => conversation);
  if (differing.length === 0) return [];
  const contacts = differing.map(({ tenantId, contactId }) => ({ tenantId, id: contactId }));
  const blocked = await findBlocked(tx, contacts);
  for (const conversation of differing) {
    if (blocked.has(conversation.contactId)) {
      const rows = block({ clock, actor: systemName }, conversation);
      ticketEvents.push(...rows.filter((row) => row.change.kind === 'closed'));
    } else if (conversation.status === 'blocked') conversation.status = 'solved';
  }
  return differing;
}

/** Opens the conversation, in a new ticket where none runs. Answers the rows that tell of it. */
function moveTicket(clock: Clock, message: CustomerMessageSeen): TicketEvent[] {
  const { conversation } = message;
  const runs = hasRunningTicket(conversation);
  if (runs && isWindowOpen(conversation, message.at.getTime())) {
    conversation.status = 'open';
    return [];
  }
  const events = runs ? [ticketExpired(clock, message)] : [];
  conversation.status = 'open';
  conversation.ticketId = newId(clock.nowMs());
  conversation.assignedOperatorId = null;
  return [...events, ticketOpened(clock, message, conversation.ticketId)];
}

function ticketOpened(clock: Clock, message: CustomerMessageSeen, ticketId: string): TicketEvent {
  const { name, address } = message.sender;
  const who = name ?? address;
  return {
    id: idBefore(message.messageId, 1),
    conversation: message.conversation,
    ticketId,
    change: { kind: 'opened', lastCustomerMessageAt: message.at },
    description: sentences.initialised(who, address),
    actor: who,
    assignee: botName,
    at: clock.now(),
  };
}

function ticketExpired(clock: Clock, { conversation, messageId }: CustomerMessageSeen): TicketEvent {
  const { ticketId, lastCustomerMessageAt } = conversation;
  const expiredMs = lastCustomerMessageAt === null ? clock.nowMs() : expiryOf(lastCustomerMessageAt).getTime();
  return {
    id: idBefore(messageId, 2),
    conversation,
    ticketId,
    change: { kind: 'closed', reason: 'expired' },
    description: sentences.expired,
    actor: systemName,
    assignee: null,
    // Messages that came late may open and end a ticket at once: it does not end before it began.
    at: new Date(Math.max(expiredMs, ticketId === null ? 0 : idTimeMs(ticketId))),
  };
}

// The history is in the order of ids: what happens to the ticket stands right before the message that brought it about.
function idBefore(messageId: string, steps: number): string {
  return (BigInt(`0x${messageId}`) - BigInt(steps)).toString(16).padStart(messageId.length, '0');
}
