import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';

/** The handlers of `/internal/contacts`: every operation of the contract has one. */
export function createContactsPageHandlers(_deps: ApiDeps): HandlersBySet['contacts'] {
  return {};
}
