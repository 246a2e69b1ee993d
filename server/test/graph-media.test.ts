import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createGraphClient, type GraphClient } from '../src/meta/graph-client.ts';
import { answerWith, closeAfterEach, findClosedPort } from './local-server.ts';

const token = 'EAAG-secret-token';
const { serve, closeLater } = closeAfterEach();

function openClient(baseUrl: string, options: Partial<Parameters<typeof createGraphClient>[0]> = {}): GraphClient {
  return closeLater(createGraphClient({ baseUrl, ...options }));
}

describe('media', () => {
  it('uploads a stream as multipart with the bare type and exact length', async () => {
    const server = await serve(answerWith(200, { id: '540' }));
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45]);
    for (const source of [bytes, Readable.from([bytes.subarray(0, 2), bytes.subarray(2)], { objectMode: false })]) {
      const outcome = await openClient(server.url).uploadMedia({
        phoneNumberId: '300',
        accessToken: token,
        mimeType: 'audio/ogg; codecs=opus',
        fileName: 'a"b\r\n.ogg',
        bytes: source,
        size: bytes.length,
      });
      expect(outcome).toEqual({ kind: 'uploaded', mediaId: '540' });
    }
    for (const { path, headers, body } of server.requests) {
      expect(path).toBe('/v23.0/300/media');
      expect(headers['content-length']).toBe(String(body.length));
      const form = await new Response(Buffer.from(body, 'latin1'), {
        headers: { 'content-type': headers['content-type'] ?? '' },
      }).formData();
      expect(form.get('messaging_product')).toBe('whatsapp');
      expect(form.get('type')).toBe('audio/ogg');
      const file = form.get('file') as File;
      expect([file.type, file.name]).toEqual(['audio/ogg', 'a"b\r\n.ogg']);
      expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
    }
  });

  it('fails as a value when the source fails, is shorter than told, or Meta refuses', async () => {
    const server = await serve(answerWith(400, { error: { message: 'no', code: 100 } }));
    const client = openClient(server.url);
    const upload = (bytes: Readable, size: number) =>
      client.uploadMedia({ phoneNumberId: '3', accessToken: token, mimeType: 'a/b', fileName: 'f', bytes, size });
    expect(await upload(createReadStream('/no/such/file'), 5)).toMatchObject({ kind: 'unavailable' });
    expect(await upload(Readable.from([Buffer.from('abc')]), 5)).toMatchObject({ kind: 'unavailable' });
    expect(server.requests).toHaveLength(0);
    expect(await upload(Readable.from([Buffer.from('abcde')]), 5)).toMatchObject({
      kind: 'rejected',
      rule: { code: 100 },
    });
    // The source fails while the upload waits for the only connection.
    const silent = await serve((request, response) => {
      if (!request.url?.endsWith('/messages')) response.end('{"id":"1"}');
    });
    const busy = openClient(silent.url, { connections: 1, timeoutMs: 1000 });
    const sending = busy.sendMessage({ phoneNumberId: '3', accessToken: token, body: '{}' });
    const missing = { mimeType: 'a/b', fileName: 'f', bytes: createReadStream('/no/such/file'), size: 5 };
    const waiting = await busy.uploadMedia({ phoneNumberId: '3', accessToken: token, ...missing });
    expect(waiting).toMatchObject({ kind: 'unavailable', detail: expect.stringContaining('ENOENT') });
    expect(await sending).toMatchObject({ kind: 'unknown' });
    const source = new Readable({ read: () => undefined });
    const nobody = openClient(`http://127.0.0.1:${await findClosedPort()}`);
    const input = { phoneNumberId: '3', accessToken: token, mimeType: 'a/b', fileName: 'f', bytes: source, size: 5 };
    expect(await nobody.uploadMedia(input)).toMatchObject({ kind: 'unavailable', sent: false });
    expect(source.destroyed).toBe(true);
  });

  it('looks a file up and downloads it with the token and a user agent', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/v23.0/540')) {
        const url = `${server.url}/bytes?x=1`;
        response.end(JSON.stringify({ url, mime_type: 'image/png', sha256: 'ab', file_size: '4', id: '540' }));
      } else response.writeHead(200, { 'content-type': 'image/png', 'content-length': '4' }).end('\x89PNG', 'latin1');
    });
    const client = openClient(server.url);
    const media = await client.getMedia({ mediaId: '540', phoneNumberId: '300', accessToken: token });
    expect(media).toEqual({
      kind: 'ok',
      url: `${server.url}/bytes?x=1`,
      mimeType: 'image/png',
      sha256: 'ab',
      fileSize: 4,
    });
    const file = await client.downloadMedia({ url: `${server.url}/bytes?x=1`, accessToken: token, maxBytes: 100 });
    expect(file).toMatchObject({ kind: 'ok', mimeType: 'image/png', size: 4 });
    expect(file.kind === 'ok' && (await buffer(file.stream)).toString('latin1')).toBe('\x89PNG');
    expect(server.requests.map(({ path }) => path)).toEqual(['/v23.0/540?phone_number_id=300', '/bytes?x=1']);
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'user-agent': expect.stringContaining('Parley'),
    });
  });

  it('tells why a download is not possible and never takes the token elsewhere', async () => {
    const other = await serve((_request, response) => response.end());
    const server = await serve((request, response) => {
      if (request.url === '/gone') response.writeHead(404).end();
      else if (request.url === '/denied') response.writeHead(401).end('{"error":{"code":190,"message":"expired"}}');
      else if (request.url === '/moved') response.writeHead(302, { location: other.url }).end();
      else response.end(Buffer.alloc(101));
    });
    const client = openClient(server.url);
    const get = (url: string, from = client) => from.downloadMedia({ url, accessToken: token, maxBytes: 100 });
    expect(await get(`${server.url}/gone`)).toMatchObject({ kind: 'gone' });
    expect(await get(`${server.url}/denied`)).toMatchObject({ kind: 'rejected', rule: { code: 190 } });
    expect(await get(`${server.url}/moved`)).toMatchObject({ kind: 'unavailable' });
    expect(await get(`${server.url}/large`)).toMatchObject({ kind: 'too_large' });
    const overHttps = openClient('https://graph.test');
    expect(await get(`${server.url}/gone`, overHttps)).toMatchObject({ kind: 'refused_url' });
    expect(await get('file:///etc/passwd')).toMatchObject({ kind: 'refused_url' });
    expect(other.connections()).toBe(0);
    expect(server.requests).toHaveLength(4);
  });
});

