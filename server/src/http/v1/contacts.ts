import { listContacts, upsertContact } from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { components } from '../generated/wati-v1-v2.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseWith, toFailure } from './refuse.ts';
import { fromAttributeFilter, fromCustomParams, toV1Contact } from './shapes/contact.ts';
import { fromDay } from './shapes/moment.ts';
import { toPageLink } from './shapes/page-link.ts';

const defaultSource = 'Wati';

export function createV1ContactHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getContacts: (request) => getContacts(deps, request),
    addContact: (request) =>
      refuseWith({ 'contact.number_invalid': () => ({ body: toFailure('The phone number is not valid') }) }, () =>
        addContact(deps, request),
      ),
  });
}

async function getContacts(deps: ApiDeps, { ctx, query }: LegacyRequest<'getContacts'>): Promise<Reply> {
  const { name, attribute, createdDate, pageNumber, pageSize } = query;
  const filter = {
    name,
    attributes: fromAttributeFilter(attribute),
    createdOn: fromDay('createdDate', createdDate),
  };
  const { contacts, total } = await listContacts(deps, ctx, filter, { pageNumber, pageSize });
  const body: components['schemas']['GetContactsResponse'] = {
    result: 'success',
    contact_list: contacts.map(toV1Contact),
    link: toPageLink({
      address: `${deps.publicUrl()}/${ctx.tenantId}/api/v1/getContacts`,
      filters: { name, attribute, createdDate },
      pageNumber,
      pageSize,
      total,
    }),
  };
  return { body };
}

async function addContact(deps: ApiDeps, request: LegacyRequest<'addContact'>): Promise<Reply> {
  const { ctx, params, query, body } = request;
  const contact = await upsertContact(deps, ctx, {
    phone: params.whatsappNumber,
    name: body?.name ?? undefined,
    source: query.sourceType?.trim() || defaultSource,
    attributes: fromCustomParams(body?.customParams),
  });
  const answer: components['schemas']['AddContactResponse'] = { result: true, info: '', contact: toV1Contact(contact) };
  return { body: answer };
}
