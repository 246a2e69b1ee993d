import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  type Conversation,
  type FoundConversations,
  findConversations,
  isWindowOpen,
} from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { asBadRequest } from './as-bad-request.ts';

/**
 * What a conversation target names; a known contact without conversations has none. Throws conversation.not_found for
 * one that names nobody known, and request.invalid for an unknown channel in it.
 */
export async function getTarget(deps: ApiDeps, ctx: Context, target: string): Promise<FoundConversations> {
  const found = await asBadRequest(['channel.not_found'], findConversations(deps, ctx, target));
  if (found === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  return found;
}

/**
 * The one conversation behind a target in which a free-form message may be sent now. Throws what `getTarget` throws,
 * contact.blocked, message.window_closed when there is none, and conversation.ambiguous when the customer has written to several channels
 * and the target names none of them.
 */
export async function getOpenConversation(deps: ApiDeps, ctx: Context, target: string): Promise<Conversation> {
  const { contact, conversations } = await getTarget(deps, ctx, target);
  if (contact.blockedAt !== null) throw new AppError('contact.blocked', 'The contact is blocked.');
  const nowMs = deps.clock.nowMs();
  const [conversation, ...others] = conversations.filter((entry) => isWindowOpen(entry, nowMs));
  if (conversation === undefined) {
    const next = 'Send a template message, or wait until the customer writes.';
    throw new AppError('message.window_closed', `Ticket has been expired. ${next}`);
  }
  if (others.length > 0) {
    const next = 'Name the channel in the target: Channel:PhoneNumber.';
    throw new AppError('conversation.ambiguous', `The contact has open conversations on several channels. ${next}`);
  }
  return conversation;
}
