import type { Context } from '../../kernel/context.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { listChannels } from '../channels/index.ts';
import { type SyncDeps, type SyncResult, syncTemplates } from './sync-templates.ts';
import { getAccount } from './template-deps.ts';

/** Brings the templates of all accounts of the tenant in step with Meta, one after another. Throws what `syncTemplates` does. */
export async function syncAccounts(
  deps: SyncDeps & { readonly secrets: SecretBox },
  ctx: Context,
): Promise<SyncResult> {
  const total = { listed: 0, changed: 0, deleted: 0, complete: true };
  const wabaIds = new Set((await listChannels(deps, ctx)).map(({ wabaId }) => wabaId));
  for (const wabaId of wabaIds) {
    const { listed, changed, deleted, complete } = await syncTemplates(deps, await getAccount(deps, ctx, wabaId));
    total.listed += listed;
    total.changed += changed;
    total.deleted += deleted;
    total.complete &&= complete;
  }
  return total;
}
