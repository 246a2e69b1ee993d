import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { listTeams } from '../../modules/accounts/index.ts';
import {
  type Contact,
  countContacts,
  findContact,
  listContacts,
  readTarget,
  splitChannel,
  upsertContact,
} from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { components } from '../generated/wati-v3.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { getRequestedChannel } from './get-requested-channel.ts';
import { readDateRange } from './read-date-range.ts';
import { fromAddContactRequest, toContactDto } from './shapes/contact.ts';

type Schemas = components['schemas'];

/** The people. POST with a known number changes that contact; WATI does not say what it does then. */
export function createV3ContactHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listContacts({ ctx, query }) {
      const page = { pageNumber: query.page_number, pageSize: query.page_size };
      const { contacts } = await listContacts(deps, ctx, {}, page);
      const body: Schemas['GetContactListResponse'] = {
        contact_list: await toContactDtos(deps, ctx, contacts),
        page_number: page.pageNumber,
        page_size: page.pageSize,
      };
      return { body };
    },

    async addContact({ ctx, body }) {
      const contact = await upsertContact(deps, ctx, fromAddContactRequest(body));
      return { body: await toContactReply(deps, ctx, contact) };
    },

    async getContact({ ctx, params }) {
      const { channel, rest } = splitChannel(params.target);
      if (channel !== undefined) await getRequestedChannel(deps, ctx, channel);
      const target = readTarget(rest);
      const contact = target && (await findContact(deps, ctx, target));
      if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
      return { body: await toContactReply(deps, ctx, contact) };
    },

    async countContacts({ ctx, query }) {
      const contactCount = await countContacts(deps, ctx, readDateRange(query));
      const body: Schemas['GetContactCountResponse'] = { contact_count: contactCount };
      return { body };
    },
  });
}

async function toContactReply(deps: ApiDeps, ctx: Context, contact: Contact): Promise<Schemas['ContactDto']> {
  return toContactDto(contact, await findTeamNames(deps, ctx, [contact]));
}

async function toContactDtos(
  deps: ApiDeps,
  ctx: Context,
  contacts: readonly Contact[],
): Promise<Schemas['ContactDto'][]> {
  const teamNames = await findTeamNames(deps, ctx, contacts);
  return contacts.map((contact) => toContactDto(contact, teamNames));
}

async function findTeamNames(
  deps: ApiDeps,
  ctx: Context,
  contacts: readonly Contact[],
): Promise<ReadonlyMap<string, string>> {
  if (contacts.every((contact) => contact.teamIds.length === 0)) return new Map();
  const teams = await listTeams(deps, ctx.tenantId);
  return new Map(teams.map((team) => [team.id, team.name]));
}
