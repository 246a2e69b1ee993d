import type { components } from '@parley/contract/contacts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { EditedPeople } from '../../modules/contact-jobs/index.ts';
import {
  checkConditions,
  fewPeopleLimit,
  type PeopleFilter,
  type TagPart,
  toSegmentPart,
} from '../../modules/contacts/index.ts';
import { findTaggedContacts } from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { fromGroups } from './shapes/person.ts';

type Schemas = components['schemas'];

/** The filter that a request means. Throws request.invalid, segment.not_found. */
export async function readFilter(
  deps: ApiDeps,
  ctx: Context,
  given: Schemas['Filter'] | undefined,
): Promise<PeopleFilter> {
  const { search, groups, allowBroadcast, optedIn, blocked, source, teamId, segmentId, tagId } = given ?? {};
  const conditions = fromGroups(groups);
  checkConditions(conditions ?? []);
  return {
    name: search?.trim() || undefined,
    groups: conditions,
    allowBroadcast,
    optedIn,
    blocked,
    source,
    teamId,
    segment: segmentId === undefined ? undefined : await toSegmentPart(deps, ctx, segmentId),
    tagged: tagId === undefined ? undefined : await readTag(deps, ctx, tagId),
    createdFrom: readMoment('createdFrom', given?.createdFrom),
    createdBefore: readMoment('createdBefore', given?.createdBefore),
  };
}

// A tag that is not there is on no chat.
async function readTag(deps: ApiDeps, ctx: Context, tagId: string): Promise<TagPart> {
  const contactIds = await findTaggedContacts(deps, ctx, tagId, fewPeopleLimit);
  return contactIds === undefined ? { kind: 'id', tagId } : { kind: 'contacts', contactIds };
}

const lastMs = 0xffffffff * 1000;

// Ids hold the moment of creation as 8 hex digits of seconds.
function readMoment(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (moment.getTime() >= 0 && moment.getTime() <= lastMs) return moment;
  throw new AppError('request.invalid', `${field} must be a moment between 1970 and 2106.`, { details: { field } });
}

/** Throws request.invalid unless either ids or a filter is given. */
export async function readChosen(deps: ApiDeps, ctx: Context, given: Schemas['Chosen']): Promise<EditedPeople> {
  const { ids, filter } = given;
  if ((ids === undefined) === (filter === undefined)) {
    throw new AppError('request.invalid', 'Give either ids or a filter.', { details: { field: 'people' } });
  }
  if (ids === undefined) return { filter: await readFilter(deps, ctx, filter) };
  const wrong = ids.find((id) => !isId(id));
  if (wrong === undefined) return { ids: [...new Set(ids.map((id) => id.toLowerCase()))] };
  throw new AppError('request.invalid', `"${wrong}" is no id of a contact.`, { details: { field: 'ids' } });
}
