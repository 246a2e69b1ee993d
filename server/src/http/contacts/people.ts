import type { components } from '@parley/contract/contacts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { changePerson, createPerson } from '../../modules/contact-jobs/index.ts';
import { type Contact, findContactsById, joinContacts, listSegmentsOf } from '../../modules/contacts/index.ts';
import { deleteContact, findLastSeen } from '../../modules/conversations/index.ts';
import { readPersonPanel } from '../../modules/inbox/index.ts';
import { joinPeople } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toPerson, toPersonDetail } from './shapes/person.ts';

type Schemas = components['schemas'];

/** One contact: made, read, changed, joined to another, deleted. */
export function createPeopleHandlers(deps: ApiDeps): HandlersBySet['contacts'] {
  return defineHandlers('contacts', {
    async createContactRow({ ctx, body }) {
      return { status: 201, body: toPerson(await createPerson(deps, ctx, body)) };
    },

    async getContactDetail({ ctx, params }) {
      const { id } = await getPerson(deps, ctx, params.contactId);
      const [panel, segments, seen] = await Promise.all([
        readPersonPanel(deps, ctx, id),
        listSegmentsOf(deps, ctx, id),
        findLastSeen(deps, ctx, [id]),
      ]);
      return { body: toPersonDetail(panel, segments, seen.get(id)) };
    },

    async changeContactRow({ ctx, params, body: { ifStill, ...change } }) {
      const { id } = await getPerson(deps, ctx, params.contactId);
      await changePerson(deps, ctx, id, change, ifStill);
      return { body: toPerson(await getPerson(deps, ctx, id)) };
    },

    async deleteContactRow({ ctx, params }) {
      const { id } = await getPerson(deps, ctx, params.contactId);
      await deleteContact(deps, ctx, id);
      return { status: 204, body: undefined };
    },

    async mergeContactRows({ ctx, params, body }) {
      const survivor = await getPerson(deps, ctx, params.contactId);
      const other = await getPerson(deps, ctx, body.otherId);
      if (survivor.id === other.id) throw new AppError('request.invalid', 'A contact cannot be merged with itself.');
      const joined = joinContacts(survivor, other, { waId: null, bsuid: null });
      if (!body.preview) await joinPeople(deps, ctx, { survivorId: survivor.id, loserId: other.id });
      const contact = body.preview ? joined : await getPerson(deps, ctx, survivor.id);
      return { body: toMergeResult(contact, other) };
    },
  });
}

async function getPerson(deps: ApiDeps, ctx: Context, given: string): Promise<Contact> {
  const id = given.trim().toLowerCase();
  const contact = isId(id) ? (await findContactsById(deps, ctx, [id])).get(id) : undefined;
  if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  return contact;
}

function toMergeResult(contact: Contact, other: Contact): Schemas['MergeResult'] {
  const lost = Object.entries(other.attributes).filter(([name, value]) => contact.attributes[name] !== value);
  return {
    contact: toPerson(contact),
    lostPhone: other.waId !== null && other.waId !== contact.waId ? other.waId : null,
    lostAttributes: lost.map(([name, value]) => ({ name, value })),
  };
}
