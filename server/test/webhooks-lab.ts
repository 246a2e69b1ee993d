import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { TestPlatform } from './harness/start-test-platform.ts';

/** One request as it came, with the moment of the platform's clock. */
export interface Try {
  readonly atMs: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly text: string;
  readonly waId: string;
}

export type Answer = (attempt: Try, response: ServerResponse, request: IncomingMessage) => void;

/** A customer's receiver that keeps every try, those it refuses too, and can be made to misbehave. */
export interface Trier {
  readonly origin: string;
  readonly tries: Try[];
  /** Tries that were answered with 200 by `take`, in order. */
  readonly taken: Try[];
  /** How each try is answered; `take` at first. */
  answerWith(answer: Answer | number): void;
  take: Answer;
  texts(): string[];
  close(): Promise<void>;
}

export async function startTrier(parley: TestPlatform): Promise<Trier> {
  const tries: Try[] = [];
  const taken: Try[] = [];
  const take: Answer = (attempt, response) => {
    taken.push(attempt);
    response.writeHead(200).end();
  };
  let answer = take;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const { text, waId } = JSON.parse(raw) as { text: string; waId: string };
      const { url: path = '', headers } = request;
      const attempt = { atMs: parley.clock.nowMs(), path, headers, raw, text, waId };
      tries.push(attempt);
      answer(attempt, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tries,
    taken,
    answerWith(next) {
      answer = typeof next === 'number' ? (_attempt, response) => response.writeHead(next).end() : next;
    },
    take,
    texts: () => taken.map((attempt) => attempt.text),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export interface ListedEndpoint {
  readonly id: string;
  readonly url: string;
  readonly status: number;
  readonly failedIterationCount: number;
  readonly channelPhoneNumber: string;
}

/** Subscribes an address to `message` of a number. */
export async function subscribeUrl(parley: TestPlatform, url: string, phoneNumber = '15550100001'): Promise<void> {
  const answer = await parley.api('POST', '/api/v2/webhookEndpoints', {
    json: [{ phoneNumber, status: 1, url, eventTypes: ['message'] }],
  });
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
}

export async function findEndpoint(parley: TestPlatform, url: string): Promise<ListedEndpoint> {
  const answer = await parley.api<{ result: ListedEndpoint[] }>('GET', '/api/v2/webhookEndpoints');
  const found = answer.body.result.find((endpoint) => endpoint.url === url);
  if (!found) throw new Error(`There is no endpoint ${url}.`);
  return found;
}
