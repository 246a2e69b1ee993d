import type { components } from '@parley/contract/developer';
import { parse } from 'yaml';
import type { Operation } from '../contract/operations.ts';

type Schemas = components['schemas'];
type Content = Schemas['ReferenceContent'];

/** The documents that the reference shows, in its order. */
export const referenceNames = ['wati-v1-v2', 'wati-v3', 'wati-webhooks', 'parley'] as const;
export type ReferenceName = (typeof referenceNames)[number];

const titles: Readonly<Record<ReferenceName, string>> = {
  'wati-v1-v2': 'Version 1 and 2',
  'wati-v3': 'Version 3',
  'wati-webhooks': 'Webhooks',
  parley: "Parley's own API",
};

/** Extensions of an operation that are for people; others say how the contract was found out, or are shown elsewhere. */
const shownNotes: Readonly<Record<string, string>> = {
  'x-plan': 'Plan',
  'x-rate-limit': 'Rate',
  'x-path-aliases': 'Other paths',
  'x-notes': 'Notes',
  'x-rule': 'Rule',
  'x-confidence': 'Known from',
  'x-response-confidence': 'Answer known from',
};

/** What these names stand for in JSON is the same: one of them is shown. */
const shownTypes = ['application/json', 'multipart/form-data', 'application/x-www-form-urlencoded'];

type Json = Readonly<Record<string, unknown>>;

/** What people read of a document of the contract, with what the server knows of its operations. */
export function compileReference(
  name: ReferenceName,
  yamlText: string,
  operations: readonly Operation[],
): Schemas['ReferenceDocument'] {
  const document = parse(yamlText) as Json;
  const served = operations.filter((operation) => operation.document === name);
  return {
    name,
    title: titles[name],
    description: textOf(objectOf(document.info).description),
    operations: served.map((operation) => toOperation(document, operation)),
    events: Object.entries(objectOf(document.webhooks)).map(([event, item]) => toEvent(document, event, item)),
    schemas: objectOf(objectOf(document.components).schemas) as Schemas['ReferenceDocument']['schemas'],
  };
}

function toOperation(document: Json, operation: Operation): Schemas['ReferenceOperation'] {
  const found = findOperation(document, operation);
  const { path, item, written } = found;
  const parameters = [...listOf(item.parameters), ...listOf(written.parameters)].map((entry) =>
    resolve(document, entry),
  );
  const body = written.requestBody === undefined ? undefined : resolve(document, written.requestBody);
  return {
    id: operation.id,
    version: operation.version as Schemas['ReferenceOperation']['version'],
    method: operation.method,
    path,
    tag: capital(textOf(listOf(written.tags)[0]) || 'webhooks'),
    summary: textOf(written.summary),
    description: textOf(written.description),
    scopes: [...operation.scopes],
    notes: Object.entries(shownNotes).flatMap(([key, label]) => {
      const note = written[key];
      return note === undefined ? [] : [{ name: label, text: noteText(note) }];
    }),
    parameters: parameters.filter(({ in: place }) => place !== 'cookie').map(toParameter),
    body: body ? { required: body.required === true, contents: toContents(document, body.content) } : null,
    responses: Object.entries(objectOf(written.responses)).map(([status, entry]) => {
      const response = resolve(document, entry);
      return { status, description: textOf(response.description), contents: toContents(document, response.content) };
    }),
  };
}

/** Where an operation is written: two of a document may have one path below different methods. */
function findOperation(document: Json, operation: Operation): { path: string; item: Json; written: Json } {
  for (const [path, entry] of Object.entries(objectOf(document.paths))) {
    const item = objectOf(entry);
    const written = objectOf(item[operation.method.toLowerCase()]);
    if (written.operationId === operation.id) return { path, item, written };
  }
  throw new Error(`The document has no operation ${operation.id}.`);
}

function toParameter(parameter: Json): Schemas['ReferenceParameter'] {
  return {
    name: textOf(parameter.name),
    in: parameter.in as Schemas['ReferenceParameter']['in'],
    required: parameter.required === true,
    description: textOf(parameter.description),
    schema: objectOf(parameter.schema),
  };
}

function toEvent(document: Json, name: string, item: unknown): Schemas['ReferenceEvent'] {
  const written = objectOf(objectOf(item).post);
  const [content] = toContents(document, objectOf(written.requestBody).content);
  return {
    name,
    summary: textOf(written.summary),
    description: textOf(written.description),
    content: content ?? { type: 'application/json', schema: {}, examples: [] },
  };
}

function toContents(document: Json, content: unknown): Content[] {
  const given = Object.entries(objectOf(content));
  const shown = given.filter(([type]) => shownTypes.includes(type));
  return (shown.length > 0 ? shown : given.slice(0, 1)).map(([type, entry]) => {
    const written = objectOf(entry);
    return { type, schema: objectOf(written.schema), examples: toExamples(document, written) };
  });
}

function toExamples(document: Json, written: Json): Content['examples'] {
  if (written.example !== undefined) return [{ name: 'example', value: written.example }];
  return Object.entries(objectOf(written.examples)).map(([name, entry]) => ({
    name: name.replaceAll('_', ' '),
    value: resolve(document, entry).value ?? null,
  }));
}

/** The component that a `$ref` names; anything else as it is. Schemas keep theirs. */
function resolve(document: Json, value: unknown): Json {
  const written = objectOf(value);
  if (typeof written.$ref !== 'string') return written;
  const [section = '', name = ''] = written.$ref.replace('#/components/', '').split('/');
  return resolve(document, objectOf(objectOf(document.components)[section])[name]);
}

function noteText(note: unknown): string {
  if (Array.isArray(note)) return note.map(noteText).join(' ');
  return typeof note === 'object' ? JSON.stringify(note) : String(note);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
