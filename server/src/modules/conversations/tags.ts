import type { Database } from '../../db/database.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { countTagsStatement, insertTagStatement, listTagsStatement } from './tag-queries.ts';

/** A word of the workspace that chats can bear. */
export interface Tag {
  readonly id: string;
  /** In the casing in which it was made; casing does not tell tags apart. */
  readonly name: string;
  /** A word of the palette; null: grey. */
  readonly color: string | null;
}

/** Characters of a tag. */
export const tagNameLimit = 100;
/** Tags of a workspace. */
export const tagLimit = 1_000;

/** Makes a tag. Undefined when there is one of that name in any casing. Throws request.invalid and tag.limit_reached. */
export async function createTag(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Context,
  name: string,
  color: string | null = null,
): Promise<Tag | undefined> {
  const shown = cleanTagName(name);
  if (shown === '' || shown.length > tagNameLimit) {
    throw new AppError('request.invalid', `A tag has 1 to ${tagNameLimit} characters.`);
  }
  const at = deps.clock.now();
  const values = [newId(at.getTime()), shown, toTagKey(shown), at, color];
  return deps.db.transaction(async (tx) => {
    await takeTurn(tx, ctx.tenantId, 'tags');
    const [count] = await tx.tenant(ctx.tenantId, countTagsStatement);
    if ((count?.tags ?? 0) >= tagLimit) {
      throw new AppError('tag.limit_reached', `A workspace has at most ${tagLimit} tags.`);
    }
    const [tag] = await tx.tenant(ctx.tenantId, insertTagStatement, values);
    return tag;
  });
}

/** The tags of a workspace by name; at most `tagLimit`. */
export async function listTags(deps: { readonly db: Database }, ctx: Context): Promise<Tag[]> {
  return deps.db.tenant(ctx.tenantId, listTagsStatement, [tagLimit]);
}

/** How the name of a tag is compared. */
export function toTagKey(name: string): string {
  return cleanTagName(name).toLowerCase();
}

/** Without blanks around it, and one between words. */
export function cleanTagName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ');
}
