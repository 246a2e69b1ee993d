import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';

/** The handlers of `/internal/templates`: every operation of the contract has one. */
export function createTemplatesPageHandlers(_deps: ApiDeps): HandlersBySet['templates'] {
  return {};
}
