import { createDraft, deleteDraft, getDraft, listDrafts, saveDraft } from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readId } from './read-id.ts';
import { fromPlan, toDraft } from './shapes/draft.ts';

/** Campaigns that are being made. */
export function createDraftHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return defineHandlers('campaigns', {
    async listCampaignDrafts({ ctx }) {
      return { body: { drafts: (await listDrafts(deps, ctx)).map(toDraft) } };
    },

    async createCampaignDraft({ ctx, body }) {
      const draft = await createDraft(deps, ctx, { name: body.name, plan: fromPlan(body.plan) });
      return { status: 201, body: toDraft(draft) };
    },

    async getCampaignDraft({ ctx, params }) {
      return { body: toDraft(await getDraft(deps, ctx, readDraftId(params.draftId))) };
    },

    async saveCampaignDraft({ ctx, params, body }) {
      const id = readDraftId(params.draftId);
      return { body: toDraft(await saveDraft(deps, ctx, { id, name: body.name, plan: fromPlan(body.plan) })) };
    },

    async deleteCampaignDraft({ ctx, params }) {
      await deleteDraft(deps, ctx, readDraftId(params.draftId));
      return { status: 204, body: undefined };
    },
  });
}

export function readDraftId(given: string): string {
  return readId(given, 'campaign.draft_not_found', 'This draft is gone: it was launched or deleted.');
}
