import { expect, test } from 'vitest';
import { isTokenLive, revokeToken } from '../../src/modules/accounts/index.ts';
import type { EventStreamLab } from './lab.ts';

/** A blocked token and a server that stops end their streams. It stops the platform: nothing may come after. */
export function describeEndsOfStreams(lab: EventStreamLab): void {
  const { open, stop } = lab;

  test('a token that is blocked ends what it opened', async () => {
    const token = await lab.parley.addToken({ scopes: ['events:read'] });
    const { body } = await lab.parley.api<{ tokenId: string }>('GET', '/api/parley/v1/token', { token });
    expect(await isTokenLive(lab.parley, lab.parley.tenantId, body.tokenId)).toBe(true);
    expect(await isTokenLive(lab.parley, '100777', body.tokenId)).toBe(false);
    await revokeToken(lab.parley, lab.parley.tenantId, body.tokenId);
    expect(await isTokenLive(lab.parley, lab.parley.tenantId, body.tokenId)).toBe(false);
  });

  test('a server that stops ends its streams', async () => {
    const stream = await open();
    await stream.until(/\n\n/);
    await stop();
    await stream.ended();
  });
}
