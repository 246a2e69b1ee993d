import { isJsonObject, type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';

/** Departures of a webhook's value from the usual shape that real webhooks have shown, or may show one day. */
export const alterations = [
  'no_contacts',
  'no_profile',
  'no_phone',
  'unknown_type',
  'unknown_status',
  'unknown_field',
  'extra_fields',
  'numbers_as_text',
] as const;
export type Alteration = (typeof alterations)[number];

const phoneMembers = ['wa_id', 'from', 'recipient_id'];
/** A type, status and field of a day to come. */
const unknownWord = 'simulator_unknown';

/** The field and the value after the alterations, in their order. */
export function alterWebhook(
  change: { field: string; value: unknown },
  wanted: readonly Alteration[],
): { field: string; value: unknown } {
  return wanted.reduce((altered, alteration) => alter(altered, alteration), change);
}

function alter(change: { field: string; value: unknown }, alteration: Alteration): { field: string; value: unknown } {
  const value = objectOrEmpty(change.value);
  const { field } = change;
  switch (alteration) {
    case 'no_contacts': {
      const { contacts: _contacts, ...rest } = value;
      return { field, value: rest };
    }
    case 'no_profile':
      return { field, value: eachOf(value, ['contacts'], ({ profile: _profile, ...rest }) => rest) };
    case 'no_phone':
      return { field, value: eachOf(value, ['contacts', 'messages', 'statuses'], withoutPhone) };
    case 'unknown_type':
      return { field, value: eachOf(value, ['messages'], toUnknownType) };
    case 'unknown_status':
      return { field, value: eachOf(value, ['statuses'], (status) => ({ ...status, status: unknownWord })) };
    case 'unknown_field':
      return { field: unknownWord, value };
    case 'extra_fields':
      return { field, value: withExtras(value) };
    case 'numbers_as_text':
      return { field, value: numbersAsText(value) };
  }
}

function eachOf(value: JsonObject, members: readonly string[], change: (row: JsonObject) => JsonObject): JsonObject {
  const changed = members
    .filter((member) => Array.isArray(value[member]))
    .map((member) => [member, listOrEmpty(value[member]).map((row) => change(objectOrEmpty(row)))]);
  return { ...value, ...Object.fromEntries(changed) };
}

/** Rule 9.3: absent, not null. */
function withoutPhone(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !phoneMembers.includes(name)));
}

function toUnknownType(message: JsonObject): JsonObject {
  const { [String(message.type)]: own, ...rest } = message;
  return { ...rest, type: unknownWord, [unknownWord]: own ?? {} };
}

function withExtras(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtras);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withExtras(member)]);
  return { ...Object.fromEntries(members), simulator_extra: { of: 'a later version' } };
}

function numbersAsText(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(numbersAsText);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, numbersAsText(member)]));
}
