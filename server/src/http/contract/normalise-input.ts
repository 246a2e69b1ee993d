import type { ContractDocument, Schema } from './document.ts';
import type { FormFields } from './form-fields.ts';
import { joinIndexedFields } from './indexed-fields.ts';
import { createNameTable, createShapeReader, type NamedEntry, type NameTable, type Shape } from './input-shape.ts';
import { findName, normaliseValue } from './normalise-value.ts';
import { isLegacyVersion, type Operation } from './operations.ts';
import { applyPaging } from './paging.ts';
import type { RequestBody } from './read-body.ts';

export interface RawInput {
  readonly query: FormFields;
  readonly body: RequestBody;
}

export interface NormalisedInput {
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

export type NormaliseInput = (raw: RawInput) => NormalisedInput;

/**
 * Makes of what clients send what the contract documents: names in any casing or under an alias, parameters of v1 and v2
 * in the query, in a form or in a JSON body (in this order), members of their bodies as a form or in the query, lists
 * also field by field (`a[0][b]`), values in the documented types, paging filled in. Unknown names are kept. Throws request.invalid for impossible paging.
 */
export function createInputNormaliser(operation: Operation, document: ContractDocument): NormaliseInput {
  const readShape = createShapeReader(document);
  const parameters = parameterTable(operation, readShape);
  const names = new Set(parameters.exact.keys());
  const defaults = operation.queryParameters.filter((parameter) => parameter.schema.default !== undefined);
  const body = operation.body === undefined ? undefined : bodyShapes(operation, readShape);
  const isLegacy = isLegacyVersion(operation.version);
  return (given) => {
    const raw = isLegacy ? withIndexedFields(given) : given;
    const query: Record<string, unknown> = {};
    pickFields(raw.query, parameters, query);
    if (isLegacy) fillFromBody(raw.body, parameters, query);
    for (const { name, schema } of defaults) query[name] ??= schema.default;
    applyPaging(operation.version, names, query);
    if (body === undefined) return { query, body: undefined };
    const value = toBodyValue(raw.body, body);
    return { query, body: isLegacy ? fillFromQuery(value, raw.query, body, parameters) : value };
  };
}

function withIndexedFields({ query, body }: RawInput): RawInput {
  return {
    query: joinIndexedFields(query),
    body: body.kind === 'form' ? { ...body, fields: joinIndexedFields(body.fields) } : body,
  };
}

interface BodyShapes {
  /** Of JSON, and of forms where the contract gives no other. */
  readonly main: Shape;
  /** What a form may name: the members of both. */
  readonly form: NameTable<Shape>;
  readonly isRequired: boolean;
}

type Parameters = NameTable<Shape>;

function parameterTable(operation: Operation, readShape: (schema: Schema) => Shape): Parameters {
  const parameters = operation.queryParameters;
  return createNameTable(
    parameters.map((parameter) => [parameter.name, readShape(parameter.schema)] as const),
    parameters.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name] as const)),
  );
}

function bodyShapes(operation: Operation, readShape: (schema: Schema) => Shape): BodyShapes {
  const json = operation.body?.json;
  const form = operation.body?.form;
  const main = readShape(json ?? form ?? {});
  const formMembers = form === undefined ? main.members : readShape(form).members;
  return {
    main,
    form: {
      exact: new Map([...formMembers.exact, ...main.members.exact]),
      byCase: new Map([...formMembers.byCase, ...main.members.byCase]),
      byAlias: new Map([...formMembers.byAlias, ...main.members.byAlias]),
    },
    isRequired: operation.body?.required === true,
  };
}

/** Takes the documented fields, and the unknown ones as they are; a better written name wins over a worse one. */
function pickFields(fields: FormFields, table: NameTable<Shape>, into: Record<string, unknown>): void {
  let ranks: Map<string, number> | undefined;
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined || key === '__proto__') continue;
    const found = findField(table, key);
    if (found === undefined) {
      if (!Object.hasOwn(into, key)) into[key] = value;
      continue;
    }
    ranks ??= new Map();
    if ((ranks.get(found.name) ?? worstRank) <= found.rank) continue;
    const documented = toDocumented(value, found.value);
    if (documented === undefined) continue;
    ranks.set(found.name, found.rank);
    into[found.name] = documented;
  }
}

const worstRank = 9;

/** Lists are also written `name[]`. */
function findField(table: NameTable<Shape>, key: string): (NamedEntry<Shape> & { readonly rank: number }) | undefined {
  return findName(table, key.endsWith('[]') ? key.slice(0, -2) : key);
}

/** A field's text as the wanted type; a blank text is nothing where no text, or a moment, is wanted. */
function toDocumented(value: string | readonly string[], shape: Shape): unknown {
  const isList = shape.types.has('array');
  if (isList && typeof value !== 'string') return normaliseValue([...value], shape);
  const text = typeof value === 'string' ? value : (value[0] ?? '');
  if (text.trim() === '' && (shape.isMoment || (shape.types.size > 0 && !shape.types.has('string')))) return undefined;
  const normalised = normaliseValue(text, shape);
  return isList && typeof normalised === 'string' && !shape.types.has('string')
    ? normaliseValue([normalised], shape)
    : normalised;
}

function fillFromBody(body: RequestBody, parameters: Parameters, query: Record<string, unknown>): void {
  if (parameters.exact.size === 0 || body.kind === 'none') return;
  const found: Record<string, unknown> = {};
  if (body.kind === 'form') pickFields(body.fields, parameters, found);
  else if (isRecord(body.value)) pickMembers(body.value, parameters, found);
  for (const name of parameters.exact.keys()) {
    // An empty text says nothing where the body says something.
    if ((query[name] === undefined || query[name] === '') && found[name] !== undefined) query[name] = found[name];
  }
}

function pickMembers(record: Record<string, unknown>, table: Parameters, into: Record<string, unknown>): void {
  const ranks = new Map<string, number>();
  for (const key in record) {
    const found = findName(table, key);
    const value = record[key];
    if (found === undefined || !isParameterValue(value, found.value)) continue;
    if ((ranks.get(found.name) ?? worstRank) <= found.rank) continue;
    ranks.set(found.name, found.rank);
    into[found.name] = normaliseValue(value, found.value);
  }
}

function isParameterValue(value: unknown, shape: Shape): boolean {
  return Array.isArray(value) ? shape.types.has('array') : value !== null && typeof value !== 'object';
}

function toBodyValue(body: RequestBody, shapes: BodyShapes): unknown {
  if (body.kind === 'json') return normaliseValue(body.value, shapes.main);
  const isObject = shapes.main.types.size === 0 || shapes.main.types.has('object');
  if (body.kind === 'form') {
    if (!isObject) return undefined;
    const value: Record<string, unknown> = {};
    pickFields(body.fields, shapes.form, value);
    return value;
  }
  return shapes.isRequired && isObject ? {} : undefined;
}

/** Members of the body which the client put into the query. */
function fillFromQuery(value: unknown, query: FormFields, shapes: BodyShapes, parameters: Parameters): unknown {
  if (value !== undefined && !isRecord(value)) return value;
  let filled = value;
  for (const key in query) {
    const found = findField(shapes.form, key);
    const text = query[key];
    if (found === undefined || text === undefined || parameters.exact.has(found.name)) continue;
    if (filled?.[found.name] !== undefined) continue;
    const documented = toDocumented(text, found.value);
    if (documented === undefined) continue;
    filled ??= {};
    filled[found.name] = documented;
  }
  return filled;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
