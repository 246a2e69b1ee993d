import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findOperatorById } from '../../modules/accounts/index.ts';
import { readTarget, splitChannel } from '../../modules/contacts/index.ts';
import { type Conversation, findConversationOn, findConversations } from '../../modules/conversations/index.ts';
import { operatorOf, requireOpenChat } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';

/**
 * The conversation in which a free-form message may go to that target now, on the channel named or the default one.
 * Throws contact.number_invalid, contact.not_found, contact.blocked, channel.not_found, and message.window_closed also for a person who
 * never wrote.
 */
export async function getSessionConversation(
  deps: ApiDeps,
  ctx: Context,
  target: string,
  channelName: string | undefined,
): Promise<Conversation> {
  const person = readTarget(splitChannel(target).rest);
  if (person === undefined) throw new AppError('contact.number_invalid', 'The phone number is not valid');
  const found = await findConversations(deps, ctx, target, channelName);
  if (found === undefined && person.kind !== 'phone') throw new AppError('contact.not_found', 'Contact not found');
  if (found?.contact.blockedAt) throw new AppError('contact.blocked', 'The contact is blocked.');
  const conversation = found && (await findConversationOn(deps, ctx, found)).conversation;
  if (conversation === undefined) throw new AppError('message.window_closed', 'Ticket has been expired.');
  requireOpenChat(deps, conversation);
  return conversation;
}

/** The target of an operation that has it in the query: `target` wins. Throws request.target_missing. */
export function getQueryTarget(query: { readonly target?: string; readonly whatsappNumber?: string }): string {
  const target = query.target?.trim() || query.whatsappNumber?.trim();
  if (target) return target;
  throw new AppError('request.target_missing', 'target or whatsappNumber is required.');
}

/** The name of the operator on whose behalf this call sends, if any. */
export async function operatorNameOf(deps: ApiDeps, ctx: Context): Promise<string | null> {
  const operatorId = operatorOf(ctx);
  const operator = operatorId === null ? undefined : await findOperatorById(deps, ctx.tenantId, operatorId);
  return operator?.name ?? null;
}
