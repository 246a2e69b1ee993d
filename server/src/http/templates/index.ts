import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createTemplateChangeHandlers } from './changes.ts';
import { createTemplateListHandlers } from './lists.ts';

/** The handlers of `/internal/templates`: every operation of the contract has one. */
export function createTemplatesPageHandlers(deps: ApiDeps): HandlersBySet['templates'] {
  return { ...createTemplateListHandlers(deps), ...createTemplateChangeHandlers(deps) };
}
