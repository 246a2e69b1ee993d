import type { components } from '@parley/contract/inbox';
import { AppError } from '../../kernel/errors.ts';
import { createView, deleteView, listViews, updateView, type View } from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { operatorIdOf } from './get-row.ts';
import { fromFilterQuery } from './shapes/filter.ts';

type Schemas = components['schemas'];

const filterMembers = new Set([
  'status',
  'assignee',
  'team',
  'tag',
  'channel',
  'unread',
  'favourite',
  'closingWithinHours',
  'outsideHours',
  'search',
]);

/** Filters of the list under a name. */
export function createViewHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async listInboxViews({ ctx, credential }) {
      const operatorId = operatorIdOf(credential);
      return { body: { views: (await listViews(deps, ctx, operatorId)).map((view) => toView(view, operatorId)) } };
    },

    async createInboxView({ ctx, credential, body }) {
      const operatorId = operatorIdOf(credential);
      return { status: 201, body: toView(await createView(deps, ctx, operatorId, checked(body)), operatorId) };
    },

    async updateInboxView({ ctx, credential, params, body }) {
      const operatorId = operatorIdOf(credential);
      return {
        body: toView(await updateView(deps, ctx, { id: params.viewId, operatorId }, checked(body)), operatorId),
      };
    },

    async deleteInboxView({ ctx, credential, params }) {
      await deleteView(deps, ctx, { id: params.viewId, operatorId: operatorIdOf(credential) });
      return { status: 204, body: undefined };
    },
  });
}

function checked({ name, isShared, filter }: Schemas['ViewInput']): Schemas['ViewInput'] {
  if (name.trim() === '') throw new AppError('request.invalid', 'name is empty.', { details: { field: 'name' } });
  // What the list would refuse is not kept, nor what it does not know.
  fromFilterQuery(filter, '');
  const known = Object.fromEntries(Object.entries(filter).filter(([member]) => filterMembers.has(member)));
  return { name, isShared, filter: known };
}

function toView({ id, name, isShared, operatorId, filter }: View, me: string): Schemas['View'] {
  return { id, name, isShared, isMine: operatorId === me, filter };
}
