import { toStorableText } from '../../kernel/storable-text.ts';
import type { JsonType, NamedEntry, NameTable, Shape } from './input-shape.ts';
import { looksLikeJson, parseJsonOrText } from './parse-json.ts';

/**
 * The value in the form its shape documents: names in their documented casing (an exactly written name wins over another
 * casing, and that over an alias), and harmless conversions of type. Objects are changed in place; unknown members and
 * values that fit nowhere are left for the validation to judge.
 */
export function normaliseValue(value: unknown, shape: Shape): unknown {
  if (typeof value === 'string') return normaliseText(value, shape);
  if (typeof value === 'number' || typeof value === 'boolean') {
    return wants(shape, 'string') && !wantsAny(shape, typesOfScalar(value)) ? String(value) : value;
  }
  if (Array.isArray(value)) return normaliseArray(value, shape);
  if (value !== null && typeof value === 'object') return normaliseObject(value as Record<string, unknown>, shape);
  return value;
}

/** Finds the documented name of a key; the rank says how sure it is: 0 exact, 1 other casing, 2 alias. */
export function findName<T>(table: NameTable<T>, key: string): (NamedEntry<T> & { readonly rank: number }) | undefined {
  const exact = table.exact.get(key);
  if (exact !== undefined) return { name: key, value: exact, rank: 0 };
  const lower = key.toLowerCase();
  const byCase = table.byCase.get(lower);
  if (byCase !== undefined) return { ...byCase, rank: 1 };
  const byAlias = table.byAlias.get(lower);
  return byAlias === undefined ? undefined : { ...byAlias, rank: 2 };
}

function normaliseText(given: string, shape: Shape): unknown {
  const text = toStorableText(given);
  if (shape.types.size === 0) return text;
  if (wants(shape, 'string')) {
    if (shape.isMoment) return withTimeZone(text);
    return shape.choices.length === 0 ? text : choiceOf(text, shape.choices);
  }
  if (wantsAny(shape, numberTypes) && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text)) return Number(text);
  if (wants(shape, 'boolean') && /^\s*(true|false)\s*$/i.test(text)) return text.trim().toLowerCase() === 'true';
  if (wantsAny(shape, containerTypes) && looksLikeJson(text)) {
    const value = parseJsonOrText(text);
    return value === text ? text : normaliseValue(value, shape);
  }
  return text;
}

function normaliseArray(items: unknown[], shape: Shape): unknown[] {
  const itemShape = shape.items;
  if (itemShape === undefined) return toStorableItems(items);
  for (let at = 0; at < items.length; at += 1) items[at] = normaliseValue(items[at], itemShape);
  return items;
}

function normaliseObject(record: Record<string, unknown>, shape: Shape): Record<string, unknown> {
  if (shape.members.exact.size === 0) return toStorableMembers(record);
  renameKeys(record, shape.members);
  for (const key in record) {
    const member = shape.members.exact.get(key);
    const value = record[key];
    if (member === undefined) {
      record[key] = toStorableValue(value);
      continue;
    }
    // Clients write null for "not given", also where the contract knows no null.
    if (value === null && !wants(member, 'null')) delete record[key];
    else record[key] = normaliseValue(value, member);
  }
  return record;
}

/** What the contract says nothing of, such as attributes of the workspace's own names, is only made fit to be stored. */
function toStorableValue(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return toStorableItems(value);
  if (value !== null && typeof value === 'object') return toStorableMembers(value as Record<string, unknown>);
  return value;
}

function toStorableItems(items: unknown[]): unknown[] {
  for (let at = 0; at < items.length; at += 1) items[at] = toStorableValue(items[at]);
  return items;
}

function toStorableMembers(record: Record<string, unknown>): Record<string, unknown> {
  for (const key of Object.keys(record)) {
    const value = toStorableValue(record[key]);
    const name = toStorableText(key);
    if (name !== key) delete record[key];
    if (name === key || (name !== '__proto__' && !Object.hasOwn(record, name))) record[name] = value;
  }
  return record;
}

function renameKeys(record: Record<string, unknown>, members: NameTable<Shape>): void {
  let renamed: Map<string, { key: string; rank: number }> | undefined;
  for (const key in record) {
    if (members.exact.has(key)) continue;
    const found = findName(members, key);
    if (found === undefined || Object.hasOwn(record, found.name)) continue;
    const earlier = renamed?.get(found.name);
    if (earlier !== undefined && earlier.rank <= found.rank) continue;
    renamed ??= new Map();
    renamed.set(found.name, { key, rank: found.rank });
  }
  if (renamed === undefined) return;
  for (const [name, { key }] of renamed) {
    record[name] = record[key];
    delete record[key];
  }
}

/** The documented spelling of a choice that differs in casing only. */
function choiceOf(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  const lower = text.toLowerCase();
  return choices.find((choice) => choice.toLowerCase() === lower) ?? text;
}

/** Moments are UTC unless they say otherwise; a plus sign that the query string turned into a blank is put back. */
function withTimeZone(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?: (\d\d:\d\d)|(Z|[+-]\d\d:\d\d))?$/i.exec(text);
  if (match === null) return text;
  const [, date, time, blankOffset, offset] = match;
  return `${date}T${time}${offset ?? (blankOffset === undefined ? 'Z' : `+${blankOffset}`)}`;
}

const numberTypes: readonly JsonType[] = ['integer', 'number'];
const containerTypes: readonly JsonType[] = ['array', 'object'];
const booleanTypes: readonly JsonType[] = ['boolean'];

function typesOfScalar(value: number | boolean): readonly JsonType[] {
  return typeof value === 'boolean' ? booleanTypes : numberTypes;
}

function wants(shape: Shape, type: JsonType): boolean {
  return shape.types.size === 0 || shape.types.has(type);
}

function wantsAny(shape: Shape, types: readonly JsonType[]): boolean {
  return shape.types.size === 0 || types.some((type) => shape.types.has(type));
}
