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
 * The one conversation that a target means: the one named by its id or channel, else the only open one, else the one in
 * which the customer wrote last. Throws what `getTarget` throws, conversation.not_found for a contact without one, and
 * conversation.ambiguous when several are open and the target names no channel.
 */
export async function getConversation(deps: ApiDeps, ctx: Context, target: string): Promise<Conversation> {
  const { conversations } = await getTarget(deps, ctx, target);
  const open = conversations.filter(({ status }) => status === 'open' || status === 'pending');
  if (open.length > 1) throw ambiguous();
  const conversation = open[0] ?? conversations[0];
  if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  return conversation;
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
  if (others.length > 0) throw ambiguous();
  return conversation;
}

function ambiguous(): AppError {
  const next = 'Name the channel in the target: Channel:PhoneNumber.';
  return new AppError('conversation.ambiguous', `The contact has open conversations on several channels. ${next}`);
}
