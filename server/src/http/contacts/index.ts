import type { ApiDeps } from '../api-deps.ts';
import type { HandlersBySet } from '../handlers.ts';
import { createGridHandlers } from './grid.ts';
import { createJobHandlers } from './jobs.ts';
import { createPeopleHandlers } from './people.ts';
import { createSegmentHandlers } from './segments.ts';

/** The handlers of `/internal/contacts`: every operation of the contract has one. */
export function createContactsPageHandlers(deps: ApiDeps): HandlersBySet['contacts'] {
  return {
    ...createGridHandlers(deps),
    ...createPeopleHandlers(deps),
    ...createJobHandlers(deps),
    ...createSegmentHandlers(deps),
  };
}
