import type { Context } from '../../kernel/context.ts';
import {
  cancelCampaign,
  copyCampaign,
  getCampaign,
  pauseCampaign,
  resumeCampaign,
  retryFailures,
  type StateDeps,
} from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type Reply } from '../handlers.ts';
import { readCampaignId } from './read-id.ts';
import { toCampaign } from './shapes/campaign.ts';
import { toDraft } from './shapes/draft.ts';

type ChangeState = (deps: StateDeps, ctx: Context, change: { readonly id: string }) => Promise<void>;

/** Holding a campaign, letting it go on, ending it, and beginning it anew. */
export function createChangeHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  const change = async (ctx: Context, given: string, verb: ChangeState): Promise<Reply> => {
    const id = readCampaignId(given);
    await verb(deps, ctx, { id });
    return { body: toCampaign(await getCampaign(deps, ctx, id)) };
  };
  return defineHandlers('campaigns', {
    pauseCampaign: ({ ctx, params }) => change(ctx, params.campaignId, pauseCampaign),
    resumeCampaign: ({ ctx, params }) => change(ctx, params.campaignId, resumeCampaign),
    cancelCampaign: ({ ctx, params }) => change(ctx, params.campaignId, cancelCampaign),

    async retryCampaign({ ctx, params }) {
      const id = readCampaignId(params.campaignId);
      const queued = await retryFailures(deps, ctx, id);
      return { body: { queued, campaign: toCampaign(await getCampaign(deps, ctx, id)) } };
    },

    async copyCampaign({ ctx, params }) {
      return { status: 201, body: toDraft(await copyCampaign(deps, ctx, readCampaignId(params.campaignId))) };
    },
  });
}
