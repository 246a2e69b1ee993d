/** A JSON schema of the reference, as far as people read it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** References within references, at most. */
const refDepth = 10;
const sampleDepth = 6;

/** The schema itself: references followed, the parts of `allOf` made one. */
export function resolveSchema(schema: Schema, schemas: Schemas, depth = 0): Schema {
  if (depth > refDepth) return {};
  if (schema.$ref !== undefined) {
    const found = schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {};
    const { $ref: _ref, ...own } = schema;
    return { ...resolveSchema(found, schemas, depth + 1), ...own };
  }
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  const parts = [...allOf.map((part) => resolveSchema(part, schemas, depth + 1)), own];
  return Object.assign({}, ...parts, {
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {})),
    required: parts.flatMap((part) => part.required ?? []),
  }) as Schema;
}

/** The forms a value may have, without null. */
export function variantsOf(schema: Schema, schemas: Schemas): readonly Schema[] {
  const given = schema.anyOf ?? schema.oneOf ?? [];
  return given.map((one) => resolveSchema(one, schemas)).filter(({ type }) => type !== 'null');
}

/** Its type in a word or two: `list of text`, `whole number or null`. */
export function typeWords(schema: Schema, schemas: Schemas): string {
  const variants = variantsOf(schema, schemas);
  if (variants.length > 0) {
    const words = [...new Set(variants.map((one) => typeWords(one, schemas)))].join(' or ');
    return (schema.anyOf ?? schema.oneOf ?? []).length > variants.length ? `${words} or null` : words;
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return schema.properties ? 'object' : schema.enum ? 'text' : 'anything';
  return types.map((type) => wordOf(type, schema, schemas)).join(' or ');
}

function wordOf(type: string, schema: Schema, schemas: Schemas): string {
  if (type === 'array')
    return schema.items ? `list of ${typeWords(resolveSchema(schema.items, schemas), schemas)}` : 'list';
  if (type === 'string') {
    if (schema.format === 'binary') return 'file';
    return schema.format === 'date-time' ? 'moment (ISO 8601)' : 'text';
  }
  return { integer: 'whole number', boolean: 'true or false' }[type] ?? type;
}

/** Its limits, for people. */
export function limitWords(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema;
  return [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(minLength === undefined ? [] : [`at least ${minLength} characters`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
    ...(schema.default === undefined ? [] : [`${JSON.stringify(schema.default)} when left out`]),
  ].join(', ');
}

/** A value of the schema; where it is to be short, of an object that names what it needs only that. */
export function sampleOf(given: Schema, schemas: Schemas, isShort = false, depth = 0): unknown {
  const schema = resolveSchema(given, schemas);
  const known = schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0];
  if (known !== undefined) return known;
  const [variant] = variantsOf(schema, schemas);
  if (variant) return sampleOf(variant, schemas, isShort, depth + 1);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'array')
    return schema.items && depth < sampleDepth ? [sampleOf(schema.items, schemas, isShort, depth + 1)] : [];
  if (type === 'object' || schema.properties) {
    if (depth >= sampleDepth) return {};
    const needed = schema.required ?? [];
    const members = Object.entries(schema.properties ?? {}).filter(
      ([name]) => !isShort || needed.length === 0 || needed.includes(name),
    );
    return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member, schemas, isShort, depth + 1)]));
  }
  if (type === 'integer' || type === 'number') return schema.minimum ?? 0;
  if (type === 'boolean') return false;
  return type === 'string' ? '' : null;
}
