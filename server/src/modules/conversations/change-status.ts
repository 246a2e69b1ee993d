import type { Database, Transaction } from '../../db/database.ts';
import type { EventType, PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { setBlocked } from '../contacts/index.ts';
import { block, moveTo, unblock, type WantedStatus } from './move-status.ts';
import { nameActor } from './name-actor.ts';
import { lockOfContactStatement } from './queries.ts';
import { type TicketEvent, writeTicketEvents } from './ticket-events.ts';
import { type Conversation, type ConversationStatus, isWindowOpen } from './types.ts';
import { writeConversations } from './write-conversations.ts';

export interface ConversationDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

export interface StatusInput {
  readonly contactId: string;
  /** The chat meant; undefined when the contact has none on that channel. */
  readonly conversationId: string | undefined;
  readonly status: WantedStatus;
  /** Nothing is changed unless the chat has this status. */
  readonly ifStill?: ConversationStatus | undefined;
}

/**
 * Makes a chat open, pending or solved, or blocks its contact: a block holds on every channel, and any other status ends
 * it. Says who did it in the history; a chat that has the status stays as it is. Throws conversation.not_found when there
 * is no chat to move, and message.window_closed for open and pending after 24 hours without a customer message, except to
 * end a block: the chat then shows as expired. With `ifStill` throws conversation.changed_since.
 */
export async function changeStatus(deps: ConversationDeps, ctx: Context, input: StatusInput): Promise<void> {
  const actor = await nameActor(deps, ctx);
  const events = await deps.db.transaction((tx) => changeStatusIn(deps, tx, ctx, { ...input, actor }));
  deps.events.committed(events);
}

/** The same in the caller's transaction, by an actor who is named already. Answers the events, which are recorded. */
export async function changeStatusIn(
  deps: Pick<ConversationDeps, 'clock' | 'events'>,
  tx: Transaction,
  ctx: Context,
  input: StatusInput & { readonly actor: string },
): Promise<PlatformEvent[]> {
  const { clock } = deps;
  const contact = { tenantId: ctx.tenantId, id: input.contactId };
  // The contact before its conversations: the order of the intake, so the two never deadlock.
  const turned = await setBlocked(deps, tx, contact, input.status === 'blocked');
  const conversations = await tx.tenant(ctx.tenantId, lockOfContactStatement, [contact.id]);
  if (input.ifStill !== undefined) requireStill(conversations, input.conversationId, input.ifStill);
  const before = new Map(conversations.map(({ id, status }) => [id, status]));
  const rows = moveAll({ clock, actor: input.actor }, conversations, { ...input, endsBlock: turned });
  const moved = conversations.filter(({ id, status }) => before.get(id) !== status);
  const ticketEvents = await writeTicketEvents(deps, tx, rows);
  await writeConversations(tx, moved, clock.now());
  const event = (type: EventType, subjectId: string, data?: Record<string, unknown>): PlatformEvent => {
    const conversationId = type === 'conversation.statusChanged' ? subjectId : undefined;
    const at = clock.now();
    return {
      id: newId(at.getTime()),
      tenantId: ctx.tenantId,
      type,
      conversationId,
      subjectId,
      data,
      facts: undefined,
      at,
    };
  };
  const events = [
    ...(turned ? [event(input.status === 'blocked' ? 'contact.blocked' : 'contact.unblocked', contact.id)] : []),
    ...ticketEvents,
    ...moved.map(({ id, status }) => event('conversation.statusChanged', id, { from: before.get(id), to: status })),
  ];
  await deps.events.record(tx, events);
  return events;
}

/** Throws conversation.changed_since. */
function requireStill(
  conversations: readonly Conversation[],
  conversationId: string | undefined,
  status: ConversationStatus,
): void {
  if (conversations.some((one) => one.id === conversationId && one.status === status)) return;
  throw new AppError('conversation.changed_since', 'Somebody changed this chat meanwhile. It stays as it is now.');
}

function moveAll(
  move: { readonly clock: Clock; readonly actor: string },
  conversations: readonly Conversation[],
  { conversationId, status, endsBlock }: StatusInput & { readonly endsBlock: boolean },
): TicketEvent[] {
  if (status === 'blocked') return conversations.flatMap((conversation) => block(move, conversation));
  const rows = conversations.flatMap((conversation) => unblock(move, conversation));
  const target = conversations.find((conversation) => conversation.id === conversationId);
  if (target === undefined) {
    if (endsBlock) return rows;
    throw new AppError('conversation.not_found', 'Conversation not found');
  }
  if (status !== 'solved' && !isWindowOpen(target, move.clock.nowMs())) {
    if (endsBlock) return rows;
    throw new AppError('message.window_closed', 'Ticket has been expired.');
  }
  return [...rows, ...moveTo(move, target, status)];
}
