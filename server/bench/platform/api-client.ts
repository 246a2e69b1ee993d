import { createLeanClient } from '../peers/lean-http-client.ts';

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
  const { hostname, port } = new URL(options.baseUrl);
  const client = createLeanClient({ host: hostname, port: Number(port), connections: options.connections });

  const call = async (method: 'GET' | 'POST', path: string, body: string): Promise<ApiAnswer> => {
    const begun = performance.now();
    const head = `${method} ${path} HTTP/1.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    try {
      const answer = await client.send(head, body);
      return { kind: 'answered', status: answer.status, body: parse(answer.body), ms: performance.now() - begun };
    } catch (error) {
      return { kind: 'unanswered', detail: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    post: (path, body) => call('POST', path, JSON.stringify(body)),
    get: (path) => call('GET', path, ''),
    close: async () => client.close(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
