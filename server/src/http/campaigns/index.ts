import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';

/** The handlers of `/internal/campaigns`: every operation of the contract has one. */
export function createCampaignsPageHandlers(_deps: ApiDeps): HandlersBySet['campaigns'] {
  return {};
}
