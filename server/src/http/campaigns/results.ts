import type { components } from '@parley/contract/campaigns';
import type { Context } from '../../kernel/context.ts';
import { explainFailure } from '../../meta/explain-failure.ts';
import {
  type FailureGroup,
  findPlanOf,
  getCampaign,
  listFailures,
  pageCampaigns,
  pageRecipients,
  retryAfterMs,
} from '../../modules/campaigns/index.ts';
import { countClickers } from '../../modules/links/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { streamRecipients } from './export-recipients.ts';
import { readCampaignId, readCursor } from './read-id.ts';
import { toCampaign } from './shapes/campaign.ts';
import { toRecipient } from './shapes/recipient.ts';
import { toPattern } from './shapes/template.ts';
import { findShownTemplate, findTemplate } from './shown-template.ts';

type Schemas = components['schemas'];

/** Campaigns and what became of them, those of the API too. */
export function createResultHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  const find = (ctx: Context, given: string) => getCampaign(deps, ctx, readCampaignId(given));
  return defineHandlers('campaigns', {
    async listCampaigns({ ctx, query }) {
      const { state, search, limit = 50 } = query;
      const rows = await pageCampaigns(deps, ctx, { state, search, before: readCursor(query.cursor), limit });
      const body: Schemas['CampaignPage'] = {
        campaigns: rows.map(toCampaign),
        nextCursor: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
      };
      return { body };
    },

    async getCampaign({ ctx, params }) {
      return { body: toCampaign(await find(ctx, params.campaignId)) };
    },

    async getCampaignResults({ ctx, params }) {
      const campaign = await find(ctx, params.campaignId);
      const [clicked, failures, template, plan] = await Promise.all([
        countClickers(deps.db, ctx.tenantId, campaign),
        listFailures(deps, ctx, campaign),
        findTemplate(deps, ctx, campaign.templateId),
        findPlanOf(deps, ctx, campaign.id),
      ]);
      const body: Schemas['Results'] = {
        clicked,
        failures: failures.map(toFailure),
        schedule: plan ? { ...plan.schedule } : null,
        preview: template ? toPattern(template) : null,
      };
      return { body };
    },

    async listCampaignRecipients({ ctx, params, query }) {
      const campaign = await find(ctx, params.campaignId);
      const { state: filter, search, limit = 50 } = query;
      const after = readCursor(query.cursor);
      const rows = await pageRecipients(deps, ctx, campaign, { filter, search, after, limit });
      const template = await findShownTemplate(deps, ctx, campaign.templateId);
      const body: Schemas['RecipientPage'] = {
        recipients: rows.map((row) => toRecipient(row, template)),
        nextCursor: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
      };
      return { body };
    },

    async exportCampaign({ ctx, params, query, signal }) {
      const campaign = await find(ctx, params.campaignId);
      return {
        stream: streamRecipients(deps, ctx, campaign, { filter: query.state, signal }),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="campaign-${campaign.id}.csv"`,
          'cache-control': 'no-store',
        },
      };
    },
  });
}

function toFailure({ code, people, lastAt, detail }: FailureGroup): Schemas['Results']['failures'][number] {
  const explained = code === null ? undefined : explainFailure(code);
  const afterMs = retryAfterMs(code);
  return {
    code,
    people,
    sentence: explained?.sentence ?? detail ?? 'The message could not be sent.',
    next: explained?.next ?? 'Look at the people it concerns.',
    isRetryable: afterMs !== undefined,
    retryAt: afterMs === undefined ? null : new Date(lastAt.getTime() + afterMs).toISOString(),
  };
}
