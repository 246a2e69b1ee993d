import type { Transaction } from '../../db/database.ts';
import { firstIdAt, newId } from '../../kernel/ids.ts';
import type { ConversationDeps } from './change-status.ts';
import { type DueTicket, lockDueStatement, scheduleExpiryStatement } from './queries.ts';
import { expiryOf, type TicketEvent, writeTicketEvents } from './ticket-events.ts';
import { sentences, systemName } from './ticket-sentences.ts';
import { hasRunningTicket } from './types.ts';
import { writeConversations } from './write-conversations.ts';

/** Tickets that one transaction looks at. */
const expirySlice = 500;

/**
 * Closes tickets whose customers have not written for 24 hours, at most `expirySlice` of those whose time to look has
 * come; the others of these are looked at again when they may be over. Answers how many it looked at. Chats that somebody
 * else is changing at this moment are left for the next call, so any number of processes may do this.
 */
export async function expireTickets(deps: ConversationDeps): Promise<number> {
  const { looked, events } = await deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    const due = await tx.system(lockDueStatement, [at, expirySlice]);
    const expired = due.filter((entry) => isRunning(entry) && expiryOfDue(entry) <= at);
    const rows = expired.map((entry) => toExpired(deps, entry));
    for (const conversation of expired) conversation.status = 'expired';
    const ended = new Set(expired.map((entry) => entry.dueTicketId));
    const others = due.filter((entry) => !ended.has(entry.dueTicketId));
    await lookLater(tx, others);
    const recorded = await writeTicketEvents(deps, tx, rows);
    await writeConversations(tx, expired, at);
    await deps.events.record(tx, recorded);
    return { looked: due.length, events: recorded };
  });
  deps.events.committed(events);
  return looked;
}

function isRunning(entry: DueTicket): boolean {
  return hasRunningTicket(entry) && entry.ticketId === entry.dueTicketId;
}

// What never had a customer message has nothing to expire; it is not due.
function expiryOfDue({ lastCustomerMessageAt, ticketOpenedAt }: DueTicket): Date {
  return expiryOf(lastCustomerMessageAt ?? ticketOpenedAt);
}

function toExpired(deps: ConversationDeps, entry: DueTicket): TicketEvent {
  // A ticket that was opened by a message which came late does not end before it began.
  const at = new Date(Math.max(expiryOfDue(entry).getTime(), entry.ticketOpenedAt.getTime()));
  return {
    // The history is in the order of ids: the row stands at the moment it tells of, however late it is written.
    id: firstIdAt(at.getTime()).slice(0, timeDigits) + newId(deps.clock.nowMs()).slice(timeDigits),
    conversation: entry,
    ticketId: entry.dueTicketId,
    change: { kind: 'closed', reason: 'expired' },
    description: sentences.expired,
    actor: systemName,
    assignee: null,
    at,
  };
}

/** The digits of an id that tell its moment, to the millisecond. */
const timeDigits = 13;

async function lookLater(tx: Transaction, entries: readonly DueTicket[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.system(scheduleExpiryStatement, [
    entries.map((entry) => entry.tenantId),
    entries.map((entry) => entry.dueTicketId),
    entries.map((entry) => (isRunning(entry) ? expiryOfDue(entry).toISOString() : null)),
  ]);
}
