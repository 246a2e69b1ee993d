import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { defineHandlers, type HandlersBySet } from '../src/http/handlers.ts';
import { registerHealthRoutes } from '../src/http/health.ts';
import { AppError } from '../src/kernel/errors.ts';
import {
  type ContractServer,
  type ContractServerOptions,
  multipart,
  startContractServer,
  until,
} from './http/contract-server.ts';
import { createRecorder } from './http/recording-handlers.ts';

const started: ContractServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

async function start(handlers: Partial<HandlersBySet>, options: ContractServerOptions = {}): Promise<ContractServer> {
  const server = await startContractServer(handlers, options);
  started.push(server);
  return server;
}

const json = 'application/json';
const contactPage = {
  result: 'success',
  contact_list: [],
  link: { prevPage: null, nextPage: null, pageNumber: 1, pageSize: 10, total: 0 },
};

describe('the token', () => {
  test.each([
    'Bearer legacy-token',
    'bearer legacy-token',
    'BEARER   legacy-token  ',
    'Bearer Bearer legacy-token',
    'Bearer bearer Bearer legacy-token',
    'legacy-token',
  ])('is taken from %j', async (authorization) => {
    const parley = await start(createRecorder().handlers);
    expect((await parley.call('/api/v1/getContacts', { authorization })).status).toBe(200);
  });

  test.each([
    [null, 'No Access Token provided'],
    ['Bearer', 'No Access Token provided'],
    ['Bearer nobody', 'The access token is not valid.'],
    ['Basic bGVnYWN5LXRva2Vu', 'The access token is not valid.'],
    ['Bearer old-token', 'The access token has expired.'],
  ])('%j is refused with 401', async (authorization, message) => {
    const parley = await start(createRecorder().handlers, { checkResponses: true });
    const legacy = await parley.call('/api/v1/getContacts', { authorization });
    expect(legacy.status).toBe(401);
    expect(legacy.json).toMatchObject({ result: false, info: message, message });
    const v3 = await parley.call('/api/ext/v3/contacts', { authorization });
    expect(v3.status).toBe(401);
    expect(v3.json).toMatchObject({ code: 401, message });
    expect(Date.parse(String(v3.json.timestamp))).toBeGreaterThan(0);
    expect(v3.json).not.toHaveProperty('error');
    expect(parley.violations).toEqual([]);
  });

  test('belongs to one tenant', async () => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    expect((await parley.call('/100100/api/v1/getContacts')).status).toBe(200);
    expect(recorder.last().tenantId).toBe('100100');
    const legacy = await parley.call('/999/api/v1/getContacts');
    expect(legacy.status).toBe(403);
    expect(legacy.json).toMatchObject({ result: false, reason: 'auth.tenant_mismatch' });
    expect((await parley.call('/999/api/ext/v3/contacts')).status).toBe(403);
    expect(recorder.seen).toHaveLength(1);
  });

  test('needs one of the scopes; operations without scopes take any', async () => {
    const parley = await start(createRecorder().handlers);
    const authorization = 'Bearer contacts-reader';
    expect((await parley.call('/api/v1/getContacts', { authorization })).status).toBe(200);
    expect((await parley.call('/api/v1/updateChatStatus', { authorization, method: 'POST' })).status).toBe(400);
    const refused = await parley.call('/api/v1/addContact/1', { authorization, method: 'POST' });
    expect(refused.status).toBe(403);
    expect(refused.json.info).toBe('This call needs one of the scopes api, wati_integration:write, contacts:write.');
    expect((await parley.call('/api/v1/getWhatsAppPhoneNumbers', { authorization })).status).toBe(404);
    expect((await parley.call('/api/v1/whatsApp/phoneNumbers', { authorization })).status).toBe(403);
  });

  test('is looked at before the body is read', async () => {
    const parley = await start(createRecorder().handlers);
    const body = '{ broken';
    const answer = await parley.call('/api/v1/addContact/1', { method: 'POST', type: json, body, authorization: null });
    expect(answer.status).toBe(401);
  });

  test('is counted by the admission of the caller, which may refuse', async () => {
    const parley = await start(createRecorder().handlers, {
      admit: async (operation, credential) => {
        throw new AppError('message.too_many_recipients', `${operation.id} ${credential.tenantId}`, {
          details: { retryAfterSeconds: 2.5 },
        });
      },
    });
    const answer = await parley.call('/api/v1/getContacts');
    expect(answer.json.info).toBe('getContacts 100100');
    expect(answer.headers['retry-after']).toBe('3');
  });
});

