import type { components } from '@parley/contract/inbox';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { findConversations } from '../../modules/conversations/index.ts';
import { type ConversationRow, loadConversationRows } from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Credential } from '../authenticate.ts';
import { requireSession } from '../internal/require-session.ts';
import { toConversation } from './shapes/conversation.ts';

/** The operator who is signed in. */
export function operatorIdOf(credential: Credential): string {
  return requireSession(credential).operator.id;
}

/** A chat by its id, or by that of one that was joined to it. Throws conversation.not_found. */
export async function getRow(deps: ApiDeps, ctx: Context, conversationId: string): Promise<ConversationRow> {
  const id = conversationId.trim().toLowerCase();
  const [row] = isId(id) ? await loadConversationRows(deps.db, ctx, [id]) : [];
  if (row !== undefined) return row;
  const joined = isId(id) ? await findJoined(deps, ctx, id) : undefined;
  if (joined === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  return joined;
}

/** The same as the operator sees it. */
export async function getConversation(
  deps: ApiDeps,
  ctx: Context,
  credential: Credential,
  conversationId: string,
): Promise<components['schemas']['ConversationRow']> {
  return toConversation(await getRow(deps, ctx, conversationId), operatorIdOf(credential), deps.clock.nowMs());
}

async function findJoined(deps: ApiDeps, ctx: Context, id: string): Promise<ConversationRow | undefined> {
  const found = await findConversations(deps, ctx, id);
  // The id may also be that of a contact: that names no chat here.
  const conversation = found?.contact.id === id ? undefined : found?.conversations[0];
  if (conversation === undefined) return undefined;
  return (await loadConversationRows(deps.db, ctx, [conversation.id]))[0];
}
