import { request } from 'undici';
import { httpAgent } from './harness/http-agent.ts';

/** What the simulator answered. */
export interface Answer {
  readonly status: number;
  // Bodies are looked into with matchers; their shape is what the tests are about.
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly bytes: Buffer;
  readonly headers: Record<string, string | string[] | undefined>;
}

export async function callJson(url: string, method: string, body?: unknown, bearer?: string): Promise<Answer> {
  const answer = await request(url, {
    dispatcher: httpAgent,
    method,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return toAnswer(answer.statusCode, answer.headers, Buffer.from(await answer.body.arrayBuffer()));
}

export function toAnswer(status: number, headers: Answer['headers'], bytes: Buffer): Answer {
  const isJson = String(headers['content-type']).startsWith('application/json');
  const content = bytes.toString('utf8');
  return { status, headers, bytes, text: content, body: isJson ? JSON.parse(content) : {} };
}
