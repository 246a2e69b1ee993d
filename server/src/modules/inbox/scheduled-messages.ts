import type { Transaction } from '../../db/database.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findContactsById } from '../contacts/index.ts';
import { findConversations } from '../conversations/index.ts';
import { type DraftDeps, type MessageDraft, prepareDraft } from './message-draft.ts';
import {
  countWaitingStatement,
  endStatement,
  findByClientIdStatement,
  findStatement,
  insertStatement,
  listStatement,
  type ScheduledMessage,
} from './scheduled-queries.ts';

export type ScheduleDeps = DraftDeps & { readonly events: EventRecorder; readonly scheduledDue: () => void };

/** Messages of one chat that wait at the same time. */
const waitingLimit = 50;
const shownLimit = 100;
const furthestAheadMs = 366 * 24 * 60 * 60_000;
/** So far back a moment still means now: clocks differ. */
const pastToleranceMs = 5 * 60_000;

/** The scheduled messages of a chat: those that wait, the next one first, then the newest that are over; at most 100. */
export async function listScheduled(
  deps: Pick<DraftDeps, 'db'>,
  ctx: Context,
  conversationId: string,
): Promise<ScheduledMessage[]> {
  return deps.db.tenant(ctx.tenantId, listStatement, [conversationId, shownLimit]);
}

/** Those with these ids. */
export async function findScheduled(
  deps: { readonly db: Pick<DraftDeps['db'], 'tenant'> },
  ctx: Pick<Context, 'tenantId'>,
  ids: readonly string[],
): Promise<ScheduledMessage[]> {
  return ids.length === 0 ? [] : deps.db.tenant(ctx.tenantId, findStatement, [ids]);
}

/**
 * Keeps a message for later, once for each client id. What it names is checked now and again at its time, when the window
 * may have closed. Throws request.invalid for a moment that is past or more than a year ahead, scheduled.limit_reached,
 * conversation.not_found, idempotency.key_reused and what `prepareDraft` throws.
 */
export async function scheduleMessage(
  deps: ScheduleDeps,
  ctx: Context,
  input: {
    readonly conversationId: string;
    readonly operatorId: string;
    readonly clientId: string;
    readonly sendAt: Date;
    readonly draft: MessageDraft;
  },
): Promise<ScheduledMessage> {
  const { tenantId } = ctx;
  const { conversationId, clientId, sendAt } = input;
  await checkMoment(deps.clock, sendAt);
  await checkDraft(deps, ctx, conversationId, input.draft);
  const { id, events } = await deps.db.transaction(async (tx) => {
    await takeTurn(tx, tenantId, `scheduled messages of ${conversationId}`);
    const [count] = await tx.tenant(tenantId, countWaitingStatement, [conversationId]);
    if ((count?.waiting ?? 0) >= waitingLimit) {
      throw new AppError('scheduled.limit_reached', `At most ${waitingLimit} messages of a chat wait for their time.`);
    }
    const at = deps.clock.now();
    const content = JSON.stringify(input.draft);
    const values = [newId(at.getTime()), clientId, conversationId, input.operatorId, content, sendAt, at];
    const [made] = await tx.tenant(tenantId, insertStatement, values);
    if (made !== undefined) {
      return { id: made.id, events: [await recordChange(deps, tx, ctx, { id: made.id, conversationId }, 'waiting')] };
    }
    const [earlier] = await tx.tenant(tenantId, findByClientIdStatement, [clientId]);
    if (earlier?.conversationId === conversationId) return { id: earlier.id, events: [] };
    throw new AppError('idempotency.key_reused', 'This clientId was used for another chat.');
  });
  deps.events.committed(events);
  deps.scheduledDue();
  const [scheduled] = await findScheduled(deps, ctx, [id]);
  return present(scheduled, 'the message just scheduled');
}

/** Throws scheduled.not_found, and scheduled.over for one that does not wait any more. */
export async function cancelScheduled(
  deps: Pick<ScheduleDeps, 'db' | 'clock' | 'events'>,
  ctx: Context,
  id: string,
): Promise<ScheduledMessage> {
  const events = await deps.db.transaction((tx) => endIn(deps, tx, ctx, id, { state: 'cancelled' }));
  deps.events.committed(events);
  const [scheduled] = await findScheduled(deps, ctx, [id]);
  if (scheduled === undefined) throw new AppError('scheduled.not_found', 'Scheduled message not found.');
  if (events.length === 0)
    throw new AppError('scheduled.over', `The scheduled message does not wait: it is ${scheduled.state}.`);
  return scheduled;
}

/** How a scheduled message ends. */
export interface ScheduledEnd {
  readonly state: 'sent' | 'failed' | 'cancelled';
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
  readonly messageId?: string | undefined;
  /** Only if it is of this chat still: chats become one. */
  readonly ofConversationId?: string | undefined;
}

/** Ends one that waits, in the caller's transaction; no event: it was over before. */
export async function endIn(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  ctx: Pick<Context, 'tenantId'>,
  id: string,
  { state, reason, detail, messageId, ofConversationId }: ScheduledEnd,
): Promise<PlatformEvent[]> {
  const values = [
    id,
    state,
    reason ?? null,
    detail ?? null,
    messageId ?? null,
    deps.clock.now(),
    ofConversationId ?? null,
  ];
  const [ended] = await tx.tenant(ctx.tenantId, endStatement, values);
  return ended === undefined ? [] : [await recordChange(deps, tx, ctx, ended, state)];
}

async function recordChange(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  { tenantId }: Pick<Context, 'tenantId'>,
  { id, conversationId }: { readonly id: string; readonly conversationId: string },
  state: ScheduledMessage['state'],
): Promise<PlatformEvent> {
  const at = deps.clock.now();
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'scheduledMessage.changed',
    conversationId,
    subjectId: id,
    data: { state },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return event;
}

async function checkMoment(clock: Clock, sendAt: Date): Promise<void> {
  const ms = sendAt.getTime();
  const details = { field: 'sendAt' };
  if (Number.isNaN(ms) || ms < clock.nowMs() - pastToleranceMs) {
    throw new AppError('request.invalid', 'sendAt must lie in the future.', { details });
  }
  if (ms > clock.nowMs() + furthestAheadMs) {
    throw new AppError('request.invalid', 'sendAt must lie at most a year ahead.', { details });
  }
}

async function checkDraft(deps: DraftDeps, ctx: Context, conversationId: string, draft: MessageDraft): Promise<void> {
  const found = await findConversations(deps, ctx, conversationId);
  const conversation = found?.conversations.find((entry) => entry.id === conversationId);
  if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  const contact = (await findContactsById(deps, ctx, [conversation.contactId])).get(conversation.contactId);
  const recipient = { waId: contact?.waId ?? undefined, bsuid: contact?.bsuid ?? undefined };
  await prepareDraft(deps, ctx, { id: conversation.id, channelId: conversation.channelId, recipient }, draft);
}
