import type { Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Conversation, isWindowOpen } from '../conversations/index.ts';
import type { MediaKind } from '../media/index.ts';
import { queuePriority } from './queue-priority.ts';
import { operatorOf, type SendDeps, sourceOf } from './send-deps.ts';
import { type OutgoingMessage, storeOutgoing } from './store-outgoing.ts';
import { type Message, statusRank } from './types.ts';

export type SessionContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'media';
      readonly mediaKind: MediaKind;
      readonly mediaId: string;
      readonly caption?: string | undefined;
      readonly fileName?: string | undefined;
      readonly voice?: boolean;
    }
  /** An `interactive` object of the Cloud API, checked by the caller. */
  | { readonly kind: 'interactive'; readonly text: string; readonly interactive: Record<string, unknown> };

export interface SessionMessageInput {
  readonly conversation: Conversation;
  readonly content: SessionContent;
  readonly localMessageId?: string | undefined;
  readonly replyToWamid?: string | undefined;
}

/** WhatsApp's limit of a text body, in characters. */
export const textLimit = 4096;
const captionLimit = 1024;

/**
 * Accepts a free-form message: it is stored and queued when this resolves, and goes out in the order of its
 * conversation. Throws message.window_closed outside the 24 hours after the customer's last message, message.text_empty
 * or message.text_too_long.
 */
export async function sendSessionMessage(deps: SendDeps, ctx: Context, input: SessionMessageInput): Promise<Message> {
  const row = prepare(deps, ctx, input);
  await deps.db.transaction((tx) => storeOutgoing(tx, [row]));
  deps.queued(new Set([row.message.channelId]));
  return row.message;
}

/** The same in the caller's transaction, who tells `deps.queued` of the channel after the commit. */
export async function acceptSessionMessage(
  deps: SendDeps,
  tx: Transaction,
  ctx: Context,
  input: SessionMessageInput,
): Promise<Message> {
  const row = prepare(deps, ctx, input);
  await storeOutgoing(tx, [row]);
  return row.message;
}

function prepare(deps: SendDeps, ctx: Context, input: SessionMessageInput): OutgoingMessage & { message: Message } {
  checkContent(input.content);
  const at = deps.clock.now();
  const { conversation } = input;
  if (!isWindowOpen(conversation, at.getTime())) {
    throw new AppError('message.window_closed', 'Ticket has been expired.', {
      details: { lastCustomerMessageAt: conversation.lastCustomerMessageAt },
    });
  }
  const content = toGraphContent(input.content);
  const message: Message = {
    ...emptyMessage,
    tenantId: ctx.tenantId,
    id: newId(at.getTime()),
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: conversation.channelId,
    ticketId: conversation.ticketId,
    type: content.type,
    text: content.text,
    content: content.body,
    mediaId: input.content.kind === 'media' ? input.content.mediaId : null,
    localMessageId: input.localMessageId ?? null,
    replyToWamid: input.replyToWamid ?? null,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    createdAt: at,
  };
  const body = JSON.stringify(content.body);
  return { message, content: body, ordered: true, priority: queuePriority.session, queued: true };
}

/** The members every new outgoing session message shares. */
const emptyMessage = {
  direction: 'out',
  kind: 'session',
  templateId: null,
  templateName: null,
  broadcastId: null,
  broadcastName: null,
  wamid: null,
  status: statusRank.queued,
  retries: 0,
  failedCode: null,
  failedDetail: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  repliedAt: null,
  failedAt: null,
} as const;

function checkContent(content: SessionContent): void {
  if (content.kind === 'text') {
    if (content.text.trim() === '') throw new AppError('message.text_empty', 'Message text is empty');
    if ([...content.text].length > textLimit) {
      throw new AppError('message.text_too_long', `Message text is longer than ${textLimit} characters`);
    }
  } else if (content.kind === 'media' && (content.caption?.length ?? 0) > captionLimit) {
    throw new AppError('message.text_too_long', `Caption is longer than ${captionLimit} characters`);
  }
}

interface GraphContent {
  readonly type: string;
  readonly text: string | null;
  readonly body: Record<string, unknown>;
}

function toGraphContent(content: SessionContent): GraphContent {
  if (content.kind === 'text') {
    const preview = /https?:\/\//i.test(content.text);
    return {
      type: 'text',
      text: content.text,
      body: { body: content.text, ...(preview ? { preview_url: true } : {}) },
    };
  }
  if (content.kind === 'interactive') return { type: 'interactive', text: content.text, body: content.interactive };
  const { mediaKind, caption, fileName, voice } = content;
  const captioned = mediaKind === 'image' || mediaKind === 'video' || mediaKind === 'document';
  const body = {
    ...(captioned && caption ? { caption } : {}),
    ...(mediaKind === 'document' && fileName ? { filename: fileName } : {}),
    ...(mediaKind === 'audio' && voice ? { voice: true } : {}),
  };
  return { type: mediaKind, text: caption ?? (mediaKind === 'document' ? (fileName ?? null) : null), body };
}
