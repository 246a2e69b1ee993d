import type { Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Conversation, isWindowOpen } from '../conversations/index.ts';
import { newOutgoing } from './new-outgoing.ts';
import { queuePriority } from './queue-priority.ts';
import type { SendDeps } from './send-deps.ts';
import { checkContent, type SessionContent, toGraphContent } from './session-content.ts';
import { type OutgoingMessage, storeOutgoing } from './store-outgoing.ts';
import type { Message } from './types.ts';

export interface SessionMessageInput {
  readonly conversation: Conversation;
  readonly content: SessionContent;
  readonly localMessageId?: string | undefined;
  readonly replyToWamid?: string | undefined;
}

/**
 * Accepts a free-form message: it is stored and queued when this resolves, and goes out in the order of its
 * conversation. Throws what `requireOpenChat` throws, message.text_empty or message.text_too_long.
 */
export async function sendSessionMessage(deps: SendDeps, ctx: Context, input: SessionMessageInput): Promise<Message> {
  const row = prepare(deps, ctx, input);
  await deps.db.transaction(async (tx) => storeOutgoing(tx, [row]));
  deps.queued(new Set([row.message.channelId]));
  return row.message;
}

/** The same in the caller's transaction, who tells `deps.queued` of the channel after the commit. */
export async function acceptSessionMessage(
  deps: Pick<SendDeps, 'clock'>,
  tx: Transaction,
  ctx: Context,
  input: SessionMessageInput,
): Promise<Message> {
  const row = prepare(deps, ctx, input);
  storeOutgoing(tx, [row]);
  return row.message;
}

function prepare(
  deps: Pick<SendDeps, 'clock'>,
  ctx: Context,
  input: SessionMessageInput,
): OutgoingMessage & { message: Message } {
  checkContent(input.content);
  const { conversation } = input;
  requireOpenChat(deps, conversation);
  const content = toGraphContent(input.content);
  const message = newOutgoing(ctx, conversation, content, {
    kind: 'session',
    localMessageId: input.localMessageId ?? null,
    replyToWamid: input.replyToWamid ?? null,
    broadcastName: null,
    createdAt: deps.clock.now(),
  });
  const body = JSON.stringify(content.body);
  return { message, content: body, ordered: true, priority: queuePriority.session, queued: true };
}

/** Throws contact.blocked, or message.window_closed outside the 24 hours after the customer's last message. */
export function requireOpenChat(deps: Pick<SendDeps, 'clock'>, conversation: Conversation): void {
  if (conversation.status === 'blocked') throw new AppError('contact.blocked', 'The contact is blocked.');
  if (isWindowOpen(conversation, deps.clock.nowMs())) return;
  throw new AppError('message.window_closed', 'Ticket has been expired.', {
    details: { lastCustomerMessageAt: conversation.lastCustomerMessageAt },
  });
}
