import type { components } from '@parley/contract/wati-v3';
import type { Context } from '../../kernel/context.ts';
import { findMessage, type Message } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { toSentMessageDto } from './shapes/message.ts';

/** The answer to a free-form send: the message, with the name of the operator on whose behalf it was sent. */
export async function toSendResponse(
  deps: ApiDeps,
  ctx: Context,
  message: Message,
): Promise<components['schemas']['SendFileResponse']> {
  const stored = message.operatorId === null ? undefined : await findMessage(deps, ctx, message.id);
  return { message: toSentMessageDto(message, stored?.operatorName ?? null) };
}