describe('nodes', () => {
  it('lists templates page by page until there is no next', async () => {
    const server = await serve((request, response) => {
      const last = request.url?.includes('after=C1');
      const paging = last ? { cursors: { after: 'C2' } } : { cursors: { after: 'C1' }, next: 'https://graph.test/x' };
      const id = last ? '2' : 12345678901234567890n;
      response.end(
        `{"data":[{"id":${id},"name":"welcome","components":[{"type":"BODY"}]},7],"paging":${JSON.stringify(paging)}}`,
      );
    });
    const client = openClient(server.url);
    const input = { wabaId: '200', accessToken: token, limit: 50 };
    const first = await client.listTemplates(input);
    expect(first).toMatchObject({
      kind: 'ok',
      templates: [{ id: '12345678901234567890', name: 'welcome' }],
      after: 'C1',
    });
    const second = await client.listTemplates({ ...input, after: 'C1' });
    expect(second).toMatchObject({ kind: 'ok', templates: [{ id: '2' }] });
    expect(second).not.toHaveProperty('after');
    expect(server.requests[0]?.path).toContain('/v23.0/200/message_templates?fields=id%2Cname');
  });

  it('reads a number, marks messages as read and makes any other call', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/v23.0/300?')) response.end('{"id":"300","quality_rating":"GREEN","status":5}');
      else if (request.url === '/v23.0/9') response.writeHead(400).end('{"error":{"code":100,"error_subcode":33}}');
      else response.end('{"success":true}');
    });
    const client = openClient(server.url);
    const number = await client.getPhoneNumber({ phoneNumberId: '300', accessToken: token });
    expect(number).toMatchObject({ kind: 'ok', number: { id: '300', quality_rating: 'GREEN', status: '5' } });
    const read = { phoneNumberId: '300', accessToken: token, messageId: 'wamid.1', typing: true };
    expect(await client.markRead(read)).toEqual({ kind: 'done' });
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.1',
      typing_indicator: { type: 'text' },
    });
    const call = await client.call({ method: 'POST', path: '/200/subscribed_apps', accessToken: token });
    expect(call).toEqual({ kind: 'ok', status: 200, value: { success: true } });
    const unknown = await client.call({ method: 'GET', path: '/9', accessToken: token });
    expect(unknown).toMatchObject({ kind: 'rejected', error: { subcode: 33 } });
  });
});
