import { describe, expect, it } from 'vitest';
import type { BroadcastsLab } from './lab.ts';

/** The sums of the broadcasts of a period. */
export function describeOverview(lab: BroadcastsLab): void {
  const { overview } = lab;

  describe('getBroadcastsOverview', () => {
    const period = { date_from: '2026-01-01', date_to: '2099-12-31' };

    it('adds up the broadcasts of a period', async () => {
      const { status, body } = await overview({ ...period, search_string: 'PICK' });
      expect(status).toBe(200);
      expect(body).toEqual({
        total_links: 0,
        total_processing: 0,
        total_queued: 0,
        total_sent: 3,
        total_delivered: 3,
        total_open: 2,
        total_replied: 1,
        total_failed: 1,
        total_stopped: 0,
        total_sending: 0,
      });
    });

    it('counts what is not folded in yet, whatever the name, and nothing of what is still prepared', async () => {
      const { body } = await overview(period);
      expect(body).toMatchObject({ total_sent: 5, total_processing: 5, total_queued: 5, total_stopped: 5 });
    });

    it('takes a channel, and has zeros for a period without any', async () => {
      const { body } = await overview({ ...period, channel: 'Second' });
      expect(body).toMatchObject({ total_sent: 0, total_processing: 1, total_stopped: 1 });
      const { body: none } = await overview({ date_from: '2025-01-01', date_to: '2025-12-31' });
      expect(new Set(Object.values(none))).toEqual(new Set([0]));
      expect((await overview({ ...period, search_string: '%' })).body.total_sent).toBe(0);
    });

    it.each([
      [{}, 'date_from'],
      [{ date_from: '2026-01-01' }, 'date_to'],
      [{ date_from: '', date_to: '2026-01-01' }, 'date_from'],
      [{ date_from: '2026-01-01', date_to: 'soon' }, 'date_to'],
      [{ ...period, channel: 'Nowhere' }, 'Channel not found'],
    ])('refuses %j', async (query, words) => {
      const answer = await overview(query);
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining(words) } });
    });
  });
}
