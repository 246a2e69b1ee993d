import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { clientAddress } from '../src/http/client-address.ts';
import { createErrorResponder } from '../src/http/respond-error.ts';
import { createHttpServer } from '../src/http/server.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';

/** The settings of that list of proxies. */
function proxiesOf(text: string): readonly string[] {
  const dir = mkdtempSync(join(tmpdir(), 'parley-proxies-'));
  try {
    return readConfig({ PARLEY_DATA_DIR: dir, PARLEY_TRUSTED_PROXIES: text }).trustedProxies;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function addressOf(proxies: string, peer: string, forwardedFor?: string): Promise<string> {
  const log = createLog({ level: 'silent' });
  const errors = createErrorResponder({ log, clock: createClock() });
  const trustedProxies = proxiesOf(proxies);
  const server = createHttpServer({ log, errors, createRequestId: () => 'id', bodyLimitBytes: 1_000, trustedProxies });
  server.get('/address', (request) => clientAddress(request));
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  const { body } = await server.inject({ method: 'GET', url: '/address', remoteAddress: peer, headers });
  await server.close();
  return body;
}

describe('the address of a caller', () => {
  test.each([
    ['without trusted proxies is the peer, whatever is said', '', '10.0.0.1', '203.0.113.7', '10.0.0.1'],
    ['behind a trusted proxy is what it says', '10.0.0.0/8', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['of a stranger who says another is its own', '10.0.0.0/8', '198.51.100.9', '203.0.113.7', '198.51.100.9'],
    [
      'is the last that no proxy has',
      'loopback, 10.0.0.1',
      '127.0.0.1',
      '6.6.6.6, 203.0.113.7, 10.0.0.1',
      '203.0.113.7',
    ],
    ['behind a proxy that says nothing is the proxy', '10.0.0.1', '10.0.0.1', undefined, '10.0.0.1'],
    ['is never what is no address', '10.0.0.1', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['bears no port', '10.0.0.1', '10.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
    ['may be of the newer kind', '2001:db8::/32', '2001:db8::1', '[2001:470::7]:4711', '2001:470::7'],
  ])('%s', async (_what, proxies, peer, forwardedFor, address) => {
    expect(await addressOf(proxies, peer, forwardedFor)).toBe(address);
  });

  test.each(['10.0.0.0/33', 'proxy.example', '10.0.0.1/', '0.0.0.0/0'])('%s is no proxy to be trusted', (text) => {
    expect(() => proxiesOf(`loopback, ${text}`)).toThrow(`PARLEY_TRUSTED_PROXIES: ${text};`);
  });
});
