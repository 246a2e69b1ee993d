import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { joinActivity } from './join-read-state.ts';
import {
  deleteConversationStatement,
  giveTagsStatement,
  giveToContactStatement,
  insertAliasStatement,
  lockOfContactsStatement,
  moveAliasesStatement,
  moveTicketEventsStatement,
  moveTicketsStatement,
  setFlowRunStatement,
  takeTagsStatement,
} from './merge-queries.ts';
import { block } from './move-status.ts';
import { type TicketEvent, writeTicketEvents } from './ticket-events.ts';
import { sentences, systemName } from './ticket-sentences.ts';
import { type Conversation, hasRunningTicket } from './types.ts';
import { writeConversations } from './write-conversations.ts';

export interface ConversationMove {
  /** Where the history lies, and where it belongs. The same: only its contact is another one. */
  readonly fromId: string;
  readonly toId: string;
  /** The run of a chatbot that goes on in the other one, or must end because that one has its own. */
  readonly flowRun: { readonly id: string; readonly goesOn: boolean } | undefined;
  readonly before: Conversation;
  /** As the other conversation was, where two became one, and the tickets and tags that came to it. */
  readonly joined: ({ readonly into: Conversation } & MovedRows) | undefined;
}

export interface MergedConversations {
  readonly moves: readonly ConversationMove[];
  /** Recorded by the caller. */
  readonly events: readonly PlatformEvent[];
}

/**
 * Gives the conversations of one contact to another, in the caller's transaction. On a channel on which both have one, they
 * become one: it keeps the later window, the running ticket of the one in which the customer wrote last, and who had it.
 * Finds nothing to do when it was done before.
 */
export async function mergeConversations(
  deps: { readonly clock: Clock },
  tx: Transaction,
  { tenantId, survivorId, loserId, blocked }: MergedContactPair,
): Promise<MergedConversations> {
  const locked = await tx.tenant(tenantId, lockOfContactsStatement, [[survivorId, loserId]]);
  const own = new Map(locked.filter((row) => row.contactId === survivorId).map((row) => [row.channelId, row]));
  const moves: ConversationMove[] = [];
  const rows: TicketEvent[] = [];
  const changed = new Set<Conversation>();
  for (const from of locked.filter((row) => row.contactId === loserId)) {
    const before = { ...from };
    const into = own.get(from.channelId);
    let joined: ConversationMove['joined'];
    if (into === undefined) own.set(from.channelId, from);
    else {
      const intoBefore = { ...into };
      rows.push(...join(deps.clock, into, from));
      joined = { into: intoBefore, ...(await moveRows(deps, tx, into, from)) };
      changed.add(into);
    }
    const runId = before.flowRunId;
    const flowRun = runId === null ? undefined : { id: runId, goesOn: (into ?? from).flowRunId === runId };
    moves.push({ fromId: from.id, toId: (into ?? from).id, flowRun, before, joined });
  }
  if (moves.length === 0) return { moves, events: [] };
  const given = moves.filter((move) => move.fromId === move.toId).map((move) => move.fromId);
  if (given.length > 0) await tx.tenant(tenantId, giveToContactStatement, [given, survivorId, deps.clock.now()]);
  if (blocked) {
    for (const conversation of own.values()) {
      const told = block({ clock: deps.clock, actor: systemName }, conversation);
      if (told.length > 0) changed.add(conversation);
      rows.push(...told);
    }
  }
  const events = await writeTicketEvents(deps, tx, rows);
  await writeConversations(tx, changed, deps.clock.now());
  return { moves, events };
}

export interface MergedContactPair {
  readonly tenantId: string;
  readonly survivorId: string;
  readonly loserId: string;
  /** Whether the contact that stays is blocked. */
  readonly blocked: boolean;
}

/** Makes `into` what both were; answers the row of a ticket that ends thereby. */
function join(clock: Clock, into: Conversation, from: Conversation): TicketEvent[] {
  const lead = isAhead(from, into) ? from : into;
  const other = lead === from ? into : from;
  const ended = hasRunningTicket(lead) && hasRunningTicket(other) ? [ticketJoined(clock, into, other.ticketId)] : [];
  const isBlocked = into.status === 'blocked' || from.status === 'blocked';
  const { status, ticketId, assignedOperatorId, flowRunId } = lead;
  into.status = isBlocked ? 'blocked' : status;
  into.ticketId = ticketId ?? other.ticketId;
  into.assignedOperatorId = assignedOperatorId ?? other.assignedOperatorId;
  into.lastCustomerMessageAt = laterOf(lead.lastCustomerMessageAt, other.lastCustomerMessageAt);
  into.flowRunId = flowRunId ?? other.flowRunId;
  return ended;
}

// A running ticket leads; of two, the one of the customer's last message.
function isAhead(one: Conversation, other: Conversation): boolean {
  const runs = [one, other].map(hasRunningTicket);
  if (runs[0] !== runs[1]) return runs[0] === true;
  return (one.lastCustomerMessageAt?.getTime() ?? 0) > (other.lastCustomerMessageAt?.getTime() ?? 0);
}

function laterOf(one: Date | null, other: Date | null): Date | null {
  return (one?.getTime() ?? 0) > (other?.getTime() ?? 0) ? one : (other ?? one);
}

function ticketJoined(clock: Clock, conversation: Conversation, ticketId: string | null): TicketEvent {
  const at = clock.now();
  return {
    id: newId(at.getTime()),
    conversation,
    ticketId,
    change: { kind: 'closed', reason: 'joined' },
    description: sentences.joined,
    actor: systemName,
    assignee: null,
    at,
  };
}

interface MovedRows {
  readonly ticketIds: readonly string[];
  readonly tagIds: readonly string[];
  /** Those that the conversation did not have. */
  readonly addedTagIds: readonly string[];
}

async function moveRows(
  deps: { readonly clock: Clock },
  tx: Transaction,
  into: Conversation,
  from: Conversation,
): Promise<MovedRows> {
  const { tenantId } = into;
  const [activity] = await tx.tenant(tenantId, deleteConversationStatement, [from.id]);
  await joinActivity(tx, tenantId, into.id, activity);
  await tx.tenant(tenantId, moveAliasesStatement, [from.id, into.id]);
  await tx.tenant(tenantId, insertAliasStatement, [from.id, into.id, deps.clock.now()]);
  await tx.tenant(tenantId, setFlowRunStatement, [into.id, into.flowRunId]);
  const tags = await tx.tenant(tenantId, takeTagsStatement, [from.id]);
  const tagIds = tags.map((tag) => tag.tagId);
  const given = [into.id, tagIds, tags.map((tag) => tag.addedAt)];
  const added = tags.length > 0 ? await tx.tenant(tenantId, giveTagsStatement, given) : [];
  const tickets = await tx.tenant(tenantId, moveTicketsStatement, [from.id, into.id]);
  return { ticketIds: tickets.map((ticket) => ticket.id), tagIds, addedTagIds: added.map((tag) => tag.tagId) };
}

/** Moves up to `limit` ticket rows of a history; answers how many. */
export async function moveTicketEvents(
  tx: Transaction,
  move: { readonly tenantId: string; readonly fromId: string; readonly toId: string },
  limit: number,
): Promise<number> {
  const rows = await tx.tenant(move.tenantId, moveTicketEventsStatement, [move.fromId, move.toId, limit]);
  return rows.length;
}
