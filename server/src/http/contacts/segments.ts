import type { components } from '@parley/contract/contacts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  createSegment,
  deleteSegment,
  listSegments,
  type Segment,
  updateSegment,
} from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { type ContactPageRequest, defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readChosen } from './read-filter.ts';
import { fromGroups, toGroups } from './shapes/person.ts';

/** Segments under their names. How many a segment holds is counted by `countContactRows`. */
export function createSegmentHandlers(deps: ApiDeps): HandlersBySet['contacts'] {
  return defineHandlers('contacts', {
    async listContactSegments({ ctx }) {
      return { body: { segments: (await listSegments(deps, ctx)).map(toSegment) } };
    },

    async createContactSegment({ ctx, body }) {
      return { status: 201, body: toSegment(await create(deps, ctx, body)) };
    },

    async updateContactSegment({ ctx, params, body }) {
      const { name, description, groups } = body;
      const input = { name, description, groups: fromGroups(groups) };
      return { body: toSegment(await updateSegment(deps, ctx, params.segmentId.trim().toLowerCase(), input)) };
    },

    async deleteContactSegment({ ctx, params }) {
      await deleteSegment(deps, ctx, params.segmentId.trim().toLowerCase());
      return { status: 204, body: undefined };
    },
  });
}

async function create(
  deps: ApiDeps,
  ctx: Context,
  { name, description, kind, groups, people }: ContactPageRequest<'createContactSegment'>['body'],
): Promise<Segment> {
  if (kind === 'dynamic' && people !== undefined) {
    throw new AppError('request.invalid', 'A dynamic segment has groups, no people.', { details: { field: 'people' } });
  }
  const chosen = people && (await readChosen(deps, ctx, people));
  return createSegment(deps, ctx, {
    name,
    description,
    kind,
    groups: fromGroups(groups),
    contactIds: chosen && 'ids' in chosen ? chosen.ids : undefined,
    people: chosen && 'filter' in chosen ? chosen.filter : undefined,
  });
}

function toSegment(segment: Segment): components['schemas']['Segment'] {
  const { id, name, description, kind, groups, createdAt } = segment;
  return { id, name, description, kind, groups: toGroups(groups), createdAt: createdAt.toISOString() };
}
