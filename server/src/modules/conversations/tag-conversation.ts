import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { ConversationDeps } from './change-status.ts';
import { lockConversation } from './flow-changes.ts';
import { nameActor } from './name-actor.ts';
import {
  findTagStatement,
  holdTagStatement,
  tagConversationStatement,
  tagIdsOfConversationStatement,
  untagConversationStatement,
} from './tag-queries.ts';
import { type Tag, toTagKey } from './tags.ts';

/** Tags of one chat. */
export const conversationTagLimit = 50;

export interface TagInput {
  readonly conversationId: string;
  /** In any casing. */
  readonly name: string;
}

/**
 * Puts a tag of the workspace on a chat; one that it bears already changes and tells nothing. Throws tag.not_found,
 * tag.limit_reached and conversation.not_found.
 */
export async function addTag(deps: ConversationDeps, ctx: Context, input: TagInput): Promise<void> {
  await changeTags(deps, ctx, input, 'conversation.tagAdded', async (tx, tag) => {
    const { conversationId } = input;
    // Who takes it off all chats does not see this one yet.
    if ((await tx.tenant(ctx.tenantId, holdTagStatement, [tag.id])).length === 0) throw tagNotFound();
    const borne = await tx.tenant(ctx.tenantId, tagIdsOfConversationStatement, [conversationId]);
    if (borne.some(({ tagId }) => tagId === tag.id)) return false;
    if (borne.length >= conversationTagLimit) {
      throw new AppError('tag.limit_reached', `A conversation has at most ${conversationTagLimit} tags.`);
    }
    await tx.tenant(ctx.tenantId, tagConversationStatement, [conversationId, tag.id, deps.clock.now()]);
    return true;
  });
}

/** Takes a tag off a chat; one that it does not bear changes and tells nothing. Throws tag.not_found and conversation.not_found. */
export async function removeTag(deps: ConversationDeps, ctx: Context, input: TagInput): Promise<void> {
  await changeTags(deps, ctx, input, 'conversation.tagRemoved', async (tx, tag) => {
    const removed = await tx.tenant(ctx.tenantId, untagConversationStatement, [input.conversationId, tag.id]);
    return removed.length > 0;
  });
}

async function changeTags(
  deps: ConversationDeps,
  ctx: Context,
  { conversationId, name }: TagInput,
  type: 'conversation.tagAdded' | 'conversation.tagRemoved',
  change: (tx: Transaction, tag: Tag) => Promise<boolean>,
): Promise<void> {
  const { tenantId } = ctx;
  const [tag] = await deps.db.tenant(tenantId, findTagStatement, [toTagKey(name)]);
  if (tag === undefined) throw tagNotFound();
  const actor = await nameActor(deps, ctx);
  const events = await deps.db.transaction(async (tx): Promise<PlatformEvent[]> => {
    // The lock lets two who tag one chat at once take turns, so that the limit holds.
    if ((await lockConversation(tx, tenantId, conversationId)) === undefined) {
      throw new AppError('conversation.not_found', 'Conversation not found.');
    }
    if (!(await change(tx, tag))) return [];
    const at = deps.clock.now();
    const data = { tagId: tag.id, tag: tag.name, actor };
    const id = newId(at.getTime());
    const event = { id, tenantId, type, conversationId, subjectId: conversationId, data, facts: undefined, at };
    await deps.events.record(tx, [event]);
    return [event];
  });
  deps.events.committed(events);
}

function tagNotFound(): AppError {
  return new AppError('tag.not_found', 'Tag not found.');
}
