import { csrf } from '../api/client.ts';
import { addressOf, bodyOf, type CallInput, fieldsOf, isJson } from './call-input.ts';
import { prettyJson } from './pretty-json.ts';
import type { ReferenceOperation } from './reference-queries.ts';
import type { Schemas } from './schema.ts';

export interface TryAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly ms: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Characters of an answer that are shown. */
const shownBody = 200_000;

/** Makes the call with the session of the page; the log tells it by its header. Throws when no answer comes. */
export async function sendTry(
  operation: ReferenceOperation,
  schemas: Schemas,
  input: CallInput,
  prefix: string,
  signal: AbortSignal,
): Promise<TryAnswer> {
  const url = addressOf(operation, input, window.location.origin + prefix);
  const headers: Record<string, string> = { accept: 'application/json, */*', 'x-parley-try': 'reference' };
  if (operation.method !== 'GET') headers['x-parley-csrf'] = csrf.token;
  const body = toBody(operation, schemas, input);
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  const startedAt = performance.now();
  const response = await fetch(url, { method: operation.method, headers, signal, ...(body ? { body } : {}) });
  const text = await readBody(response);
  return {
    status: response.status,
    statusText: response.statusText,
    ms: Math.round(performance.now() - startedAt),
    headers: [...response.headers],
    body: text.length > shownBody ? `${text.slice(0, shownBody)} … [cut]` : text,
  };
}

function toBody(operation: ReferenceOperation, schemas: Schemas, input: CallInput): string | FormData | undefined {
  const content = bodyOf(operation);
  if (!content) return undefined;
  if (isJson(content.type)) return input.json.trim() || undefined;
  const form = new FormData();
  for (const { name } of fieldsOf(content, schemas)) {
    const value = input.fields[name];
    if (value !== undefined && value !== '') form.set(name, value);
  }
  return form;
}

async function readBody(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  if (/json|text|xml|^$/.test(type)) {
    return prettyJson(await response.text());
  }
  const { size } = await response.blob();
  return `[${size.toLocaleString()} bytes of ${type}]`;
}
