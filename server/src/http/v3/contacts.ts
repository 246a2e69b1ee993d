import type { components } from '@parley/contract/wati-v3';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { listTeams } from '../../modules/accounts/index.ts';
import {
  type Contact,
  countContacts,
  findContactsById,
  findSegmentsOfMany,
  listContacts,
  updateAttributes,
  upsertContact,
} from '../../modules/contacts/index.ts';
import { assignTeams, deleteContact, findConversations } from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type Reply, type V3Request } from '../handlers.ts';
import { asBadRequest } from './as-bad-request.ts';
import { getContact, readContactTarget } from './get-contact.ts';
import { readDateRange } from './read-date-range.ts';
import { type ContactNames, fromAddContactRequest, toContactDto } from './shapes/contact.ts';

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

    updateContacts: (request) => updateContacts(deps, request),

    async assignContactToTeams({ ctx, body }) {
      const contact = await getContact(deps, ctx, body.target);
      const conversation = await findNewestConversation(deps, ctx, body.target);
      const change = { contactId: contact.id, conversation, teams: body.teams };
      await asBadRequest(['team.not_found'], assignTeams(deps, ctx, change));
      return { body: { result: true } satisfies Schemas['AssignContactToTeamsResponse'] };
    },

    async getContact({ ctx, params }) {
      return { body: await toContactReply(deps, ctx, await getContact(deps, ctx, params.target)) };
    },

    async deleteContact({ ctx, params }) {
      const { id } = await getContact(deps, ctx, params.target);
      await deleteContact(deps, ctx, id);
      const body: Schemas['DeleteContactResponse'] = { contact_id: id, deleted: true, cleanup_completed: true };
      return { body };
    },

    async countContacts({ ctx, query }) {
      const contactCount = await countContacts(deps, ctx, readDateRange(query));
      const body: Schemas['GetContactCountResponse'] = { contact_count: contactCount };
      return { body };
    },
  });
}

/** Known contacts are updated also when others are not; the answer names the others beside the list. */
async function updateContacts(deps: ApiDeps, { ctx, body }: V3Request<'updateContacts'>): Promise<Reply> {
  const named = await Promise.all(
    body.contacts.map(async ({ target: text, customParams }) => {
      const target = text?.trim() ? await readContactTarget(deps, ctx, text) : undefined;
      if (target === undefined) throw new AppError('request.invalid', `"${text ?? ''}" is no target of a contact.`);
      const attributes = Object.fromEntries((customParams ?? []).map(({ name, value }) => [name, value]));
      return { text, target, attributes };
    }),
  );
  const ids = await updateAttributes(deps, ctx, named);
  const contacts = await findContactsById(deps, ctx, [...new Set(ids.flatMap((id) => id ?? []))]);
  const strangers = named.flatMap(({ text }, place) => (contacts.has(ids[place] ?? '') ? [] : [text]));
  if (contacts.size === 0) throw new AppError('request.invalid', `Contact not found: ${strangers.join(', ')}`);
  const errors = strangers.map((target) => ({ target, message: 'Contact not found.' }));
  const answer: Schemas['UpdateContactsResponse'] = {
    contact_list: await toContactDtos(deps, ctx, inOrder(ids, contacts)),
    ...(errors.length === 0 ? {} : { errors }),
  };
  return { body: answer };
}

function inOrder(ids: readonly (string | undefined)[], contacts: ReadonlyMap<string, Contact>): Contact[] {
  return [...new Set(ids)].flatMap((id) => contacts.get(id ?? '') ?? []);
}

async function findNewestConversation(deps: ApiDeps, ctx: Context, target: string) {
  return (await findConversations(deps, ctx, target))?.conversations[0];
}

async function toContactReply(deps: ApiDeps, ctx: Context, contact: Contact): Promise<Schemas['ContactDto']> {
  return toContactDto(contact, await findNames(deps, ctx, [contact]));
}

async function toContactDtos(
  deps: ApiDeps,
  ctx: Context,
  contacts: readonly Contact[],
): Promise<Schemas['ContactDto'][]> {
  const names = await findNames(deps, ctx, contacts);
  return contacts.map((contact) => toContactDto(contact, names));
}

async function findNames(deps: ApiDeps, ctx: Context, contacts: readonly Contact[]): Promise<ContactNames> {
  const ids = contacts.map((contact) => contact.id);
  const [teams, segments] = await Promise.all([
    contacts.some((contact) => contact.teamIds.length > 0) ? listTeams(deps, ctx.tenantId) : [],
    findSegmentsOfMany(deps, ctx, ids),
  ]);
  return { teams: new Map(teams.map((team) => [team.id, team.name])), segments };
}
