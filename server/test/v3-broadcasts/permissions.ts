import { describe, expect, it } from 'vitest';
import { type BroadcastList, type BroadcastsLab, path, type Statistics } from './lab.ts';

/** Another tenant reads nothing of them, and a token needs its scope. */
export function describePermissions(lab: BroadcastsLab): void {
  const { store, detail } = lab;

  describe('every read of broadcasts', () => {
    it('shows nothing of another tenant', async () => {
      const { token } = await lab.parley.addTenant('200300');
      const theirs = await store('200300', 'sending', { name: 'theirs' });
      for (const [call, of] of [
        ['', lab.broadcastId],
        ['/recipients', lab.broadcastId],
      ] as const) {
        expect((await lab.parley.api('GET', `${path}/${of}${call}`, { token })).status).toBe(404);
      }
      expect((await detail(theirs.campaign)).status).toBe(404);
      const { body } = await lab.parley.api<BroadcastList>('GET', path, { token });
      expect(body).toMatchObject({ total: 1, broadcasts: [{ name: 'theirs' }] });
      const query = { date_from: '2026-01-01', date_to: '2099-12-31' };
      const totals = await lab.parley.api<Statistics>('GET', `${path}/overview`, { query, token });
      expect(totals.body).toMatchObject({ total_sent: 0, total_queued: 1 });
    });

    it('needs a token with its scope', async () => {
      const reading = await lab.parley.addToken({ scopes: ['campaignsv3:read'] });
      const other = await lab.parley.addToken({ scopes: ['contactsv3:read'] });
      const paths = [path, `${path}/${lab.broadcastId}`, `${path}/${lab.broadcastId}/recipients`];
      for (const of of paths) {
        const call = (token: string | null) => lab.parley.api('GET', of.toLowerCase(), { token });
        expect([(await call(reading)).status, (await call(other)).status, (await call(null)).status]).toEqual([
          200, 403, 401,
        ]);
      }
    });
  });
}
