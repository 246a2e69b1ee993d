import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ConversationMove } from './merge-conversations.ts';
import {
  deleteAliasStatement,
  dropTagsStatement,
  giveTagsStatement,
  giveToContactStatement,
  lockOfContactsStatement,
  restoreConversationStatement,
  returnTicketEventsStatement,
  returnTicketsStatement,
} from './merge-queries.ts';
import { restOf } from './move-status.ts';
import type { Conversation } from './types.ts';
import { writeConversations } from './write-conversations.ts';

export interface PartedContacts {
  readonly tenantId: string;
  readonly survivor: { readonly id: string; readonly blockedAt: Date | null };
  readonly parted: { readonly id: string; readonly blockedAt: Date | null };
  readonly moves: readonly ConversationMove[];
}

/** A chat that is back with the contact it was of. */
export interface PartedConversation {
  readonly id: string;
  /** Where its messages lie; its own id when it had been given over as a whole. */
  readonly historyId: string;
  readonly flowRun: ConversationMove['flowRun'];
}

/**
 * Gives a contact its chats back, in the caller's transaction: one that was given over whole as it is, one that had become
 * part of another as it was, with its tickets and tags. The ticket under way goes to the chat it was opened in. Messages are
 * moved by the caller. Chats that went on to somebody else stay there.
 */
export async function partConversations(
  deps: { readonly clock: Clock },
  tx: Transaction,
  { tenantId, survivor, parted, moves }: PartedContacts,
): Promise<PartedConversation[]> {
  const rows = await tx.tenant(tenantId, lockOfContactsStatement, [[survivor.id]]);
  const own = new Map(rows.map((row) => [row.id, row]));
  const changed = new Set<Conversation>();
  const back: PartedConversation[] = [];
  for (const move of moves) {
    const now = own.get(move.toId);
    if (now === undefined) continue;
    if (move.joined === undefined) {
      await tx.tenant(tenantId, giveToContactStatement, [[now.id], parted.id, deps.clock.now()]);
      if (unblockIfFree(deps.clock, now, parted)) changed.add(now);
      back.push({ id: now.id, historyId: now.id, flowRun: move.flowRun });
    } else {
      await restore(deps, tx, parted, now, { ...move, joined: move.joined });
      unblockIfFree(deps.clock, now, survivor);
      changed.add(now);
      back.push({ id: move.fromId, historyId: now.id, flowRun: undefined });
    }
  }
  await writeConversations(tx, changed, deps.clock.now());
  return back;
}

type JoinedMove = ConversationMove & { readonly joined: NonNullable<ConversationMove['joined']> };

async function restore(
  deps: { readonly clock: Clock },
  tx: Transaction,
  parted: PartedContacts['parted'],
  now: Conversation,
  { fromId, before, joined }: JoinedMove,
): Promise<void> {
  const at = deps.clock.now();
  const nowMs = at.getTime();
  const { tenantId } = now;
  const { ticketIds, tagIds, addedTagIds = [], into } = joined;
  const takesTicket = now.ticketId !== null && ticketIds.includes(now.ticketId);
  const state = takesTicket ? { ...now } : { ...before, status: restIfOpen(before, nowMs) };
  if (takesTicket) {
    now.ticketId = into.ticketId;
    now.assignedOperatorId = into.assignedOperatorId;
    now.status = restIfOpen(into, nowMs);
  }
  const restored = { ...state, id: fromId, contactId: parted.id };
  unblockIfFree(deps.clock, restored, parted);
  await tx.tenant(tenantId, deleteAliasStatement, [fromId]);
  await tx.tenant(tenantId, restoreConversationStatement, [
    fromId,
    parted.id,
    now.channelId,
    restored.status,
    restored.ticketId,
    restored.assignedOperatorId,
    restored.lastCustomerMessageAt,
    before.createdAt,
    at,
  ]);
  if (ticketIds.length > 0) {
    await tx.tenant(tenantId, returnTicketsStatement, [ticketIds, fromId]);
    await tx.tenant(tenantId, returnTicketEventsStatement, [now.id, ticketIds, fromId]);
  }
  if (addedTagIds.length > 0) await tx.tenant(tenantId, dropTagsStatement, [now.id, addedTagIds]);
  if (tagIds.length > 0) await tx.tenant(tenantId, giveTagsStatement, [fromId, tagIds, tagIds.map(() => at)]);
}

// The ticket of an open chat ended, or went to the other one, when the two were joined.
function restIfOpen(conversation: Conversation, nowMs: number): Conversation['status'] {
  const { status } = conversation;
  return status === 'open' || status === 'pending' ? restOf(conversation, nowMs) : status;
}

/** A chat of a contact that is not blocked rests; one of a blocked contact is blocked. Answers whether it changed. */
function unblockIfFree(clock: Clock, conversation: Conversation, contact: PartedContacts['parted']): boolean {
  const { status } = conversation;
  if (contact.blockedAt !== null) conversation.status = 'blocked';
  else if (status === 'blocked') conversation.status = restOf(conversation, clock.nowMs());
  return conversation.status !== status;
}
