import { Readable } from 'node:stream';
import { buildConnector } from 'undici';
import { describe, expect, it } from 'vitest';
import { describeError } from '../src/outbound-http/describe-error.ts';
import { exchange } from '../src/outbound-http/exchange.ts';
import { createOriginPools, openPool } from '../src/outbound-http/origin-pools.ts';
import { createOutboundHttp, maxAnswerBytes, type OutboundHttp } from '../src/outbound-http/outbound-http.ts';
import { maxRetryAfterMs } from '../src/outbound-http/retry-after.ts';
import { closeAfterEach, findClosedPort } from './local-server.ts';

const { serve, closeLater } = closeAfterEach();

function openClient(options: Partial<Parameters<typeof createOutboundHttp>[0]> = {}): OutboundHttp {
  return closeLater(createOutboundHttp({ allowPrivateAddresses: true, ...options }));
}

function post(client: OutboundHttp, url: string, timeoutMs = 5000) {
  return client.post({ url, headers: { 'content-type': 'application/json' }, body: '{"é":1}', timeoutMs });
}

describe('post: outcomes', () => {
  it('sends the body and headers as given and reports the answer', async () => {
    const server = await serve((_request, response) => response.writeHead(201).end('ok\0é'));
    const outcome = await post(openClient(), `${server.url}/hook/a%2Fb?x=1&y=%20#part`);
    expect(outcome).toEqual({ kind: 'answered', status: 201, bodyStart: 'ok\uFFFDé', durationMs: expect.any(Number) });
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/hook/a%2Fb?x=1&y=%20', headers: { 'content-type': 'application/json' } },
    ]);
    expect(Buffer.from(server.requests[0]?.body ?? '', 'latin1').toString()).toBe('{"é":1}');
  });

  it.each([301, 302, 307, 308])('does not follow a %s', async (status) => {
    const other = await serve((_request, response) => response.end());
    const server = await serve((_request, response) => response.writeHead(status, { location: other.url }).end());
    expect(await post(openClient(), server.url)).toMatchObject({ kind: 'answered', status });
    expect(other.connections()).toBe(0);
  });

  it('says what is wrong with TLS, and what to do', async () => {
    const plain = await serve((_request, response) => response.end());
    expect(await post(openClient(), plain.url.replace('http:', 'https:'))).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/^The server does not speak TLS: is the address http:\/\/\? \(\w+\)$/),
    });
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /^The certificate is self-signed\. Give the server one of a public authority/],
    ['CERT_HAS_EXPIRED', /^The certificate has expired\. Renew it\./],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /^The server does not send its intermediate certificates\./],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /^The certificate is for another host name\./],
  ])('tells a certificate refused with %s in a sentence', (code, sentence) => {
    const message = 'self-signed certificate; try running Node.js with --use-system-ca';
    expect(describeError(Object.assign(new Error(message), { code }))).toMatch(sentence);
  });

  it('keeps connections, at most as many as allowed', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const client = openClient({ maxConnectionsPerOrigin: 3 });
    const outcomes = await Promise.all(Array.from({ length: 60 }, () => post(client, server.url)));
    expect(outcomes.every(({ kind }) => kind === 'answered')).toBe(true);
    for (let turn = 0; turn < 10; turn += 1) await post(client, server.url);
    expect(server.connections()).toBe(3);
  });

  it('times out when no answer comes, when it stops half way, and while waiting for a connection', async () => {
    const silent = await serve(() => undefined);
    const client = openClient({ maxConnectionsPerOrigin: 1 });
    const both = await Promise.all([post(client, silent.url, 200), post(client, silent.url, 150)]);
    expect(both.map(({ kind }) => kind)).toEqual(['timeout', 'timeout']);
    const half = await serve((_request, response) => response.writeHead(200, { 'content-length': '10' }).write('half'));
    expect(await post(client, half.url, 200)).toMatchObject({ kind: 'timeout' });
  });

  it('goes on with the connection after requests that gave up waiting for it', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((_request, response) => waiting.push(() => response.end('late')));
    const client = openClient({ maxConnectionsPerOrigin: 1 });
    const first = post(client, server.url);
    await expect.poll(() => waiting.length).toBe(1);
    const gaveUp = await Promise.all([post(client, server.url, 50), post(client, server.url, 50)]);
    expect(gaveUp.map(({ kind }) => kind)).toEqual(['timeout', 'timeout']);
    waiting.shift()?.();
    expect(await first).toMatchObject({ kind: 'answered' });
    const next = post(client, server.url);
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.();
    expect(await next).toMatchObject({ kind: 'answered' });
    expect(server.requests).toHaveLength(2);
    expect(server.connections()).toBe(1);
  });

  it('reports resets, broken answers, refused connections and unusable headers', async () => {
    const client = openClient();
    const reset = await serve((request) => request.socket.resetAndDestroy());
    expect(await post(client, reset.url)).toMatchObject({ kind: 'failed' });
    const half = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half', () => request.socket.destroy());
    });
    expect(await post(client, half.url)).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('The answer began with status 200'),
    });
    const closed = await post(client, `http://127.0.0.1:${await findClosedPort()}/`);
    expect(closed).toMatchObject({ kind: 'failed', detail: 'The connection was refused. (ECONNREFUSED)' });
    const bad = await client.post({ url: half.url, headers: { 'x-a': 'b\r\nc: d' }, body: '', timeoutMs: 1000 });
    expect(bad).toMatchObject({ kind: 'failed', detail: 'invalid x-a header' });
  });

  it('keeps the start of a long answer and drops the connection of an endless one', async () => {
    const long = await serve((_request, response) => response.end('é'.repeat(10_000)));
    const client = openClient();
    const outcome = await post(client, long.url);
    expect(outcome).toMatchObject({ kind: 'answered', status: 200, bodyStart: 'é'.repeat(2048) });
    let closed = false;
    const endless = await serve((request, response) => {
      request.socket.once('close', () => {
        closed = true;
      });
      const more = (): void => {
        if (response.writable) response.write(Buffer.alloc(maxAnswerBytes / 4), more);
      };
      more();
    });
    expect(await post(client, endless.url)).toMatchObject({ kind: 'answered', status: 200 });
    await expect.poll(() => closed).toBe(true);
  });

  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
    [{ 'retry-after': '9999999' }, maxRetryAfterMs],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('reads Retry-After %j', async (headers, retryAfterMs) => {
    const server = await serve((_request, response) => response.writeHead(429, headers).end());
    const outcome = await post(openClient(), server.url);
    expect(outcome.kind === 'answered' && outcome.retryAfterMs).toBe(retryAfterMs);
  });
});

