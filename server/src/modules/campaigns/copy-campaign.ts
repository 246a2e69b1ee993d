import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { type Draft, findFileStatement } from './draft-queries.ts';
import { createDraft } from './drafts.ts';
import { findDryRunStatement } from './dry-run-queries.ts';
import { type CampaignPlan, emptyPlan } from './plan.ts';
import { getCampaign } from './read-campaigns.ts';

const nameLimit = 200;

/**
 * A draft like a campaign, to be sent now. Of a campaign that a program made only template and number are known; a file is taken over
 * while it is kept. Throws campaign.not_found, campaign.draft_limit_reached.
 */
export async function copyCampaign(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Context,
  id: string,
): Promise<Draft> {
  const { name, channelId, templateId } = await getCampaign(deps, ctx, id);
  const [dryRun] = await deps.db.tenant(ctx.tenantId, findDryRunStatement, [id]);
  const known = dryRun?.plan ?? { ...emptyPlan, channelId, templateId };
  const { audience, schedule } = known;
  const plan: CampaignPlan = {
    ...known,
    audience: (await isFileGone(deps, ctx, audience.fileId)) ? emptyPlan.audience : audience,
    schedule: { ...schedule, kind: 'now', at: null },
  };
  return createDraft(deps, ctx, { name: `Copy of ${name}`.slice(0, nameLimit), plan });
}

async function isFileGone(deps: { readonly db: Database }, ctx: Context, fileId: string | null): Promise<boolean> {
  if (fileId === null) return false;
  return (await deps.db.tenant(ctx.tenantId, findFileStatement, [fileId])).length === 0;
}
