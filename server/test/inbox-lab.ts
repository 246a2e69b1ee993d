import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { expect } from 'vitest';
import type { ApiAnswer, ApiCall } from './harness/api-client.ts';
import { httpAgent } from './harness/http-agent.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';

export const password = 'a password for the tests';

type Json = Record<string, unknown>;

/** A person at work in the inbox. */
export interface Person {
  readonly id: string;
  /** Of the session: what calls of the public API bring along. */
  readonly headers: Readonly<Record<string, string>>;
  /** Paths below `/internal`. */
  call<Body = Json>(method: string, path: string, call?: ApiCall): Promise<ApiAnswer<Body>>;
  /** The row of the chat with this number. */
  chat(waId: string): Promise<Chat>;
  send(chatId: string, content: Json, more?: Json): Promise<ApiAnswer<{ message: Json; isRepeat: boolean }>>;
  timeline(chatId: string, query?: Record<string, string>): Promise<Json[]>;
  /** Follows what happens, from a cursor on or from now. */
  follow(cursor?: string): Promise<Follower>;
}

export interface Chat extends Json {
  id: string;
  version: number;
  unread: number;
}

export interface Follower {
  readonly frames: { readonly id: string | undefined; readonly type: string; readonly data: Json }[];
  /** The first frame of that type that passes, also one that came before. */
  until(type: string, passes?: (data: Json) => boolean): Promise<Json>;
  /** Resolves when the server ended it. */
  readonly ended: Promise<void>;
  close(): void;
}

export async function signIn(parley: Pick<TestPlatform, 'call' | 'baseUrl'>, email: string): Promise<Person> {
  const answer = await parley.call<{ csrfToken: string; operator: { id: string } }>('POST', '/internal/session', {
    token: null,
    json: { email, password },
  });
  expect(answer.status).toBe(201);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const headers = { cookie, 'x-parley-csrf': answer.body.csrfToken };
  const call: Person['call'] = (method, path, options = {}) =>
    parley.call(method, `/internal${path}`, { token: null, ...options, headers: { ...headers, ...options.headers } });
  return {
    id: answer.body.operator.id,
    headers,
    call,
    async chat(waId) {
      const { body } = await call<{ conversations: Chat[] }>('GET', '/inbox/conversations', {
        query: { search: waId },
      });
      const found = body.conversations.find((row) => (row.contact as { phone: string }).phone === waId);
      if (found === undefined) throw new Error(`There is no chat with ${waId}.`);
      return found;
    },
    send: (chatId, content, more = {}) =>
      call('POST', `/inbox/conversations/${chatId}/messages`, { json: { clientId: randomUUID(), content, ...more } }),
    async timeline(chatId, query = {}) {
      const { status, body } = await call<{ items: Json[] }>('GET', `/inbox/conversations/${chatId}/timeline`, {
        query,
      });
      expect(status).toBe(200);
      return body.items;
    },
    follow: (cursor) => follow(parley, cookie, cursor),
  };
}

async function follow(
  parley: Pick<TestPlatform, 'baseUrl'>,
  cookie: string,
  cursor: string | undefined,
): Promise<Follower> {
  const ending = new AbortController();
  const headers = { cookie, ...(cursor === undefined ? {} : { 'last-event-id': cursor }) };
  const answer = await request(`${parley.baseUrl}/internal/live`, {
    dispatcher: httpAgent,
    headers,
    signal: ending.signal,
  });
  expect(answer.statusCode).toBe(200);
  const frames: Follower['frames'] = [];
  let wake: () => void = () => undefined;
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const chunk of answer.body) {
      rest += String(chunk);
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      frames.push(...parts.flatMap(toFrame));
      wake();
    }
  };
  const ended = read().catch(() => undefined);
  const follower: Follower = {
    frames,
    async until(type, passes = () => true) {
      for (;;) {
        const found = frames.find((frame) => frame.type === type && passes(frame.data));
        if (found !== undefined) return found.data;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    ended,
    close: () => ending.abort(),
  };
  await follower.until('hello');
  return follower;
}

function toFrame(text: string): Follower['frames'] {
  const lines = text.split('\n');
  const member = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = member('data');
  return data === undefined ? [] : [{ id: member('id'), type: member('event') ?? '', data: JSON.parse(data) as Json }];
}
