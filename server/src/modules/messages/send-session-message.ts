import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Conversation, isWindowOpen } from '../conversations/index.ts';
import type { MediaKind } from '../media/index.ts';
import { queuePriority } from './queue-priority.ts';
import { operatorOf, type SendDeps, sourceOf } from './send-deps.ts';
import { storeOutgoing } from './store-outgoing.ts';
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
    };

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
 * conversation. Throws contact.blocked, message.window_closed outside the 24 hours after the customer's last message, message.text_empty
 * or message.text_too_long.
 */
export async function sendSessionMessage(deps: SendDeps, ctx: Context, input: SessionMessageInput): Promise<Message> {
  checkContent(input.content);
  const at = deps.clock.now();
  const { conversation } = input;
  if (conversation.status === 'blocked') throw new AppError('contact.blocked', 'The contact is blocked.');
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
  const row = { message, content: body, ordered: true, priority: queuePriority.session, queued: true };
  await deps.db.transaction((tx) => storeOutgoing(tx, [row]));
  deps.queued(new Set([conversation.channelId]));
  return message;
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
  } else if ((content.caption?.length ?? 0) > captionLimit) {
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
  const { mediaKind, caption, fileName, voice } = content;
  const captioned = mediaKind === 'image' || mediaKind === 'video' || mediaKind === 'document';
  const body = {
    ...(captioned && caption ? { caption } : {}),
    ...(mediaKind === 'document' && fileName ? { filename: fileName } : {}),
    ...(mediaKind === 'audio' && voice ? { voice: true } : {}),
  };
  return { type: mediaKind, text: caption ?? (mediaKind === 'document' ? (fileName ?? null) : null), body };
}