describe('exchange', () => {
  it('survives a body that fails, and ends one that is not used, while it waits for a connection', async () => {
    const server = await serve((request, response) => {
      if (request.url !== '/busy') response.end('ok');
    });
    const pool = closeLater(openPool(server.url, { connections: 1, connect: buildConnector({ port: 0 }) }));
    const request = { method: 'POST', headers: {}, keepBytes: 10, maxBytes: 10 } as const;
    const busy = exchange(pool, { ...request, path: '/busy', timeoutMs: 1000 });
    const body = new Readable({ read: () => undefined });
    const waiting = exchange(pool, { ...request, path: '/', body, timeoutMs: 5000 });
    body.destroy(new Error('The disk is gone'));
    const unused = new Readable({ read: () => undefined });
    const late = await exchange(pool, { ...request, path: '/', body: unused, timeoutMs: 20 });
    expect(late).toEqual({ kind: 'timeout', sent: false });
    expect(unused.destroyed).toBe(true);
    expect(await busy).toEqual({ kind: 'timeout', sent: true });
    expect(await waiting).toMatchObject({ kind: 'failed' });
    expect(await exchange(pool, { ...request, path: '/', timeoutMs: 5000 })).toMatchObject({ kind: 'answered' });
  });
});

describe('createOriginPools', () => {
  it('keeps a bounded number of origins and closes the one not used for longest', async () => {
    const pools = createOriginPools({ limit: 2, connections: 1, connect: () => undefined });
    closeLater(pools);
    const first = pools.poolFor('http://one.test');
    const second = pools.poolFor('http://two.test');
    expect(pools.poolFor('http://one.test')).toBe(first);
    pools.poolFor('http://three.test');
    expect(pools.size()).toBe(2);
    expect(second.closed).toBe(true);
    expect(first.closed).toBe(false);
  });
});

describe('close', () => {
  it('lets running exchanges end', async () => {
    let finish: (() => void) | undefined;
    const server = await serve((_request, response) => {
      finish = () => response.end('done');
    });
    const client = createOutboundHttp({ allowPrivateAddresses: true });
    const running = post(client, server.url);
    await expect.poll(() => finish).toBeDefined();
    const closed = client.close();
    finish?.();
    await closed;
    expect(await running).toMatchObject({ kind: 'answered', bodyStart: 'done' });
    for (const url of [server.url, 'http://other.test/']) {
      const outcome = await post(client, url);
      expect(outcome).toMatchObject({ kind: 'failed', detail: expect.stringContaining('shutting down') });
    }
    expect(server.requests).toHaveLength(1);
  });

  it('cuts what takes longer than the grace, waiting requests too', async () => {
    const server = await serve(() => undefined);
    const client = createOutboundHttp({ allowPrivateAddresses: true, maxConnectionsPerOrigin: 1, closeGraceMs: 50 });
    const running = [post(client, server.url, 60_000), post(client, server.url, 60_000)];
    await expect.poll(() => server.requests.length).toBe(1);
    await client.close();
    expect((await Promise.all(running)).map(({ kind }) => kind)).toEqual(['failed', 'failed']);
  });
});
