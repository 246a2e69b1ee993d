import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Conversation, type FoundConversations, isWindowOpen } from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { getTarget } from './get-conversation.ts';

/**
 * The one chat behind a target that an operation works on, open or not. Throws what `getTarget` and `chooseChat` throw, and
 * conversation.not_found for a contact without a chat.
 */
export async function getChat(deps: ApiDeps, ctx: Context, target: string): Promise<Conversation> {
  const conversation = chooseChat(deps, await getTarget(deps, ctx, target));
  if (conversation === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  return conversation;
}

/**
 * Of what a target names: the open chat, without one that in which the customer wrote last; undefined when there is none.
 * Throws conversation.ambiguous when several are open, since a target with a channel names one (wati-v3-behaviour section 4).
 */
export function chooseChat(
  deps: Pick<ApiDeps, 'clock'>,
  { conversations }: FoundConversations,
): Conversation | undefined {
  const nowMs = deps.clock.nowMs();
  const [open, ...others] = conversations.filter((entry) => isWindowOpen(entry, nowMs));
  if (others.length === 0) return open ?? conversations[0];
  const next = 'Name the channel in the target: Channel:PhoneNumber.';
  throw new AppError('conversation.ambiguous', `The contact has open conversations on several channels. ${next}`);
}
