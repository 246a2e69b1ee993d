import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { TicketChange, TicketEvent } from './ticket-events.ts';
import { sentences } from './ticket-sentences.ts';
import { type Conversation, hasRunningTicket, isWindowOpen } from './types.ts';

/** What a person may make of a chat. */
export type WantedStatus = 'open' | 'pending' | 'solved' | 'blocked';

interface Move {
  readonly clock: Clock;
  /** Who does it, as the history names them. */
  readonly actor: string;
}

const statusWords = { open: 'Open', pending: 'Pending' } as const;

/** Makes a locked conversation one of a blocked contact and closes its ticket. Answers the rows that tell of it. */
export function block(move: Move, conversation: Conversation): TicketEvent[] {
  if (conversation.status === 'blocked') return [];
  const change: TicketChange = hasRunningTicket(conversation)
    ? { kind: 'closed', reason: 'blocked' }
    : { kind: 'other' };
  conversation.status = 'blocked';
  return [toRow(move, conversation, sentences.blocked(move.actor), change)];
}

/** Ends the block of a locked conversation: it then rests, without a ticket, until somebody writes or opens it. */
export function unblock(move: Move, conversation: Conversation): TicketEvent[] {
  if (conversation.status !== 'blocked') return [];
  conversation.status = restOf(conversation, move.clock.nowMs());
  return [toRow(move, conversation, sentences.unblocked(move.actor), { kind: 'other' })];
}

/**
 * Gives a locked conversation, not a blocked one, that status: a new ticket is opened where none runs, and closed when it
 * is solved. Answers the rows that tell of it; none when it has that status. Opening needs an open window.
 */
export function moveTo(
  move: Move,
  conversation: Conversation,
  wanted: Exclude<WantedStatus, 'blocked'>,
): TicketEvent[] {
  if (wanted === 'solved') return solve(move, conversation);
  const rows: TicketEvent[] = [];
  const { lastCustomerMessageAt } = conversation;
  if (!hasRunningTicket(conversation) && lastCustomerMessageAt !== null) {
    conversation.ticketId = newId(move.clock.nowMs());
    conversation.status = 'open';
    rows.push(toRow(move, conversation, sentences.opened(move.actor), { kind: 'opened', lastCustomerMessageAt }));
  }
  if (conversation.status === wanted) return rows;
  conversation.status = wanted;
  const description = sentences.statusChanged(statusWords[wanted], move.actor);
  return [...rows, toRow(move, conversation, description, { kind: 'other' })];
}

function solve(move: Move, conversation: Conversation): TicketEvent[] {
  if (conversation.status === 'solved') return [];
  const change: TicketChange = hasRunningTicket(conversation)
    ? { kind: 'closed', reason: 'solved' }
    : { kind: 'other' };
  conversation.status = 'solved';
  return [toRow(move, conversation, sentences.closed(move.actor), change)];
}

/** What a conversation is whose ticket has ended. */
export function restOf(conversation: Conversation, nowMs: number): Conversation['status'] {
  if (conversation.lastCustomerMessageAt === null) return 'broadcast';
  return isWindowOpen(conversation, nowMs) ? 'solved' : 'expired';
}

function toRow(move: Move, conversation: Conversation, description: string, change: TicketChange): TicketEvent {
  const at = move.clock.now();
  const { ticketId } = conversation;
  return {
    id: newId(at.getTime()),
    conversation,
    ticketId,
    change,
    description,
    actor: move.actor,
    assignee: null,
    at,
  };
}
