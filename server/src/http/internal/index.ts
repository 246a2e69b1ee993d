import type { HandlersBySet } from '../handlers.ts';
import type { InternalDeps } from './internal-deps.ts';
import { createPeopleHandlers } from './people.ts';
import { createSessionHandlers } from './sessions.ts';

export type { InternalDeps, SignInFacts } from './internal-deps.ts';

/** The handlers of `/internal`, which only the web app calls. */
export function createInternalHandlers(deps: InternalDeps): HandlersBySet['internal'] {
  return { ...createSessionHandlers(deps), ...createPeopleHandlers(deps) };
}
