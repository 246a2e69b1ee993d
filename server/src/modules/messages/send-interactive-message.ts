import type { Context } from '../../kernel/context.ts';
import type { Conversation } from '../conversations/index.ts';
import type { FetchByUrlDeps } from '../media/index.ts';
import { checkInteractive } from './check-interactive.ts';
import type { InteractiveMessage } from './interactive-message.ts';
import { prepareInteractive } from './prepare-interactive.ts';
import type { SendDeps } from './send-deps.ts';
import { requireOpenChat, sendSessionMessage } from './send-session-message.ts';
import type { Message } from './types.ts';

export interface InteractiveMessageInput {
  readonly conversation: Conversation;
  readonly message: InteractiveMessage;
  readonly localMessageId?: string | undefined;
  readonly replyToWamid?: string | undefined;
}

/**
 * Accepts buttons or a list inside the 24-hour window. Nothing is fetched for a message that can't be sent. Throws
 * message.interactive_invalid, message.window_closed, and what fetching a header's file throws
 * (outbound.address_forbidden, media.fetch_failed, media.too_large, media.type_forbidden).
 */
export async function sendInteractiveMessage(
  deps: SendDeps & FetchByUrlDeps,
  ctx: Context,
  { conversation, message, localMessageId, replyToWamid }: InteractiveMessageInput,
): Promise<Message> {
  checkInteractive(message);
  requireOpenChat(deps, conversation);
  const content = await prepareInteractive(deps, ctx, message);
  return sendSessionMessage(deps, ctx, { conversation, content, localMessageId, replyToWamid });
}
