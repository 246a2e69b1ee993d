import { expect, test } from 'vitest';
import { findTokenRights, revokeToken } from '../../src/modules/accounts/index.ts';
import type { EventStreamLab } from './lab.ts';

/** A blocked token and a server that stops end their streams. It stops the platform: nothing may come after. */
export function describeEndsOfStreams(lab: EventStreamLab): void {
  const { open, stop } = lab;

  test('a token that is blocked ends what it opened', async () => {
    const token = await lab.parley.addToken({ scopes: ['events:read'] });
    const { body } = await lab.parley.api<{ tokenId: string }>('GET', '/api/parley/v1/token', { token });
    expect(await findTokenRights(lab.parley, lab.parley.tenantId, body.tokenId)).toEqual(['events:read']);
    expect(await findTokenRights(lab.parley, '100777', body.tokenId)).toBeUndefined();
    await revokeToken(lab.parley, lab.parley.tenantId, body.tokenId);
    expect(await findTokenRights(lab.parley, lab.parley.tenantId, body.tokenId)).toBeUndefined();
  });

  test('a token that is narrowed ends what its scopes no longer open', async () => {
    const token = await lab.parley.addToken({ scopes: ['events:read', 'contacts:read'] });
    const { body } = await lab.parley.api<{ tokenId: string }>('GET', '/api/parley/v1/token', { token });
    const stream = await open({ token });
    await stream.until(/\n\n/);
    const json = { scopes: ['contacts:read'] };
    expect((await lab.parley.api('PATCH', `/api/parley/v1/tokens/${body.tokenId}`, { json })).status).toBe(200);
    let isOver = false;
    void stream.ended().then(() => {
      isOver = true;
    });
    const isOverNow = async (): Promise<boolean> => {
      await lab.write(lab.makeIds(1));
      return isOver;
    };
    await expect.poll(isOverNow, { timeout: 30_000, interval: 500 }).toBe(true);
  });

  test('a server that stops ends its streams', async () => {
    const stream = await open();
    await stream.until(/\n\n/);
    await stop();
    await stream.ended();
  });
}
