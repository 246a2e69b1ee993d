import { AppError } from '../../../kernel/errors.ts';
import { type AttributeOperator, attributeOperators, type Contact } from '../../../modules/contacts/index.ts';
import { parseJsonOrText } from '../../contract/parse-json.ts';
import type { components } from '../../generated/wati-v1-v2.ts';
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

/** The attributes, then the entries `name` and `phone` which WATI keeps among them. */
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
export const customParamLimit = 500;

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

export interface AttributeRow {
  readonly name: string;
  readonly operator: AttributeOperator;
  readonly value: string;
}

/** Rows of one `attribute` filter. */
export const attributeRowLimit = 50;

const attributeForm =
  'attribute must be the JSON text of a list of {"name", "operator", "value"}, such as [{"name":"plan","operator":"==","value":"gold"}].';

/** Reads the `attribute` filter of getContacts; undefined without text. Throws request.invalid. */
export function fromAttributeFilter(text: string | undefined): readonly AttributeRow[] | undefined {
  const given = text?.trim();
  if (!given) return undefined;
  const rows = parseJsonOrText(given);
  if (!Array.isArray(rows)) throw new AppError('request.invalid', attributeForm);
  if (rows.length > attributeRowLimit) {
    throw new AppError('request.invalid', `attribute must hold at most ${attributeRowLimit} rows.`);
  }
  return rows.map(readRow);
}

function readRow(row: unknown): AttributeRow {
  if (typeof row !== 'object' || row === null) throw new AppError('request.invalid', attributeForm);
  const members = new Map(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  const [name, operator, value] = [members.get('name'), members.get('operator'), members.get('value')];
  if (typeof name !== 'string' || name.trim() === '' || typeof operator !== 'string') {
    throw new AppError('request.invalid', attributeForm);
  }
  const known = attributeOperators.find((entry) => entry.toLowerCase() === operator.trim().toLowerCase());
  if (known === undefined) {
    const names = attributeOperators.join(', ');
    throw new AppError('request.invalid', `attribute has the unknown operator "${operator}". Known are: ${names}.`);
  }
  return { name: name.trim(), operator: known, value: toValueText(value) };
}

function toValueText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new AppError('request.invalid', attributeForm);
  return String(value);
}
