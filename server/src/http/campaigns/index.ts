import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createChangeHandlers } from './changes.ts';
import { createChoiceHandlers } from './choices.ts';
import { createCostHandlers } from './cost.ts';
import { createDraftHandlers } from './drafts.ts';
import { createDryRunHandlers } from './dry-runs.ts';
import { createFileHandlers } from './files.ts';
import { createResultHandlers } from './results.ts';

/** The handlers of `/internal/campaigns`: every operation of the contract has one. */
export function createCampaignsPageHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return {
    ...createResultHandlers(deps),
    ...createCostHandlers(deps),
    ...createChoiceHandlers(deps),
    ...createFileHandlers(deps),
    ...createDraftHandlers(deps),
    ...createDryRunHandlers(deps),
    ...createChangeHandlers(deps),
  };
}
