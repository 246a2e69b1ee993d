import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Example = Record<string, unknown>;

interface ContractDocument {
  readonly webhooks: Record<
    string,
    { post: { requestBody: { content: Record<string, { examples?: Record<string, { value: Example }> }> } } }
  >;
}

function readDocument(file: string): ContractDocument {
  return parse(readFileSync(join(import.meta.dirname, '..', '..', 'contract', file), 'utf8')) as ContractDocument;
}

function examplesOf(document: ContractDocument, event: string): Map<string, Example> {
  const examples = document.webhooks[event]?.post.requestBody.content['application/json']?.examples ?? {};
  return new Map(Object.entries(examples).map(([name, { value }]) => [name, value]));
}

/** The examples of the webhooks to customers: by event, then by name. */
export function readWebhookExamples(): ReadonlyMap<string, ReadonlyMap<string, Example>> {
  const document = readDocument('wati-webhooks.openapi.yaml');
  return new Map(Object.keys(document.webhooks).map((event) => [event, examplesOf(document, event)]));
}

/** The examples of Meta's `messages` webhook, by name. */
export function readMetaExamples(): ReadonlyMap<string, Example> {
  return examplesOf(readDocument('cloud-api.openapi.yaml'), 'messages');
}

/**
 * How a payload departs from an example in its keys and in the kinds of its values, nested objects and lists included.
 * Null goes with every kind: whether it is allowed at a place is for the schema to say. `optional` keys may be absent.
 */
export function compareShape(payload: unknown, example: unknown, optional: readonly string[] = [], at = ''): string[] {
  if (payload === null || example === null) return [];
  const kinds = [kindOf(payload), kindOf(example)];
  if (kinds[0] !== kinds[1]) return [`${at || 'the payload'} is ${kinds[0]}, not ${kinds[1]}`];
  if (Array.isArray(payload) && Array.isArray(example)) {
    return example.length === 0 ? [] : payload.flatMap((entry) => compareShape(entry, example[0], optional, `${at}[]`));
  }
  if (kinds[0] !== 'object') return [];
  const [own, wanted] = [payload as Example, example as Example];
  const surplus = Object.keys(own).filter((key) => !(key in wanted));
  const missing = Object.keys(wanted).filter((key) => !(key in own) && !optional.includes(key));
  return [
    ...surplus.map((key) => `${at}${key} is not in the example`),
    ...missing.map((key) => `${at}${key} is missing`),
    ...Object.keys(own).flatMap((key) =>
      key in wanted ? compareShape(own[key], wanted[key], optional, `${at}${key}.`) : [],
    ),
  ];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value;
}
