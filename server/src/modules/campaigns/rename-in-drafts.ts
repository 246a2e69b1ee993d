import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { type Draft, saveDraftStatement } from './draft-queries.ts';
import { replaceDryRunsStatement } from './dry-run-queries.ts';

const lockNamingStatement = tenantStatement<Pick<Draft, 'id' | 'name' | 'plan'>>(
  'campaigns.lock-drafts-naming',
  `select d.id, d.name, d.plan from campaign_drafts d
   where d.tenant_id = $1 and exists (
     select 1 from json_array_elements(d.plan -> 'values') v where v ->> 'from' = 'attribute' and v ->> 'value' = $2)
   order by d.id for update`,
);

/**
 * Lets drafts take their values from an attribute by its new name, in the caller's transaction; only those of `ids` where
 * they are given. Dry runs of them are over. Answers the ids of those that were changed.
 */
export async function renameInDrafts(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { from, to }: { readonly from: string; readonly to: string },
  ids?: readonly string[],
): Promise<string[]> {
  const naming = await tx.tenant(ctx.tenantId, lockNamingStatement, [from]);
  const found = naming.filter(({ id }) => ids?.includes(id) ?? true);
  for (const { id, name, plan } of found) {
    const values = plan.values.map((one) =>
      one.from === 'attribute' && one.value === from ? { ...one, value: to } : one,
    );
    await tx.tenant(ctx.tenantId, replaceDryRunsStatement, [id, '']);
    const saved = [id, name, JSON.stringify({ ...plan, values }), deps.clock.now()];
    await tx.tenant(ctx.tenantId, saveDraftStatement, saved);
  }
  return found.map(({ id }) => id);
}
