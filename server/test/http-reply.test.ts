import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fastify } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { defineHandlers } from '../src/http/handlers.ts';
import { registerWebApp } from '../src/http/web-app.ts';
import { AppError } from '../src/kernel/errors.ts';
import { contactPage, createServerStarter, until } from './http/contract-server.ts';
import { createRecorder } from './http/recording-handlers.ts';

const { start, stopAll } = createServerStarter();
afterEach(stopAll);

describe('a reply', () => {
  const page = (body: unknown, status?: number) => ({
    v1v2: defineHandlers('v1v2', {
      getContacts: async () => ({ body, ...(status === undefined ? {} : { status }) }),
    }),
  });

  test('that keeps the contract goes out, with more members too', async () => {
    const parley = await start(page({ ...contactPage, extra: 1 }), { checkResponses: true });
    const answer = await parley.call('/api/v1/getContacts');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json).toEqual({ ...contactPage, extra: 1 });
    expect(parley.violations).toEqual([]);
  });

  test.each([
    [{ ...contactPage, contact_list: 'none' }, undefined, 'getContacts: contact_list must be a list.'],
    [{ result: 'success' }, undefined, 'getContacts: contact_list is required.'],
    [contactPage, 201, 'getContacts: Status 201 is not documented.'],
  ])('that departs from it gives 500 and is reported: %#', async (body, status, violation) => {
    const parley = await start(page(body, status), { checkResponses: true });
    const answer = await parley.call('/api/v1/getContacts');
    expect(answer.status).toBe(500);
    expect(parley.violations).toEqual([violation]);
    expect(parley.logLines.join('')).toContain('departs from the contract');
  });

  test('is kept by no cache on the way, whatever its path looks like', async () => {
    const parley = await start(page(contactPage));
    for (const call of [{}, { authorization: null }]) {
      expect((await parley.call('/api/v1/getContacts', call)).headers['cache-control']).toBe('no-store');
    }
    expect((await parley.call('/api/v1/none.css')).headers['cache-control']).toBe('no-store');
  });

  test('is not compared in production', async () => {
    const parley = await start(page({ wrong: true }));
    expect((await parley.call('/api/v1/getContacts')).json).toEqual({ wrong: true });
  });

  test('of an error keeps the contract', async () => {
    const reasons = [
      'contact.not_found',
      'media.gone',
      'meta.rejected',
      'conversation.ambiguous',
      'channel.paused',
    ] as const;
    const answers: unknown[] = [];
    for (const reason of reasons) {
      const fail = async () => {
        throw new AppError(reason, reason);
      };
      const parley = await start(
        { v1v2: defineHandlers('v1v2', { getMedia: fail }), v3: defineHandlers('v3', { getMessageFile: fail }) },
        { checkResponses: true },
      );
      const legacy = await parley.call('/api/v1/getMedia?fileName=x');
      const v3 = await parley.call('/api/ext/v3/conversations/messages/file/1');
      answers.push([reason, legacy.status, v3.status, v3.json.code]);
      expect(parley.violations).toEqual([]);
    }
    expect(answers).toEqual([
      ['contact.not_found', 404, 404, 404],
      ['media.gone', 404, 400, 5004],
      ['meta.rejected', 500, 500, 500],
      ['conversation.ambiguous', 409, 409, 409],
      ['channel.paused', 400, 400, 400],
    ]);
  });

  test('may be a stream, a text, or empty', async () => {
    const parley = await start(
      {
        v1v2: defineHandlers('v1v2', {
          getMedia: async ({ query }) => ({
            stream: Readable.from([Buffer.from('bytes of '), Buffer.from(query.fileName ?? '')]),
            headers: { 'content-type': 'image/png', 'content-disposition': 'inline' },
          }),
          startChatbot: async () => ({ body: 'started' }),
          rotateToken: async () => ({ body: undefined }),
        }),
      },
      { checkResponses: true },
    );
    const media = await parley.call('/api/v1/getMedia?fileName=data/images/a.png');
    expect(media).toMatchObject({ status: 200, text: 'bytes of data/images/a.png' });
    expect(media.headers['content-type']).toBe('image/png');
    expect((await parley.call('/api/v1/chatbots/start?chatbotId=1', { method: 'POST' })).text).toBe('"started"');
  });

  test('whose stream breaks is cut off and logged once', async () => {
    const parley = await start({
      v1v2: defineHandlers('v1v2', {
        getMedia: async () => ({
          stream: Readable.from(
            (async function* () {
              yield Buffer.alloc(100_000);
              throw new Error('the disk went away');
            })(),
          ),
          headers: { 'content-type': 'image/png' },
        }),
      }),
    });
    await expect(parley.call('/api/v1/getMedia?fileName=x')).rejects.toThrow();
    await until(() => parley.logLines.length >= 2);
    expect(parley.logLines.filter((line) => line.includes('the disk went away'))).toHaveLength(1);
  });

  test('to HEAD has the head of GET', async () => {
    const parley = await start(page(contactPage));
    const answer = await parley.call('/api/v1/getContacts', { method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(Number(answer.headers['content-length'])).toBe(JSON.stringify(contactPage).length);
  });

  test('to a failure of ours tells nothing but the request id', async () => {
    const fail = async () => {
      throw new Error('secret detail of the database');
    };
    const parley = await start(
      { v1v2: defineHandlers('v1v2', { getContacts: fail }), v3: defineHandlers('v3', { listContacts: fail }) },
      { checkResponses: true },
    );
    for (const path of ['/api/v1/getContacts', '/api/ext/v3/contacts']) {
      const answer = await parley.call(path, { headers: { 'x-request-id': 'req-77' } });
      expect(answer.status).toBe(500);
      expect(answer.text).toContain('req-77');
      expect(answer.text).not.toMatch(/secret|at .*\.ts/);
    }
    const logged = parley.logLines.filter((line) => line.includes('secret detail of the database'));
    expect(logged).toHaveLength(2);
    expect(parley.violations).toEqual([]);
  });
});

describe('a request', () => {
  test('has an id: its own when that is safe, else a new one', async () => {
    const parley = await start(createRecorder().handlers);
    const idFor = async (headers: Record<string, string>) =>
      (await parley.call('/api/v1/getContacts', { headers })).headers['x-request-id'];
    expect(await idFor({ 'x-request-id': 'a.b-1' })).toBe('a.b-1');
    expect(await idFor({})).toMatch(/^made-/);
    expect(await idFor({ 'x-request-id': 'x'.repeat(65) })).toMatch(/^made-/);
    expect(await idFor({ 'x-request-id': 'a b<script>' })).toMatch(/^made-/);
  });

  test('leaves one log line, without numbers, queries or tokens', async () => {
    const parley = await start(createRecorder().handlers);
    await parley.call('/api/v1/getMessages/85255501234?token=very-secret');
    await until(() => parley.logLines.length > 0);
    expect(parley.logLines).toHaveLength(1);
    expect(JSON.parse(parley.logLines[0] ?? '')).toMatchObject({
      method: 'GET',
      route: '/api/v1/getMessages/:whatsappNumber',
      status: 200,
      operation: 'getMessages',
      tenantId: '100100',
      tokenId: 't1',
      ms: expect.any(Number),
    });
    expect(parley.logLines[0]).not.toMatch(/85255501234|very-secret|legacy-token/);
  });

  test('tells its handler when the client goes away', async () => {
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    const { promise: aborted, resolve: abort } = Promise.withResolvers<void>();
    const parley = await start({
      v1v2: defineHandlers('v1v2', {
        getContacts: async ({ signal }) => {
          signal.addEventListener('abort', () => abort());
          enter();
          await aborted;
          return { body: contactPage };
        },
      }),
    });
    const socket = connect(Number(new URL(parley.baseUrl).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /api/v1/getContacts HTTP/1.1\r\nHost: a\r\nAuthorization: legacy-token\r\n\r\n');
    await entered;
    socket.resetAndDestroy();
    await aborted;
    await until(() => parley.logLines.some((line) => line.includes('"aborted":true')));
  });
});

test('an asset of the web app is kept for a year, that there is none for no moment', async () => {
  const root = await mkdtemp(join(tmpdir(), 'parley-assets-'));
  const server = fastify();
  try {
    await mkdir(join(root, 'assets'));
    await writeFile(join(root, 'index.html'), '<!doctype html>');
    await writeFile(join(root, 'assets', 'a1.js'), 'export {};');
    expect(await registerWebApp(server, root)).toBe(true);
    const cacheOf = async (url: string) => {
      const { statusCode, headers } = await server.inject(url);
      return [statusCode, headers['cache-control']];
    };
    expect(await cacheOf('/assets/a1.js')).toEqual([200, 'public, max-age=31536000, immutable']);
    // A proxy that kept it would hide the file from everybody once it is deployed.
    for (const url of ['/assets/b2.js', '/assets/%2e%2e/index.html', '/assets/..%2findex.html']) {
      expect((await cacheOf(url))[1] ?? 'no-store').toBe('no-store');
    }
  } finally {
    await server.close();
    await rm(root, { recursive: true });
  }
});
