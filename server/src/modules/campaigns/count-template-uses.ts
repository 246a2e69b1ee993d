import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';

// Newest first by the primary key, as far as the limit.
const countStatement = tenantStatement<{ count: number; lastAt: Date | null }>(
  'campaigns.count-template-uses',
  `select count(*) as count, max(c.created_at) as "lastAt"
   from (select c.created_at, c.template_name, c.channel_id from campaigns c where c.tenant_id = $1 order by c.id desc limit 10000) c
   where c.template_name = $2 and c.channel_id = any($3::text[])`,
);

/** How many of the newest 10,000 campaigns on these channels send the template of that name, and when the last was made. */
export async function countTemplateUses(
  deps: { readonly db: Database },
  ctx: Context,
  { templateName, channelIds }: { readonly templateName: string; readonly channelIds: readonly string[] },
): Promise<{ readonly count: number; readonly lastAt: Date | null }> {
  const [row] = await deps.db.tenant(ctx.tenantId, countStatement, [templateName, channelIds]);
  return row ?? { count: 0, lastAt: null };
}
