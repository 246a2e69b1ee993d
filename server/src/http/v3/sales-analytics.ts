import type { components } from '@parley/contract/wati-v3';
import { AppError } from '../../kernel/errors.ts';
import { getPipeline, listStages } from '../../modules/sales/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readPeriod } from './read-date-range.ts';

type Schemas = components['schemas'];

/** Ids of one filter. */
const idLimit = 1_000;

/** Lead stages and the pipeline. Beside what WATI answers, an entry has its stage's id, kind and values by currency. */
export function createV3SalesAnalyticsHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listLeadStages({ ctx }) {
      const stages = await listStages(deps, ctx);
      const body: Schemas['GetLeadStagesResponse'] = {
        stages: stages.map(({ id, label, color, sortOrder }) => ({ id, label, color, sort_order: sortOrder })),
      };
      return { body };
    },

    async getSalesPipeline({ ctx, body: { from, to, agentIds, selectedStageIds } }) {
      const pipeline = await getPipeline(deps, ctx, {
        ...readPeriod({ from, to }),
        ownerIds: readIds('agentIds', agentIds),
        stageIds: readIds('selectedStageIds', selectedStageIds),
      });
      const body: Schemas['GetSalesPipelineResponse'] = {
        win_rate: pipeline.winRate,
        entries: pipeline.entries.map(({ stageId, label, kind, leads, values }) => ({
          stage: label,
          count: leads,
          stage_id: stageId,
          kind,
          values: values.map(({ currency, valueMinor, leads: count }) => ({
            currency,
            amount_minor: valueMinor,
            count,
          })),
        })),
      };
      return { body };
    },
  });
}

/** Null, absent and none mean all: a client that chose nothing sends an empty list. */
function readIds(name: string, ids: readonly string[] | null | undefined): readonly string[] | undefined {
  if (!ids || ids.length === 0) return undefined;
  if (ids.length > idLimit) throw new AppError('request.invalid', `${name} must hold at most ${idLimit} items.`);
  return ids.map((id) => id.trim().toLowerCase());
}
