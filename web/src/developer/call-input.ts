import type { SampleCall } from './call-samples.ts';
import type { ReferenceContent, ReferenceOperation } from './reference-queries.ts';
import { resolveSchema, type Schema, type Schemas, sampleOf } from './schema.ts';

/** What somebody typed for a call. */
export interface CallInput {
  /** By place and name: `path.target`, `query.pageSize`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** A JSON text. */
  readonly json: string;
  readonly fields: Readonly<Record<string, string | File>>;
}

export interface FormField {
  readonly name: string;
  readonly schema: Schema;
  readonly isFile: boolean;
  readonly isRequired: boolean;
}

/** The body a call is tried with: JSON where it takes that. A GET is tried without. */
export function bodyOf(operation: ReferenceOperation): ReferenceContent | undefined {
  if (operation.method === 'GET') return undefined;
  const contents = operation.body?.contents ?? [];
  return contents.find(({ type }) => isJson(type)) ?? contents[0];
}

export function isJson(type: string): boolean {
  return type.includes('json');
}

export function fieldsOf(content: ReferenceContent, schemas: Schemas): readonly FormField[] {
  const schema = resolveSchema(content.schema, schemas);
  return Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const whole = resolveSchema(member, schemas);
    const isFile = whole.format === 'binary';
    return { name, schema: whole, isFile, isRequired: schema.required?.includes(name) === true };
  });
}

/** What a call is tried with at first: the example of its body, and of its parameters what must be there. */
export function firstInput(operation: ReferenceOperation, schemas: Schemas): CallInput {
  const body = bodyOf(operation);
  const parameters = operation.parameters.flatMap(({ in: place, name, schema }) => {
    const given = (schema as Schema).example;
    return given === undefined ? [] : [[`${place}.${name}`, String(given)] as const];
  });
  const value =
    body && isJson(body.type) ? (body.examples[0]?.value ?? sampleOf(body.schema, schemas, true)) : undefined;
  return {
    parameters: Object.fromEntries(parameters),
    json: value === undefined ? '' : JSON.stringify(value, undefined, 2),
    fields: {},
  };
}

/** The path and query of a call; parameters that were not typed stand in braces. */
export function addressOf(operation: ReferenceOperation, input: CallInput, base: string): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const value = input.parameters[`path.${name}`]?.trim();
    return value ? encodeURIComponent(value) : braces;
  });
  const query = operation.parameters
    .filter(({ in: place }) => place === 'query')
    .flatMap(({ name }) => {
      const value = input.parameters[`query.${name}`]?.trim();
      return value ? [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`] : [];
    });
  return `${base}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** The call as code shows it. */
export function toSampleCall(
  operation: ReferenceOperation,
  schemas: Schemas,
  input: CallInput,
  base: string,
): SampleCall {
  const body = bodyOf(operation);
  const call = { method: operation.method, url: addressOf(operation, input, base) };
  if (!body) return call;
  if (isJson(body.type)) return input.json.trim() === '' ? call : { ...call, json: input.json };
  const form = fieldsOf(body, schemas).flatMap(({ name, isFile, isRequired }) => {
    const value = input.fields[name];
    if (value === undefined || value === '')
      return isRequired ? [{ name, value: isFile ? 'photo.jpg' : '', isFile }] : [];
    return [{ name, value: typeof value === 'string' ? value : value.name, isFile }];
  });
  return { ...call, form };
}

/** The first thing that is missing or wrong, in a sentence. */
export function faultOf(operation: ReferenceOperation, schemas: Schemas, input: CallInput): string | undefined {
  const missing = operation.parameters.find(
    ({ in: place, name, required }) => required && place !== 'header' && !input.parameters[`${place}.${name}`]?.trim(),
  );
  if (missing) return `${missing.name} is needed.`;
  const body = bodyOf(operation);
  if (!body) return undefined;
  if (!isJson(body.type)) {
    const field = fieldsOf(body, schemas).find(({ name, isRequired }) => isRequired && !input.fields[name]);
    return field && `${field.name} is needed.`;
  }
  if (input.json.trim() === '') return operation.body?.required ? 'A body is needed.' : undefined;
  try {
    JSON.parse(input.json);
    return undefined;
  } catch (error) {
    return `The body is no JSON: ${error instanceof Error ? error.message : ''}`;
  }
}
