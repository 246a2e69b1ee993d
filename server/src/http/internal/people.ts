import type { components } from '@parley/contract/internal';
import { listPeople, listTeams } from '../../modules/accounts/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { InternalDeps } from './internal-deps.ts';

type Schemas = components['schemas'];

export function createPeopleHandlers(deps: InternalDeps): HandlersBySet['internal'] {
  return defineHandlers('internal', {
    async listOperators({ ctx }) {
      const items = await listPeople(deps, ctx.tenantId);
      return { body: { items } satisfies Schemas['OperatorList'] };
    },

    async listTeams({ ctx }) {
      return { body: { items: await listTeams(deps, ctx.tenantId) } satisfies Schemas['TeamList'] };
    },
  });
}
