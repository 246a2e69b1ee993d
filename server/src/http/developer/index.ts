import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { createReferenceServer } from '../reference/serve-reference.ts';
import { createRequestLogHandlers } from './request-log.ts';

/** The handlers of `/internal/developer`: every operation of the contract has one. */
export function createDeveloperPageHandlers(deps: ApiDeps): HandlersBySet['developer'] {
  const serveReference = createReferenceServer(deps.publicUrl);
  return defineHandlers('developer', {
    ...createRequestLogHandlers(deps),
    getReference: ({ headers }) => serveReference(headers['accept-encoding']?.toString()),
  });
}
