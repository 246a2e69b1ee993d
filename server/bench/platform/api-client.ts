import { Pool } from 'undici';

/** Calls the public API as an integrator does. */
export interface ApiClient {
  post(path: string, body: unknown): Promise<ApiAnswer>;
  get(path: string): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** An answer, or none: the connection broke, and what became of the call is not known. */
export type ApiAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown; readonly ms: number }
  | { readonly kind: 'unanswered'; readonly detail: string };

export function createApiClient(options: { baseUrl: string; token: string; connections: number }): ApiClient {
  const { token } = options;
  const pool = new Pool(options.baseUrl, { connections: options.connections, pipelining: 1, allowH2: false });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  const call = async (method: 'GET' | 'POST', path: string, body: string | null): Promise<ApiAnswer> => {
    const begun = performance.now();
    try {
      const answer = await pool.request({ method, path, headers, body });
      const text = await answer.body.text();
      return { kind: 'answered', status: answer.statusCode, body: parse(text), ms: performance.now() - begun };
    } catch (error) {
      return { kind: 'unanswered', detail: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    post: (path, body) => call('POST', path, JSON.stringify(body)),
    get: (path) => call('GET', path, null),
    close: () => pool.destroy(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
