import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

/** An example of an answer in cloud-api.openapi.yaml. */
export interface AnswerExample {
  /** `GET /{version}/{node_id} 200 media`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly value: unknown;
}

const document = parse(readFileSync(new URL('../../contract/cloud-api.openapi.yaml', import.meta.url), 'utf8')) as Json;

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** Follows a reference of the document. */
function resolve(value: unknown): Json {
  const { $ref } = objectOf(value);
  if (typeof $ref !== 'string') return objectOf(value);
  return $ref
    .slice(2)
    .split('/')
    .reduce((node: Json, part) => objectOf(node[part]), document);
}

/** The example values of a media type, by name; `example` alone has the name `example`. */
function examplesOf(content: unknown): [string, unknown][] {
  const { example, examples } = objectOf(objectOf(content)['application/json']);
  if (example !== undefined) return [['example', example]];
  return Object.entries(objectOf(examples)).map(([name, entry]) => [name, objectOf(entry).value]);
}

const operations = Object.entries(objectOf(document.paths)).flatMap(([path, item]) =>
  ['get', 'post', 'delete']
    .filter((method) => objectOf(item)[method] !== undefined)
    .map((method) => ({ path, method: method.toUpperCase(), operation: objectOf(objectOf(item)[method]) })),
);

/** Every example of an answer, refusals once. */
export function readAnswerExamples(): AnswerExample[] {
  const answers = operations.flatMap(({ path, method, operation }) =>
    Object.entries(objectOf(operation.responses))
      .filter(([status]) => status !== 'default')
      .flatMap(([status, response]) =>
        examplesOf(resolve(response).content).map(([name, value]) => ({
          name: `${method} ${path} ${status} ${name}`,
          method,
          path,
          status,
          value,
        })),
      ),
  );
  const refusals = examplesOf(resolve({ $ref: '#/components/responses/GraphError' }).content);
  return [
    ...answers,
    ...refusals.map(([name, value]) => ({ name: `refusal ${name}`, method: '*', path: '*', status: 'default', value })),
  ];
}

/** The examples of the request of an operation. */
export function readRequestExamples(operationId: string): [string, Json][] {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  return examplesOf(resolve(found?.operation.requestBody).content).map(([name, value]) => [name, objectOf(value)]);
}

/** The words that make an example what it is; other texts and numbers may differ. */
const telling = new Set([
  'type',
  'status',
  'event',
  'decision',
  'code',
  'error_subcode',
  'value',
  'success',
  'message_status',
  'messaging_product',
  'new_quality_score',
]);

/** Whether something seen has every member of an example, the same kinds of values, and the same telling words. */
export function covers(example: unknown, seen: unknown, name = ''): boolean {
  if (Array.isArray(example)) {
    if (!Array.isArray(seen)) return false;
    return example.every((entry) => seen.some((other) => covers(entry, other, name)));
  }
  if (typeof example === 'object' && example !== null) {
    if (typeof seen !== 'object' || seen === null) return false;
    return Object.entries(example).every(([member, value]) => covers(value, (seen as Json)[member], member));
  }
  // The codes of payments and the values of parameters are not what the example is about.
  if (telling.has(name) && (typeof example === 'string' || name === 'code' || name === 'error_subcode')) {
    return example === seen;
  }
  return typeof example === typeof seen;
}

/** The path of a call as the contract writes it; undefined for what the contract does not have. */
export function contractPath(path: string): string | undefined {
  const [, ...parts] = (path.split('?')[0] ?? '').replace(/^\/v\d+\.\d+/, '').split('/');
  const [, edge] = parts;
  if (parts[0] === 'debug_token') return '/{version}/debug_token';
  if (!edge) return '/{version}/{node_id}';
  return operations.map((entry) => entry.path).find((known) => known.endsWith(`}/${edge}`));
}

/** The JSON pointer of the schema of a 200, for a validator that knows the document as `cloud`. */
export function answerSchema(method: string, path: string): string | undefined {
  const found = operations.find((entry) => entry.method === method && entry.path === path);
  const response = objectOf(objectOf(found?.operation.responses)['200']);
  const toPointerPart = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  const content = 'content/application~1json/schema';
  if (typeof response.$ref === 'string') return `cloud${response.$ref}/${content}`;
  if (!found || objectOf(response.content)['application/json'] === undefined) return undefined;
  return `cloud#/paths/${toPointerPart(path)}/${method.toLowerCase()}/responses/200/${content}`;
}
