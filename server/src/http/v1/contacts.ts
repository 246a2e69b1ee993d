import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../kernel/errors.ts';
import {
  attributeUpdateLimit,
  listContacts,
  readTarget,
  splitChannel,
  updateAttributes,
  upsertContact,
} from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { legacyPageSize, legacyPageSizeLimit } from '../contract/paging.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseWith, toFailure } from './refuse.ts';
import { fromAttributeFilter } from './shapes/condition.ts';
import { fromCustomParams, toV1Contact } from './shapes/contact.ts';
import { fromDay } from './shapes/moment.ts';
import { toPageLink } from './shapes/page-link.ts';

const defaultSource = 'Wati';
const numberInvalid = 'The phone number is not valid';
const contactNotFound = 'Contact not found';

export function createV1ContactHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getContacts: (request) => getContacts(deps, request),
    addContact: (request) =>
      refuseWith({ 'contact.number_invalid': () => ({ body: toFailure(numberInvalid) }) }, () =>
        addContact(deps, request),
      ),
    updateContactAttributes: (request) => updateContactAttributes(deps, request),
    updateContactAttributesForMultiContacts: (request) => updateAttributesOfMany(deps, request),
    listContactsInternal: (request) => listContactsInternal(deps, request),
  });
}

async function getContacts(deps: ApiDeps, { ctx, query }: LegacyRequest<'getContacts'>): Promise<Reply> {
  const { name, attribute, createdDate, pageNumber, pageSize } = query;
  const conditions = fromAttributeFilter(attribute);
  const filter = {
    name,
    createdOn: fromDay('createdDate', createdDate),
    groups: conditions && [conditions],
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

async function updateContactAttributes(
  deps: ApiDeps,
  { ctx, params, body }: LegacyRequest<'updateContactAttributes'>,
): Promise<Reply> {
  const attributes = fromCustomParams(body.customParams);
  const target = toTarget(params.whatsappNumber);
  if (target === undefined) return { body: toFailure(numberInvalid) };
  const [contactId] = await updateAttributes(deps, ctx, [{ target, attributes }]);
  return { body: contactId !== undefined ? done : toFailure(contactNotFound) };
}

const done: components['schemas']['LegacyResult'] = { result: true, info: '' };

/** A number may bear the channel in front, as one client writes it; contacts belong to every channel. */
function toTarget(text: string) {
  return readTarget(splitChannel(text).rest);
}

/** Contacts which are known are updated also when others are not; the answer names the others. */
async function updateAttributesOfMany(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'updateContactAttributesForMultiContacts'>,
): Promise<Reply> {
  const items = body.contacts;
  if (items.length === 0 || items.length > attributeUpdateLimit) {
    throw new AppError('request.invalid', `contacts must hold 1 to ${attributeUpdateLimit} items.`);
  }
  const named = items.map(({ target, whatsappNumber, customParams }) => {
    const text = target?.trim() || whatsappNumber?.trim();
    if (!text) throw new AppError('request.target_missing', 'Each of contacts needs a target or a whatsappNumber.');
    return { text, target: toTarget(text), attributes: fromCustomParams(customParams) };
  });
  const updates = named.flatMap(({ target, attributes }) => (target === undefined ? [] : [{ target, attributes }]));
  const known = (await updateAttributes(deps, ctx, updates)).values();
  const errors = named.flatMap(({ text, target }) => {
    const info = target === undefined ? numberInvalid : known.next().value ? undefined : contactNotFound;
    return info === undefined ? [] : [{ target: text, info }];
  });
  return { body: errors.length === 0 ? done : { ...toFailure(tellErrors(errors, items.length)), errors } };
}

const namedErrors = 10;

function tellErrors(errors: readonly { target: string; info: string }[], count: number): string {
  const texts = errors.slice(0, namedErrors).map(({ target, info }) => `${info}: ${target}`);
  const more = errors.length > namedErrors ? `; and ${errors.length - namedErrors} more` : '';
  return `${count - errors.length} of ${count} contacts were updated. ${texts.join('; ')}${more}`;
}

/** Pages of this one are counted from 0. */
async function listContactsInternal(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'listContactsInternal'>,
): Promise<Reply> {
  const pageNumber = body.pageNumber ?? 0;
  const askedSize = body.pageSize ?? 0;
  for (const [name, value] of Object.entries({ pageNumber, pageSize: askedSize })) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new AppError('request.invalid', `${name} must be a whole number of at least 0.`);
    }
  }
  const pageSize = Math.min(askedSize || legacyPageSize, legacyPageSizeLimit);
  const { contacts, total } = await listContacts(deps, ctx, {}, { pageNumber: pageNumber + 1, pageSize });
  return { body: { result: { items: contacts.map(toV1Contact), pageNumber, pageSize, total } } };
}
