import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readFileName } from '../src/outbound-http/file-name.ts';
import { createOutboundHttp, type OutboundHttp } from '../src/outbound-http/outbound-http.ts';
import { closeAfterEach, findClosedPort } from './local-server.ts';

const { serve, closeLater } = closeAfterEach();

function openClient(options: Partial<Parameters<typeof createOutboundHttp>[0]> = {}): OutboundHttp {
  return closeLater(createOutboundHttp({ allowPrivateAddresses: true, ...options }));
}

function fetchFile(client: OutboundHttp, url: string, more: { maxBytes?: number; timeoutMs?: number } = {}) {
  return client.download({ url, maxBytes: 1000, timeoutMs: 5000, ...more });
}

async function readAll(outcome: { kind: string; stream?: Readable }): Promise<Buffer> {
  if (!outcome.stream) throw new Error(`No stream but ${outcome.kind}`);
  return buffer(outcome.stream);
}

describe('download', () => {
  it('streams a file with its type, name and size', async () => {
    const server = await serve((_request, response) => {
      const headers = { 'content-type': 'Image/PNG; x=1', 'content-disposition': 'attachment; filename="a b.png"' };
      response.writeHead(200, { ...headers, 'content-length': '5' }).end('12345');
    });
    const outcome = await fetchFile(openClient(), `${server.url}/files/other.jpg`);
    expect(outcome).toMatchObject({ kind: 'ok', mimeType: 'image/png', fileName: 'a b.png', size: 5 });
    expect((await readAll(outcome)).toString()).toBe('12345');
    expect(server.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
  });

  it('refuses a file that says it is too large, and stops one that turns out to be', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/told') response.writeHead(200, { 'content-length': '1001' }).end(Buffer.alloc(1001));
      else response.write(Buffer.alloc(600), () => response.end(Buffer.alloc(request.url === '/fits' ? 400 : 401)));
    });
    const client = openClient();
    expect(await fetchFile(client, `${server.url}/told`)).toMatchObject({ kind: 'too_large' });
    expect(await readAll(await fetchFile(client, `${server.url}/fits`))).toHaveLength(1000);
    const untold = await fetchFile(client, `${server.url}/untold`);
    await expect(readAll(untold)).rejects.toMatchObject({
      reason: 'media.too_large',
      message: 'The file is larger than 1000 bytes.',
    });
  });

  it('follows up to three redirects, leaving the headers at the first host', async () => {
    const server = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end('moved');
      else response.end('here');
    });
    const client = openClient();
    const input = { url: `${server.url}/3`, maxBytes: 1000, timeoutMs: 5000, headers: { authorization: 'Bearer s' } };
    expect((await readAll(await client.download(input))).toString()).toBe('here');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer s',
      ...Array(3).fill(undefined),
    ]);
    const tooFar = await fetchFile(client, `${server.url}/4`);
    expect(tooFar).toMatchObject({ kind: 'failed', detail: 'The address redirects more than 3 times.' });
  });

  it('checks every redirect like the first address', async () => {
    const inner = await serve((_request, response) => response.end('secret'), { host: '127.0.0.2' });
    const targets: Record<string, string> = {
      '/address': `${inner.url}/`,
      '/name': `http://inner.test:${inner.port}/`,
      '/localhost': `http://localhost:${inner.port}/`,
      '/scheme': 'file:///etc/passwd',
      '/userinfo': `http://user@127.0.0.1:${inner.port}/`,
    };
    const outer = await serve((request, response) => {
      response.writeHead(302, { location: targets[request.url ?? ''] }).end();
    });
    const client = openClient({
      allowPrivateAddresses: false,
      isPublic: (address) => address === '127.0.0.1',
      resolve: async () => [{ address: '127.0.0.2', family: 4 }],
    });
    for (const path of Object.keys(targets).filter((path) => path !== '/localhost')) {
      expect({ path, ...(await fetchFile(client, outer.url + path)) }).toMatchObject({ path, kind: 'refused_address' });
    }
    // With a rule that allows 127.0.0.1 the name localhost is checked by what it leads to.
    expect(await fetchFile(client, `${outer.url}/localhost`)).toMatchObject({ kind: 'refused_address' });
    expect(inner.connections()).toBe(0);
  });

  it('refuses a private first address', async () => {
    const server = await serve((_request, response) => response.end('secret'));
    expect(await fetchFile(openClient({ allowPrivateAddresses: false }), server.url)).toMatchObject({
      kind: 'refused_address',
    });
    expect(server.connections()).toBe(0);
  });

  it('tells bad statuses, compressed files and connections that fail', async () => {
    const client = openClient();
    const missing = await serve((_request, response) => response.writeHead(404).end('x'.repeat(100_000)));
    expect(await fetchFile(client, missing.url)).toMatchObject({ kind: 'bad_status', status: 404 });
    const gzip = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('zz'));
    expect(await fetchFile(client, gzip.url)).toMatchObject({ kind: 'failed' });
    const closed = await fetchFile(client, `http://127.0.0.1:${await findClosedPort()}/`);
    expect(closed).toMatchObject({ kind: 'failed', detail: expect.stringContaining('refused') });
  });

  it('times out before the file begins, and while it comes', async () => {
    const client = openClient();
    const silent = await serve(() => undefined);
    expect(await fetchFile(client, silent.url, { timeoutMs: 100 })).toMatchObject({ kind: 'timeout' });
    const stuck = await serve((_request, response) => response.write('begin'));
    const outcome = await fetchFile(client, stuck.url, { timeoutMs: 1000 });
    await expect(readAll(outcome)).rejects.toMatchObject({
      reason: 'media.fetch_failed',
      message: 'The file did not arrive within 1000 ms.',
    });
  });

  it('tells the reader when the file breaks off, and closes the connection when the reader stops', async () => {
    const client = openClient();
    const broken = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half', () => request.socket.destroy());
    });
    await expect(readAll(await fetchFile(client, broken.url))).rejects.toMatchObject({ reason: 'media.fetch_failed' });
    let closed = false;
    const stuck = await serve((request, response) => {
      request.socket.once('close', () => {
        closed = true;
      });
      response.write('begin');
    });
    const outcome = await fetchFile(client, stuck.url);
    if (outcome.kind === 'ok') outcome.stream.destroy();
    await expect.poll(() => closed).toBe(true);
  });
});

