import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Conversation } from '../conversations/index.ts';
import { flowRunOf, operatorOf, sourceOf } from './send-deps.ts';
import type { GraphContent } from './session-content.ts';
import { type Message, statusRank } from './types.ts';

/** A new message of this conversation, accepted and not sent yet; the caller gives what else is known of it. */
export function newOutgoing(
  ctx: Context,
  conversation: Conversation,
  content: GraphContent,
  given: Pick<Message, 'kind' | 'localMessageId' | 'replyToWamid' | 'broadcastName' | 'createdAt'>,
): Message {
  return {
    ...untouched,
    ...given,
    tenantId: ctx.tenantId,
    id: newId(given.createdAt.getTime()),
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: conversation.channelId,
    ticketId: conversation.ticketId,
    type: content.type,
    text: content.text,
    content: content.body,
    mediaId: content.mediaId,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    flowRunId: flowRunOf(ctx),
  };
}

/** The members every new outgoing message without a template shares. */
const untouched = {
  direction: 'out',
  templateId: null,
  templateName: null,
  broadcastId: null,
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
