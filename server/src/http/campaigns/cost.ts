import type { components } from '@parley/contract/campaigns';
import type { Context } from '../../kernel/context.ts';
import { estimateByCountry, findWallet, sumCharges } from '../../modules/billing/index.ts';
import { type Campaign, findSummaryOf, getCampaign } from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readCampaignId } from './read-id.ts';
import { findTemplate } from './shown-template.ts';

type Schemas = components['schemas'];

/** What campaigns cost, where the wallet is on. */
export function createCostHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return defineHandlers('campaigns', {
    async getCampaignCost({ ctx, params }) {
      const campaign = await getCampaign(deps, ctx, readCampaignId(params.campaignId));
      const wallet = await findWallet(deps, ctx.tenantId);
      if (!wallet?.isOn) return { body: { isBilled: false, currency: '', charged: 0, messages: 0, estimate: null } };
      const [charged, estimate] = await Promise.all([
        readCharged(deps, ctx, campaign),
        estimateCost(deps, ctx, campaign),
      ]);
      const own = charged.find(({ currency }) => currency === wallet.currency);
      const body: Schemas['CampaignCost'] = {
        isBilled: true,
        currency: wallet.currency,
        charged: own?.amount ?? 0,
        messages: own?.messages ?? 0,
        estimate,
      };
      return { body };
    },
  });
}

async function readCharged(deps: ApiDeps, { tenantId }: Context, campaign: Campaign) {
  const { id: broadcastId, firstMessageId: firstId, lastMessageId: lastId } = campaign;
  return firstId === null || lastId === null ? [] : sumCharges(deps, tenantId, { broadcastId, firstId, lastId });
}

/** Of everybody it was to be sent to, by today's prices; null for a campaign of the API, which had no dry run. */
async function estimateCost(deps: ApiDeps, ctx: Context, { id, templateId }: Campaign): Promise<number | null> {
  const [summary, template] = await Promise.all([findSummaryOf(deps, ctx, id), findTemplate(deps, ctx, templateId)]);
  if (summary === undefined || template === undefined) return null;
  const people = new Map(Object.entries(summary.countries));
  return (await estimateByCountry(deps, ctx.tenantId, { category: template.category, people })).cost;
}
