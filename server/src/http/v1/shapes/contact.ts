import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../../kernel/errors.ts';
import type { Contact } from '../../../modules/contacts/index.ts';
import { toNamedDay } from './moment.ts';

export type V1Contact = components['schemas']['Contact'];
type CustomParam = components['schemas']['CustomParam'];

/** A contact as v1 shows it. One without a name goes by the number, one without a number by the BSUID. */
export function toV1Contact(contact: Contact): V1Contact {
  const wAid = contact.waId ?? contact.bsuid ?? '';
  const fullName = contact.name || contact.profileName || wAid;
  return {
    id: contact.id,
    wAid,
    firstName: fullName.trim().split(/\s+/)[0] ?? fullName,
    fullName,
    phone: contact.waId,
    source: contact.source,
    contactStatus: 'VALID',
    photo: null,
    created: toNamedDay(contact.createdAt),
    customParams: toCustomParams(contact),
    optedIn: contact.optedIn,
    isDeleted: false,
    lastUpdated: contact.updatedAt.toISOString(),
    allowBroadcast: contact.allowBroadcast,
    allowSMS: contact.allowSms,
    teamIds: contact.teamIds,
    isInFlow: false,
    lastFlowId: null,
    currentFlowNodeId: null,
    selectedHubspotId: null,
  };
}

/** The attributes, then the entries `name` and `phone` which WATI shows among them. */
function toCustomParams({ attributes, name, profileName, waId }: Contact): CustomParam[] {
  const { name: nameAttribute, phone: _phone, ...others } = attributes;
  const knownName = name || profileName || nameAttribute;
  return [
    ...Object.entries(others).map(([key, value]) => ({ name: key, value })),
    ...(knownName === undefined ? [] : [{ name: 'name', value: knownName }]),
    ...(waId === null ? [] : [{ name: 'phone', value: waId }]),
  ];
}

/** Attributes that one call may set. */
const customParamLimit = 500;

/** Attributes from name/value pairs; pairs without a name say nothing, the last of two counts. Throws request.invalid. */
export function fromCustomParams(params: readonly CustomParam[] | null | undefined): Record<string, string> {
  const named = (params ?? []).flatMap(({ name, value }): [string, string][] => {
    const key = name?.trim();
    return key ? [[key, value ?? '']] : [];
  });
  if (named.length > customParamLimit) {
    throw new AppError('request.invalid', `customParams must hold at most ${customParamLimit} items.`);
  }
  return Object.fromEntries(named);
}
