import type { FastifyRequest } from 'fastify';
import { isJsonObject, type JsonObject, textOrUndefined } from './json-value.ts';
import type { MultipartBody } from './read-multipart.ts';

/** What a body parser of the Graph routes gives. */
export type GraphBody =
  | { readonly kind: 'json'; readonly json: JsonObject }
  | { readonly kind: 'multipart'; readonly form: MultipartBody }
  | { readonly kind: 'bytes'; readonly bytes: Buffer };

/** One request to the Graph routes. */
export interface GraphCall {
  readonly method: string;
  /** As called, without query. */
  readonly path: string;
  /** The path below the Graph root without the version. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly token: string | undefined;
  readonly json: JsonObject;
  readonly form: MultipartBody | undefined;
  /** The body of an upload session. */
  readonly bytes: Buffer | undefined;
  readonly fileOffset: string | undefined;
}

/** The methods that `method` in the query of a POST may stand for. */
const otherMethods = new Set(['GET', 'DELETE']);

/** Reads a request; `root` is the path of the Graph routes. The token may stand in the header, the query or a form. */
export function toGraphCall(request: FastifyRequest, root: string): GraphCall {
  const url = new URL(request.url, 'http://simulator');
  const body = isGraphBody(request.body) ? request.body : undefined;
  const { access_token: formToken, ...rest } = jsonOf(body);
  const wanted = url.searchParams.get('method')?.toUpperCase() ?? '';
  const bearer = /^(?:Bearer|OAuth)\s+(\S.*?)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  const segments = url.pathname
    .slice(root.length)
    .split('/')
    .filter((segment) => segment !== '');
  return {
    method: request.method === 'POST' && otherMethods.has(wanted) ? wanted : request.method,
    path: url.pathname,
    segments: /^v\d+(\.\d+)?$/.test(segments[0] ?? '') ? segments.slice(1) : segments,
    query: url.searchParams,
    token: bearer ?? url.searchParams.get('access_token') ?? textOrUndefined(formToken),
    json: rest,
    form: body?.kind === 'multipart' ? body.form : undefined,
    bytes: body?.kind === 'bytes' ? body.bytes : undefined,
    fileOffset: textOrUndefined(request.headers.file_offset),
  };
}

/** A form-encoded body whose object values are JSON texts. */
export function fromForm(text: string): JsonObject {
  return fromFields([...new URLSearchParams(text)]);
}

function fromFields(fields: readonly [string, string][]): JsonObject {
  return Object.fromEntries(fields.map(([name, value]) => [name, fromFormValue(value)]));
}

function jsonOf(body: GraphBody | undefined): JsonObject {
  if (body?.kind === 'json') return body.json;
  return body?.kind === 'multipart' ? fromFields(Object.entries(body.form.fields)) : {};
}

function fromFormValue(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isGraphBody(body: unknown): body is GraphBody {
  return isJsonObject(body) && (body.kind === 'json' || body.kind === 'multipart' || body.kind === 'bytes');
}
