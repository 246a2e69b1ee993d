import { type Database, isUniqueViolation, type Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  changeTagStatement,
  copyTagStatement,
  deleteTagStatement,
  dropTagSliceStatement,
  listTagsWithChatsStatement,
  lockTagStatement,
} from './tag-queries.ts';
import { cleanTagName, tagLimit, tagNameLimit, toTagKey } from './tags.ts';

export interface KeptTag {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  /** Chats that bear it, counted up to 10,000. */
  readonly chats: number;
}

type Deps = { readonly db: Database };
const chatsLimit = 10_000;
/** Chats that lose a tag in one statement. */
const sliceSize = 5_000;

/** The tags of a workspace by name, with the number of their chats; at most `tagLimit`. */
export async function listTagsWithChats(deps: Deps, ctx: Context): Promise<KeptTag[]> {
  return deps.db.tenant(ctx.tenantId, listTagsWithChatsStatement, [tagLimit, chatsLimit]);
}

/** Changes name and colour of a tag, on every chat that bears it. Throws request.invalid, tag.not_found and tag.name_taken. */
export async function changeTag(
  deps: Deps,
  ctx: Context,
  tagId: string,
  input: { readonly name: string; readonly color: string | null },
): Promise<{ before: Omit<KeptTag, 'chats'>; after: Omit<KeptTag, 'chats'> }> {
  const name = cleanTagName(input.name);
  if (name === '' || name.length > tagNameLimit) {
    throw new AppError('request.invalid', `A tag has 1 to ${tagNameLimit} characters.`, { details: { field: 'name' } });
  }
  try {
    return await deps.db.transaction(async (tx) => {
      const before = await lockTag(tx, ctx, tagId);
      await tx.tenant(ctx.tenantId, changeTagStatement, [tagId, name, toTagKey(name), input.color]);
      return { before, after: { id: tagId, name, color: input.color } };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('tag.name_taken', `There is a tag with the name ${name}. Merge the two instead.`);
  }
}

/**
 * Takes a tag off every chat and deletes it; with `intoTagId` the chats bear that one instead. Answers its name and how many
 * bore it. Chats that are looked at show it at their next reading. Throws request.invalid and tag.not_found.
 */
export async function removeTagEverywhere(
  deps: Deps,
  ctx: Context,
  tagId: string,
  intoTagId?: string,
): Promise<{ name: string; into: string | undefined; chats: number }> {
  if (tagId === intoTagId) throw new AppError('request.invalid', 'A tag cannot be merged into itself.');
  return deps.db.transaction(async (tx) => {
    // In one order, so that two merges at once do not wait for each other.
    const ids = [tagId, ...(intoTagId === undefined ? [] : [intoTagId])].sort();
    const tags = new Map<string, string>();
    for (const id of ids) tags.set(id, (await lockTag(tx, ctx, id)).name);
    let chats = 0;
    for (;;) {
      if (intoTagId !== undefined) await tx.tenant(ctx.tenantId, copyTagStatement, [tagId, intoTagId, sliceSize]);
      const dropped = await tx.tenant(ctx.tenantId, dropTagSliceStatement, [tagId, sliceSize]);
      chats += dropped.length;
      if (dropped.length < sliceSize) break;
    }
    await tx.tenant(ctx.tenantId, deleteTagStatement, [tagId]);
    return { name: tags.get(tagId) ?? '', into: intoTagId && tags.get(intoTagId), chats };
  });
}

async function lockTag(tx: Transaction, ctx: Context, tagId: string): Promise<Omit<KeptTag, 'chats'>> {
  const [tag] = await tx.tenant(ctx.tenantId, lockTagStatement, [tagId]);
  if (!tag) throw new AppError('tag.not_found', 'Tag not found.');
  return tag;
}
