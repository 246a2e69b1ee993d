import { type ContractDocument, resolved, type Schema } from './document.ts';

/** The JSON types a value may have; none named means any. */
export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/**
 * What the input layer needs of a schema, with references followed and alternatives merged: which names the members
 * have, and which types are wanted. A shape may contain itself.
 */
export interface Shape {
  readonly types: ReadonlySet<JsonType>;
  readonly members: NameTable<Shape>;
  readonly items: Shape | undefined;
  readonly choices: readonly string[];
  readonly isMoment: boolean;
}

export interface NamedEntry<T> {
  readonly name: string;
  readonly value: T;
}

/** Documented names, to be found by their exact form, by any casing, and by their aliases. */
export interface NameTable<T> {
  readonly exact: ReadonlyMap<string, T>;
  /** By lower-case name. */
  readonly byCase: ReadonlyMap<string, NamedEntry<T>>;
  /** By lower-case alias. */
  readonly byAlias: ReadonlyMap<string, NamedEntry<T>>;
}

export function createNameTable<T>(
  entries: Iterable<readonly [name: string, value: T]>,
  aliases: Iterable<readonly [alias: string, name: string]>,
): NameTable<T> {
  const exact = new Map(entries);
  const byCase = new Map([...exact].map(([name, value]) => [name.toLowerCase(), { name, value }]));
  const byAlias = new Map<string, NamedEntry<T>>();
  for (const [alias, name] of aliases) {
    const entry = byCase.get(name.toLowerCase());
    if (entry !== undefined) byAlias.set(alias.toLowerCase(), entry);
  }
  return { exact, byCase, byAlias };
}

/** Makes the shapes of one document; a named schema is read once. */
export function createShapeReader(document: ContractDocument): (schema: Schema) => Shape {
  const byReference = new Map<string, MutableShape>();
  const read = (schema: Schema): MutableShape => {
    const shape: MutableShape = newShape();
    if (schema.$ref !== undefined) {
      const known = byReference.get(schema.$ref);
      if (known !== undefined) return known;
      // Known before it is filled, so that a schema may contain itself.
      byReference.set(schema.$ref, shape);
    }
    const parts = [...alternativesOf(document, schema)];
    fill(shape, parts, read);
    return shape;
  };
  return read;
}

interface MutableShape {
  types: Set<JsonType>;
  members: NameTable<Shape>;
  items: Shape | undefined;
  choices: string[];
  isMoment: boolean;
}

function newShape(): MutableShape {
  return { types: new Set(), members: createNameTable<Shape>([], []), items: undefined, choices: [], isMoment: false };
}

function fill(shape: MutableShape, parts: readonly Schema[], read: (schema: Schema) => Shape): void {
  const members = new Map<string, Shape>();
  const aliases = new Map<string, string>();
  let takesAnything = false;
  for (const part of parts) {
    const types = typesOf(part);
    for (const type of types) shape.types.add(type);
    takesAnything ||= types.length === 0;
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      if (!members.has(name)) members.set(name, read(member));
    }
    for (const [alias, name] of Object.entries(part['x-accept-aliases'] ?? {})) aliases.set(alias, name);
    if (part.items !== undefined) shape.items ??= read(part.items);
    shape.choices.push(...(part.enum ?? []).filter((choice) => typeof choice === 'string'));
    shape.isMoment ||= part.format === 'date-time';
  }
  if (takesAnything) shape.types.clear();
  shape.members = createNameTable(members, aliases);
}

/** The schemas without alternatives that a schema stands for. */
function* alternativesOf(document: ContractDocument, schema: Schema): Generator<Schema> {
  const plain = resolved(document, schema);
  const inner = [...(plain.anyOf ?? []), ...(plain.oneOf ?? []), ...(plain.allOf ?? [])];
  for (const part of inner) yield* alternativesOf(document, part);
  if (inner.length === 0 || plain.properties !== undefined || plain.type !== undefined) yield plain;
}

function typesOf(schema: Schema): readonly JsonType[] {
  if (schema.type !== undefined) return (typeof schema.type === 'string' ? [schema.type] : schema.type) as JsonType[];
  return schema.properties === undefined ? [] : ['object'];
}
