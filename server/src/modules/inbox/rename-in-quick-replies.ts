import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { renameVariable } from './fill-variables.ts';
import { quickReplyLimit, quickReplyTextLimit } from './quick-replies.ts';

const lockStatement = tenantStatement<{ id: string; text: string }>(
  'inbox.lock-quick-replies-naming',
  `select q.id, q.text from quick_replies q where q.tenant_id = $1 and strpos(lower(q.text), lower($2)) > 0
   order by q.id limit ${quickReplyLimit} for update`,
);

const writeStatement = tenantStatement(
  'inbox.write-quick-reply-text',
  'update quick_replies set text = $3, updated_at = $4 where tenant_id = $1 and id = $2',
);

/**
 * Lets quick replies name an attribute by its new name, in the caller's transaction; only those of `ids` where they are
 * given. One that would grow too long stays as it is. Answers the ids of those that were changed.
 */
export async function renameInQuickReplies(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { from, to }: { readonly from: string; readonly to: string },
  ids?: readonly string[],
): Promise<string[]> {
  const changed: string[] = [];
  for (const { id, text } of await tx.tenant(ctx.tenantId, lockStatement, [from])) {
    const renamed = renameVariable(text, from, to);
    if (renamed === text || renamed.length > quickReplyTextLimit || !(ids?.includes(id) ?? true)) continue;
    await tx.tenant(ctx.tenantId, writeStatement, [id, renamed, deps.clock.now()]);
    changed.push(id);
  }
  return changed;
}
