import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { defineHandlers } from '../src/http/handlers.ts';
import { createServerStarter, multipart, until } from './http/contract-server.ts';
import { createRecorder } from './http/recording-handlers.ts';

const { start, stopAll } = createServerStarter();
afterEach(stopAll);

const json = 'application/json';

describe('a body that is joined by hand', () => {
  test.each([
    ['line breaks and tabs', '{"name":"Mei\r\n\tTam","customParams":[{"name":"a","value":"b"}]}'],
    ['a comma too many', '{"name":"Mei\\r\\n\\tTam","customParams":[{"name":"a","value":"b"},],}'],
    ['single quotes', `{'name':'Mei\\r\\n\\tTam', 'customParams':[{'name':'a', 'value':'b'}]}`],
    ['bare names', '{name: "Mei\\r\\n\\tTam", customParams: [{name : "a", value: "b"}]}'],
    ['a name that no object may have', `{'__proto__':{'a':1},name:'Mei\r\n\tTam',customParams:[{name:'a',value:'b'}]}`],
  ])('is read with %s, as WATI reads it', async (_name, body) => {
    const recorder = createRecorder();
    const parley = await start(recorder.handlers);
    expect((await parley.call('/api/v1/addContact/1', { method: 'POST', type: json, body })).status).toBe(200);
    expect(recorder.last().body).toEqual({ name: 'Mei\r\n\tTam', customParams: [{ name: 'a', value: 'b' }] });
  });
});

describe('a body that cannot be read', () => {
  test.each([
    ['broken JSON', json, '{"target":'],
    ['deep nesting', json, `${'['.repeat(60)}${']'.repeat(60)}`],
    ['deep nesting behind single quotes', json, `['"', ${'['.repeat(60)}${']'.repeat(60)}, '"']`],
    ['a word for a text', json, '{"target": me}'],
    ['a text without an end', json, `{"target": 'me`],
    ['a quote within a text', json, '{"target": "m"e"}'],
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