describe('readFileName', () => {
  const url = new URL('https://files.test/a/na%C3%AFve%20plan.pdf?x=y.exe');

  it.each([
    [undefined, 'naïve plan.pdf'],
    ['attachment', 'naïve plan.pdf'],
    ['attachment; filename=report.pdf', 'report.pdf'],
    ['attachment; filename="quo\\"te.pdf"', 'quo"te.pdf'],
    [`attachment; filename="${Buffer.from('größe.pdf').toString('latin1')}"`, 'größe.pdf'],
    ['attachment; filename="gr\xF6\xDFe.pdf"', 'größe.pdf'],
    [`attachment; filename="x.pdf"; filename*=UTF-8''%E2%82%AC%20rates.pdf`, '€ rates.pdf'],
    [`attachment; filename*=ISO-8859-1'en'%A3.pdf`, '£.pdf'],
    [`attachment; filename*=UTF-8''%ZZ; filename=plain.pdf`, 'plain.pdf'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\temp\\\\a.doc"', 'a.doc'],
    ['attachment; filename=".."', 'naïve plan.pdf'],
    [`attachment; filename="a\u0000b${Buffer.from('\u202E').toString('latin1')}gpj.exe"`, 'abgpj.exe'],
    [`attachment; filename="${'x'.repeat(300)}.pdf"`, `${'x'.repeat(196)}.pdf`],
  ])('reads %j', (header, name) => {
    expect(readFileName(header, url)).toBe(name);
  });

  it('has none when neither tells', () => {
    expect(readFileName(undefined, new URL('https://files.test/'))).toBeUndefined();
    expect(readFileName(undefined, new URL('https://files.test/%E0%A4%A'))).toBeUndefined();
  });
});
