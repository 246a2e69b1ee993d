import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';

/** The handlers of `/internal/developer`: every operation of the contract has one. */
export function createDeveloperPageHandlers(_deps: ApiDeps): HandlersBySet['developer'] {
  return {};
}
