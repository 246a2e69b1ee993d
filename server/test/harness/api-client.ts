import { type FormData, request } from 'undici';
import { httpAgent } from './http-agent.ts';

export interface ApiAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** The parsed JSON, or undefined. Typed by the caller, who asserts on it. */
  readonly body: Body;
}

export interface ApiCall {
  readonly query?: Record<string, string | number>;
  readonly json?: unknown;
  readonly form?: Record<string, string>;
  readonly multipart?: FormData;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
  readonly headers?: Record<string, string>;
  /** Undefined: the demo token; null: none. */
  readonly token?: string | null;
}

export type ApiClient = <Body = Record<string, never>>(
  method: string,
  path: string,
  call?: ApiCall,
) => Promise<ApiAnswer<Body>>;

/** Speaks to the API as a program would, over real HTTP. Paths begin with a slash and have no tenant segment of their own. */
export function createApiClient(baseUrl: string, defaultToken: string): ApiClient {
  return async <Body>(method: string, path: string, call: ApiCall = {}) => {
    const url = new URL(baseUrl + path);
    for (const [key, value] of Object.entries(call.query ?? {})) url.searchParams.append(key, String(value));
    const headers: Record<string, string> = { ...encodingHeaders(call), ...call.headers };
    const token = call.token === undefined ? defaultToken : call.token;
    if (token !== null && headers.authorization === undefined) headers.authorization = `Bearer ${token}`;
    const body = toBody(call);
    const options = { dispatcher: httpAgent, method: method as 'GET', headers, body: body ?? null };
    const answer = await request(url, options);
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const text = bytes.toString('utf8');
    return { status: answer.statusCode, headers: answer.headers, text, body: parse(text) as Body };
  };
}

function encodingHeaders(call: ApiCall): Record<string, string> {
  if (call.json !== undefined) return { 'content-type': 'application/json' };
  return call.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
}

function toBody(call: ApiCall): string | Buffer | FormData | undefined {
  if (call.json !== undefined) return JSON.stringify(call.json);
  if (call.form) return new URLSearchParams(call.form).toString();
  return call.multipart ?? call.raw;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
