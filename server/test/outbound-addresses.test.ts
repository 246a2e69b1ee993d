import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../src/outbound-http/address-rules.ts';
import { createGuardedConnector } from '../src/outbound-http/connector.ts';
import { createOutboundHttp, type OutboundHttp } from '../src/outbound-http/outbound-http.ts';
import { closeAfterEach } from './local-server.ts';

const { serve, closeLater } = closeAfterEach();

function openClient(options: Partial<Parameters<typeof createOutboundHttp>[0]> = {}): OutboundHttp {
  return closeLater(createOutboundHttp({ allowPrivateAddresses: true, ...options }));
}

function post(client: OutboundHttp, url: string, timeoutMs = 5000) {
  return client.post({ url, headers: { 'content-type': 'application/json' }, body: '{"é":1}', timeoutMs });
}

describe('isPublicAddress', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::808:808',
    '100::1',
    '2001:0:1::1',
    '2001:db8::1',
    '2002:a00:1::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '5f00::1',
    '',
    'example.com',
    '127.1',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'allows %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('checkUrl', () => {
  const { checkUrl } = createOutboundHttp({ allowPrivateAddresses: false });

  it.each([
    ['http://127.0.0.1/', 'public internet'],
    ['http://[::1]:8080/', 'public internet'],
    ['http://[::ffff:127.0.0.1]/', 'public internet'],
    ['http://0.0.0.0/', 'public internet'],
    ['http://10.0.0.5/', 'public internet'],
    ['http://169.254.169.254/latest/meta-data/', 'public internet'],
    ['http://2130706433/', 'public internet'],
    ['http://0x7f.1/', 'public internet'],
    ['http://0177.0.0.1/', 'public internet'],
    ['http://127.0.0.1./', 'public internet'],
    ['http://localhost/', 'public internet'],
    ['https://api.LOCALHOST./', 'public internet'],
    ['ftp://example.com/', 'http:// or https://'],
    ['file:///etc/passwd', 'http:// or https://'],
    ['https://user@example.com/', 'user name or password'],
    ['https://:secret@example.com/', 'user name or password'],
    ['example.com/hook', 'not a valid URL'],
    ['', 'not a valid URL'],
    [`https://example.com/${'x'.repeat(2048)}`, 'longer than 2048'],
  ])('refuses %s', (url, reason) => {
    expect(checkUrl(url)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('takes public addresses of both schemes and any port', () => {
    for (const url of ['https://example.com/hook?a=1', 'http://example.com:8443/', 'http://8.8.8.8/']) {
      expect(checkUrl(url)).toEqual({ ok: true, url: new URL(url) });
    }
    expect(openClient().checkUrl('http://127.0.0.1/').ok).toBe(true);
  });
});

describe('createGuardedConnector', () => {
  it.each(['127.0.0.1', '::1', '::ffff:10.0.0.1'])('refuses the literal address %s by itself', async (hostname) => {
    const refusals: unknown[] = [];
    const connect = createGuardedConnector({
      resolve: async () => [],
      isAllowed: isPublicAddress,
      connectTimeoutMs: 1000,
      onRefused: (error) => refusals.push(error.addresses),
    });
    const error = await new Promise((resolve) => {
      connect({ hostname, protocol: 'http:', port: '80' }, (...result) => resolve(result[0]));
    });
    expect(error).toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(refusals).toEqual([[hostname]]);
  });
});

describe('post: addresses', () => {
  it.each(['http://127.0.0.1:PORT/', 'http://2130706433:PORT/', 'http://inner.test:PORT/', 'http://localhost:PORT/'])(
    'never connects to %s',
    async (url) => {
      const server = await serve((_request, response) => response.end());
      const client = openClient({
        allowPrivateAddresses: false,
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      });
      const outcome = await post(client, url.replace('PORT', String(server.port)));
      expect(outcome).toMatchObject({ kind: 'refused_address', detail: expect.stringContaining('public internet') });
      expect(server.connections()).toBe(0);
    },
  );

  it('connects to the very address that was checked, whatever the name leads to later', async () => {
    const server = await serve((_request, response) => response.end('seen'));
    const answers = ['127.0.0.1', '10.0.0.1'];
    let lookups = 0;
    const client = openClient({
      allowPrivateAddresses: false,
      isPublic: (address) => address === '127.0.0.1',
      resolve: async () => [{ address: answers[lookups++] ?? '', family: 4 }],
    });
    const url = `http://hooks.test:${server.port}/`;
    expect(await post(client, url)).toMatchObject({ kind: 'answered', bodyStart: 'seen' });
    expect(lookups).toBe(1);
    expect(server.requests[0]?.headers.host).toBe(`hooks.test:${server.port}`);
    const fresh = openClient({
      allowPrivateAddresses: false,
      isPublic: (address) => address === '127.0.0.1',
      resolve: async () => [{ address: '10.0.0.1', family: 4 }],
    });
    expect(await post(fresh, url)).toMatchObject({ kind: 'refused_address' });
  });

  it('of several addresses uses only those that are allowed', async () => {
    const allowed = await serve((_request, response) => response.end('allowed'));
    const inner = await serve((_request, response) => response.end('inner'), { host: '127.0.0.2', port: allowed.port });
    const client = openClient({
      allowPrivateAddresses: false,
      isPublic: (address) => address === '127.0.0.1',
      resolve: async () => [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    });
    expect(await post(client, `http://hooks.test:${allowed.port}/`)).toMatchObject({ bodyStart: 'allowed' });
    expect(inner.connections()).toBe(0);
  });

  it('tells the owner that a name does not exist, not where it leads', async () => {
    const client = openClient({
      allowPrivateAddresses: false,
      resolve: (name) =>
        name === 'inner.test'
          ? Promise.resolve([{ address: '10.9.8.7', family: 4 as const }])
          : Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })),
    });
    expect(await post(client, 'http://gone.test/')).toMatchObject({
      kind: 'failed',
      detail: 'The host name does not exist. (ENOTFOUND)',
    });
    const refused = await post(client, 'http://inner.test/');
    expect(refused.kind).toBe('refused_address');
    expect(JSON.stringify(refused)).not.toContain('10.9.8.7');
  });
});
