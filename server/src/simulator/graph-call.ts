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

/** Parameters that are objects or lists. */
const structured = new Set(
  (
    'text image video audio document sticker location contacts interactive template reaction context typing_indicator ' +
    'components webhook_configuration block_users websites fields'
  ).split(' '),
);

/** The methods that `method` in the query of a POST may stand for. */
const otherMethods = new Set(['GET', 'DELETE']);

/** Reads a request; `root` is the path of the Graph routes. The token may stand in the header, the query or a form. */
export function toGraphCall(request: FastifyRequest, root: string): GraphCall {
  const url = new URL(request.url, 'http://simulator');
  const body = isGraphBody(request.body) ? request.body : undefined;
  const changes = request.method !== 'GET';
  const { access_token: formToken, ...json } = parametersOf(changes ? url.searchParams : new URLSearchParams(), body);
  const wanted = url.searchParams.get('method')?.toUpperCase() ?? '';
  const bearer = /^(?:Bearer|OAuth)\s+(\S.*)$/i.exec(request.headers.authorization?.trim() ?? '')?.[1];
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
    json,
    form: body?.kind === 'multipart' ? body.form : undefined,
    bytes: body?.kind === 'bytes' ? body.bytes : undefined,
    fileOffset: textOrUndefined(request.headers.file_offset),
  };
}

/** A form-encoded body. */
export function fromForm(text: string): JsonObject {
  return Object.fromEntries(new URLSearchParams(text));
}

/**
 * The parameters of a call that changes something: those of the query and, before them, those of the body. Objects and lists
 * may be JSON texts wherever they stand; other texts are left alone even when they look like JSON.
 */
function parametersOf(query: URLSearchParams, body: GraphBody | undefined): JsonObject {
  const given = { ...Object.fromEntries(query), ...membersOf(body) };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readParameter(name, value)]));
}

function membersOf(body: GraphBody | undefined): JsonObject {
  if (body?.kind === 'json') return body.json;
  return body?.kind === 'multipart' ? body.form.fields : {};
}

function readParameter(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !structured.has(name) || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isGraphBody(body: unknown): body is GraphBody {
  return isJsonObject(body) && (body.kind === 'json' || body.kind === 'multipart' || body.kind === 'bytes');
}
