import type { components } from '@parley/contract/parley';
import {
  createStage,
  deleteStage,
  type LeadStage,
  listStages,
  orderStages,
  updateStage,
} from '../../modules/sales/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';

type Schemas = components['schemas'];

/** The stages of the pipeline, in the order the workspace gives them. */
export function createLeadStageHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async listLeadStages({ ctx }) {
      return { body: toStageList(await listStages(deps, ctx)) };
    },

    async createLeadStage({ ctx, body }) {
      return { status: 201, body: toStage(await createStage(deps, ctx, body)) };
    },

    async orderLeadStages({ ctx, body }) {
      return { body: toStageList(await orderStages(deps, ctx, body.stageIds)) };
    },

    async updateLeadStage({ ctx, params, body }) {
      return { body: toStage(await updateStage(deps, ctx, params.stageId, body)) };
    },

    async deleteLeadStage({ ctx, params }) {
      await deleteStage(deps, ctx, params.stageId);
      return { status: 204, body: undefined };
    },
  });
}

export function toStage({ id, label, color, sortOrder, kind }: LeadStage): Schemas['LeadStage'] {
  return { id, label, color, sortOrder, kind };
}

function toStageList(stages: readonly LeadStage[]): Schemas['LeadStageList'] {
  return { stages: stages.map(toStage) };
}
