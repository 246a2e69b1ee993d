import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';

/** The handlers of `/internal/settings`: every operation of the contract has one. */
export function createSettingsPageHandlers(_deps: ApiDeps): HandlersBySet['settings'] {
  return {};
}