describe('a path', () => {
  test('that no operation has gives 404: an object in v1 and v2, nothing in v3', async () => {
    const parley = await start(createRecorder().handlers);
    for (const path of ['/api/v1/nothing', '/100100/api/v2/nothing', '/api/v1', '/api/nothing']) {
      const answer = await parley.call(path);
      expect(answer.status).toBe(404);
      if (path !== '/api/nothing') expect(answer.json).toMatchObject({ result: false, info: expect.any(String) });
    }
    for (const path of ['/api/ext/v3/nothing', '/100100/api/ext/v3/nothing', '/nothing']) {
      expect(await parley.call(path, { method: 'POST', type: json, body: '{}' })).toMatchObject({
        status: 404,
        text: '',
      });
    }
  });

  test('whose operation has no handler gives 404', async () => {
    const parley = await start({ v1v2: defineHandlers('v1v2', { getContacts: async () => ({ body: contactPage }) }) });
    expect((await parley.call('/api/v1/getMessages/1')).status).toBe(404);
  });

  test('with a wrong method gives 405 and names the right ones', async () => {
    const parley = await start(createRecorder().handlers);
    const legacy = await parley.call('/100100/API/V1//getContacts/?a=1', { method: 'DELETE' });
    expect(legacy.status).toBe(405);
    expect(legacy.headers.allow).toBe('GET');
    expect(legacy.json).toMatchObject({ result: false });
    const v3 = await parley.call('/api/ext/v3/contacts', { method: 'PATCH', type: json, body: '{}' });
    expect(v3.status).toBe(405);
    expect(v3.headers.allow).toBe('GET, PUT');
    expect(v3.json).toMatchObject({ code: 405, timestamp: expect.any(String) });
  });

  test('with a broken escape gives 400', async () => {
    const parley = await start(createRecorder().handlers);
    const answer = await parley.call('/api/v1/getMessages/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ result: false, reason: 'request.malformed' });
    expect((await parley.call(`/api/ext/v3/contacts/${'x'.repeat(600)}`)).json).toMatchObject({ code: 400 });
  });
});

describe('a body that cannot be read', () => {
  test.each([
    ['broken JSON', json, '{"target":'],
    ['deep nesting', json, `${'['.repeat(60)}${']'.repeat(60)}`],
    ['no JSON at all', 'text/plain', 'hello'],
    ['an unknown character set', 'application/json; charset=klingon', '{}'],
    ['multipart without a boundary', 'multipart/form-data', 'x'],
    [
      'multipart cut short',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="target"\r\n\r\n1',
    ],
  ])('gives 400 for %s in both envelopes', async (_name, type, body) => {
    const parley = await start(createRecorder().handlers);
    const legacy = await parley.call('/api/v1/sendSessionMessage/1', { method: 'POST', type, body });
    expect(legacy.status).toBe(400);
    expect(legacy.json).toMatchObject({ result: false, info: expect.any(String), message: expect.any(String) });
    const v3 = await parley.call('/api/ext/v3/conversations/messages/text', { method: 'POST', type, body });
    expect(v3.status).toBe(400);
    expect(v3.json).toMatchObject({ code: 400, message: expect.any(String), timestamp: expect.any(String) });
  });

  test('compressed gives 400', async () => {
    const parley = await start(createRecorder().handlers);
    const headers = { 'content-encoding': 'gzip' };
    const answer = await parley.call('/api/v1/addContact/1', { method: 'POST', type: json, headers, body: 'xx' });
    expect(answer.status).toBe(400);
  });

  test('of 30 MB gives 413, and the connection goes on', async () => {
    const parley = await start(createRecorder().handlers);
    const body = Buffer.alloc(30 * 1024 * 1024, 0x20);
    const legacy = await parley.call('/api/v1/addContact/1', { method: 'POST', type: json, body });
    expect(legacy.status).toBe(413);
    expect(legacy.json).toMatchObject({ result: false, info: expect.any(String) });
    const v3 = await parley.call('/api/ext/v3/contacts', { method: 'PUT', type: json, body });
    expect(v3.status).toBe(413);
    expect(v3.json).toMatchObject({ code: 413, message: expect.any(String), timestamp: expect.any(String) });
    expect((await parley.call('/api/v1/getContacts')).status).toBe(200);
  });

  test('of undeclared length is cut off at the limit', async () => {
    const parley = await start(createRecorder().handlers);
    const chunks = Array.from({ length: 12 }, () => Buffer.alloc(1024 * 1024, 0x20));
    const response = await fetch(`${parley.baseUrl}/api/v1/addContact/1`, {
      method: 'POST',
      headers: { authorization: 'legacy-token', 'content-type': json },
      body: Readable.toWeb(Readable.from(chunks)) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('of a client that does not stop sending is not read to its end', async () => {
    const parley = await start(createRecorder().handlers);
    const declared = 1024 * 1024 * 1024;
    const socket = connect(Number(new URL(parley.baseUrl).port), '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.write(`POST /api/v1/addContact/1 HTTP/1.1\r\nHost: a\r\nContent-Length: ${declared}\r\n\r\n`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('401 Unauthorized');
    const chunk = Buffer.alloc(1024 * 1024);
    const sendMore = () => {
      while (!socket.destroyed && socket.bytesWritten < declared && socket.write(chunk));
    };
    socket.on('drain', sendMore);
    sendMore();
    await closed;
    expect(socket.bytesWritten).toBeLessThan(declared / 2);
  });

  test('that breaks off reaches no handler and stops nothing', async () => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    const socket = connect(Number(new URL(parley.baseUrl).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /api/v1/addContact/1 HTTP/1.1\r\nHost: a\r\nAuthorization: legacy-token\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name"',
    );
    socket.end();
    socket.destroySoon();
    await until(() => parley.logLines.some((line) => line.includes('"operation":"addContact"')));
    expect(recorder.seen).toHaveLength(0);
    expect((await parley.call('/api/v1/getContacts')).status).toBe(200);
  });
});

describe('an uploaded file', () => {
  const picture = { fileName: 'Grüße.png', type: 'image/png', content: Buffer.alloc(70_000, 7) };
  const path = '/api/v1/sendSessionFile/85255501234';

  test.each([
    [
      'after the fields',
      [
        ['caption', 'hi'],
        ['FILE', picture],
      ] as const,
    ],
    [
      'before the fields',
      [
        ['file', picture],
        ['caption', 'hi'],
      ] as const,
    ],
  ])('comes %s and is gone when the handler did not take it', async (_name, parts) => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    expect((await parley.call(path, { method: 'POST', ...multipart(parts) })).status).toBe(200);
    expect(recorder.last()).toMatchObject({
      query: { caption: 'hi', isVoice: false },
      files: [{ fieldName: 'file', fileName: 'Grüße.png', mimeType: 'image/png', size: 70_000 }],
    });
    expect(await parley.storedFiles()).toEqual([]);
  });

  test('stays when the handler takes it', async () => {
    const parley = await start({
      v1v2: defineHandlers('v1v2', {
        sendSessionFile: async ({ files }) => {
          for (const file of files) file.take();
          return { body: { result: true } };
        },
      }),
    });
    await parley.call(path, { method: 'POST', ...multipart([['file', picture]]) });
    expect(await parley.storedFiles()).toHaveLength(1);
  });

  test('is required where the contract says so, and then the sentence names it', async () => {
    const parley = await start(createRecorder().handlers);
    const form = multipart([
      ['caption', 'hi'],
      ['other', picture],
    ]);
    const answer = await parley.call(path, { method: 'POST', ...form });
    expect(answer.status).toBe(400);
    expect(answer.json.info).toBe('file is required: send it as a file of a multipart form.');
    const asJson = { method: 'POST', type: json, body: '{"url":"https://a.test/x.png"}' } as const;
    expect((await parley.call(path, asJson)).status).toBe(400);
  });

  test('of v3 comes with its fields converted', async () => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    const form = multipart([
      ['file', picture],
      ['Target', '852555'],
      ['is_bot', 'False'],
    ]);
    await parley.call('/api/ext/v3/conversations/messages/file', { method: 'POST', ...form });
    expect(recorder.last()).toMatchObject({ body: { target: '852555', is_bot: false }, files: [{ size: 70_000 }] });
  });

  test('is skipped by an operation that takes none', async () => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    const form = multipart([
      ['file', picture],
      ['messageText', 'hi'],
    ]);
    await parley.call('/api/v1/sendSessionMessage/1', { method: 'POST', ...form });
    expect(recorder.last()).toMatchObject({ query: { messageText: 'hi' }, files: [] });
    expect(await parley.storedFiles()).toEqual([]);
  });

  test('that is too large gives 413 and leaves nothing behind', async () => {
    const parley = await start(createRecorder().handlers, { fileBytes: 50_000 });
    const answer = await parley.call(path, { method: 'POST', ...multipart([['file', picture]]) });
    expect(answer.status).toBe(413);
    expect(answer.json.info).toBe('The file is larger than 50000 bytes.');
    expect(await parley.storedFiles()).toEqual([]);
  });

  test('that breaks off leaves nothing behind', async () => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    const { type, body } = multipart([['file', { ...picture, content: Buffer.alloc(500_000) }]]);
    const socket = connect(Number(new URL(parley.baseUrl).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: legacy-token\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, 300_000));
    await until(async () => (await parley.storedFiles()).length === 1);
    socket.resetAndDestroy();
    await until(async () => (await parley.storedFiles()).length === 0);
    expect(recorder.seen).toHaveLength(0);
  });
});

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

describe('the registration', () => {
  test('refuses a handler that no operation names', async () => {
    const stray = { v1v2: { getContactz: async () => ({ body: {} }) } } as Partial<HandlersBySet>;
    await expect(startContractServer(stray)).rejects.toThrow('The handler v1v2 getContactz has no operation');
  });

  test('leaves the body parsers of other routes alone', async () => {
    const contract = await loadContract();
    expect(listOperations(contract).map((operation) => operation.id)).toContain('listWebhookEventTypes');
    const parley = await startContractServer(createRecorder().handlers);
    started.push(parley);
    expect(parley.server.hasContentTypeParser('application/json')).toBe(true);
  });
});

describe('health', () => {
  test('tells liveness, readiness and metrics', async () => {
    const { createHttpServer } = await import('../src/http/server.ts');
    const { createErrorResponder } = await import('../src/http/respond-error.ts');
    const { createLog } = await import('../src/kernel/log.ts');
    const { createClock } = await import('../src/kernel/clock.ts');
    const log = createLog({ level: 'silent' });
    const errors = createErrorResponder({ log, clock: createClock() });
    const server = createHttpServer({ log, errors, createRequestId: () => 'id', bodyLimitBytes: 1000 });
    let ready = false;
    registerHealthRoutes(server, {
      ready: async () => ({ ready, checks: { database: ready ? 'ok' : 'connecting' } }),
      metrics: new Registry(),
    });
    const base = await server.listen({ host: '127.0.0.1', port: 0 });
    try {
      expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' });
      const before = await fetch(`${base}/readyz`);
      expect(before.status).toBe(503);
      expect(await before.json()).toEqual({ ready: false, checks: { database: 'connecting' } });
      ready = true;
      expect((await fetch(`${base}/readyz`)).status).toBe(200);
      expect((await fetch(`${base}/metrics`)).headers.get('content-type')).toContain('text/plain');
    } finally {
      await server.close();
    }
  });
});
