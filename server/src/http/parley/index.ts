import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createEventHandlers } from './events.ts';
import { createLeadStageHandlers } from './lead-stages.ts';
import { createLeadHandlers } from './leads.ts';
import { createTokenHandlers } from './token.ts';

/** The handlers of `/api/parley/v1`: every operation of its contract has one. */
export function createParleyHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return {
    ...createEventHandlers(deps),
    ...createLeadHandlers(deps),
    ...createLeadStageHandlers(deps),
    ...createTokenHandlers(),
  };
}
