import type { components } from '@parley/contract/campaigns';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { findFirstPerson } from '../../modules/campaigns/index.ts';
import { listChannels } from '../../modules/channels/index.ts';
import {
  type Contact,
  countSegment,
  findContactIds,
  findContactsById,
  getSegment,
  listContacts,
  listSegmentNames,
  readFacets,
} from '../../modules/contacts/index.ts';
import { listTemplates } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { requireSession } from '../internal/require-session.ts';
import { readId } from './read-id.ts';
import { toTemplateChoice } from './shapes/template.ts';

type Schemas = components['schemas'];

const templatesShown = 500;
/** Those that can be sent, or could be before. */
const usableStates = new Set(['APPROVED', 'PAUSED']);
const contactsShown = 20;
const idsTaken = 200;

/** What a campaign can be made of. */
export function createChoiceHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return defineHandlers('campaigns', {
    async getCampaignChoices({ ctx, credential }) {
      const [channels, segments, { templates }, { attributes }] = await Promise.all([
        listChannels(deps, ctx),
        listSegmentNames(deps, ctx),
        listTemplates(deps, ctx, { pageNumber: 1, pageSize: templatesShown }),
        readFacets(deps, ctx),
      ]);
      const body: Schemas['Choices'] = {
        timeZone: requireSession(credential).tenant.timeZone,
        channels: channels.map((channel) => ({
          id: channel.id,
          name: channel.name,
          phoneNumber: channel.phoneNumber,
          isDefault: channel.isDefault,
          pausedReason: channel.pausedAt === null ? null : (channel.pausedReason ?? 'The number is paused.'),
        })),
        segments: segments.map(({ id, name, kind }) => ({ id, name, kind })),
        templates: templates
          .filter(({ status }) => usableStates.has(status))
          .map((template) => toTemplateChoice(template, channels)),
        attributes: toAttributes(attributes),
      };
      return { body };
    },

    async findCampaignContacts({ ctx, query }) {
      const ids = readIds(query.ids);
      if (query.ids && ids.length === 0) throw new AppError('request.invalid', 'ids must be ids of contacts.');
      const search = query.search?.trim() ?? '';
      const wanted = query.ids ? ids : await newestIds(search);
      const found = await findContactsById(deps, ctx, wanted);
      return { body: { contacts: wanted.flatMap((id) => found.get(id) ?? []).map(toPicked) } };

      async function newestIds(text: string): Promise<string[]> {
        if (text !== '') return findContactIds(deps.db, ctx, text, contactsShown);
        const { contacts } = await listContacts(deps, ctx, {}, { pageNumber: 1, pageSize: contactsShown });
        return contacts.map(({ id }) => id);
      }
    },

    async findFirstRecipient({ ctx, query }) {
      const segmentIds = readIds(query.segmentIds);
      const contactIds = readIds(query.contactIds);
      const person = await findFirstPerson(deps, ctx, { segmentIds, contactIds });
      return { body: { person: person ? toFirstPerson(person) : null } };
    },

    async countCampaignSegment({ ctx, params }) {
      const id = readId(params.segmentId, 'segment.not_found', 'Segment not found.');
      return { body: { people: await countSegment(deps, ctx, await getSegment(deps, ctx, id)) } };
    },
  });
}

function readIds(text = ''): string[] {
  const given = text.split(',').map((id) => id.trim().toLowerCase());
  return given.filter(isId).slice(0, idsTaken);
}

function toFirstPerson({ name, profileName, waId, attributes }: Contact): Schemas['FirstPerson'] {
  return { name: name ?? profileName, phone: waId, attributes };
}

function toPicked(contact: Contact): Schemas['PickedContact'] {
  const { id, name, profileName, waId, allowBroadcast, blockedAt } = contact;
  return {
    id,
    name: name ?? profileName,
    phone: waId,
    allowsBroadcast: allowBroadcast,
    isBlocked: blockedAt !== null,
  };
}

/** In the order of the alphabet, the contact's own before them. */
function toAttributes(names: readonly string[]): string[] {
  return ['name', 'phone', ...names.filter((name) => name !== 'name' && name !== 'phone').sort()];
}
