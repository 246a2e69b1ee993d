import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Conversation, isWindowOpen } from '../conversations/index.ts';
import { queuePriority } from './queue-priority.ts';
import { operatorOf, sourceOf } from './send-deps.ts';
import { storeOutgoing } from './store-outgoing.ts';

export interface BotMessage {
  readonly text: string;
  /** Up to three reply buttons; none makes a plain text. */
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
}

/** WhatsApp's limits, in characters. */
const textLimit = 4096;
const bodyLimit = 1024;

/**
 * Accepts a message of a chatbot in the caller's transaction and answers its id; call `queued` after the commit. Throws
 * message.window_closed, message.text_empty and message.text_too_long before anything is written.
 */
export async function acceptBotMessage(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  conversation: Conversation,
  input: BotMessage,
): Promise<string> {
  const at = deps.clock.now();
  const isPlain = input.buttons.length === 0;
  if (!isWindowOpen(conversation, at.getTime())) {
    throw new AppError('message.window_closed', 'Ticket has been expired.');
  }
  if (input.text.trim() === '') throw new AppError('message.text_empty', 'Message text is empty');
  const limit = isPlain ? textLimit : bodyLimit;
  if ([...input.text].length > limit) {
    throw new AppError('message.text_too_long', `Message text is longer than ${limit} characters`);
  }
  const message = {
    tenantId: ctx.tenantId,
    id: newId(at.getTime()),
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: conversation.channelId,
    ticketId: conversation.ticketId,
    kind: 'session',
    type: isPlain ? 'text' : 'interactive',
    text: input.text,
    mediaId: null,
    templateId: null,
    templateName: null,
    broadcastId: null,
    broadcastName: null,
    localMessageId: null,
    replyToWamid: null,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    createdAt: at,
  } as const;
  const content = JSON.stringify(isPlain ? toText(input.text) : toButtons(input));
  await storeOutgoing(tx, [{ message, content, ordered: true, priority: queuePriority.session, queued: true }]);
  return message.id;
}

function toText(text: string): Record<string, unknown> {
  return { body: text, ...(/https?:\/\//i.test(text) ? { preview_url: true } : {}) };
}

function toButtons({ text, buttons }: BotMessage): Record<string, unknown> {
  return {
    type: 'button',
    body: { text },
    action: { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
  };
}
