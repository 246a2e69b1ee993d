import { describe, expect, it } from 'vitest';
import { type BroadcastsLab, isoMoment, namesOf } from './lab.ts';

/** All broadcasts, newest first, of a channel and of a period. */
export function describeBroadcastList(lab: BroadcastsLab): void {
  const { store, list, detail } = lab;

  describe('listBroadcasts', () => {
    it('lists the newest first, with open counters and states in words', async () => {
      for (const state of ['scheduled', 'sending', 'cancelled', 'preparing']) await store(lab.parley.tenantId, state);
      const { status, body } = await list();
      expect(status).toBe(200);
      expect(body.broadcasts.map(({ name, status: word }) => `${name} ${word}`)).toEqual([
        'cancelled stopped',
        'sending processing',
        'scheduled scheduled',
        'later completed',
        'paused paused',
        'march-pickup completed',
      ]);
      expect(body).toMatchObject({ page_number: 1, total: 6 });
      expect(body.broadcasts.slice(0, 2)).toMatchObject([
        { status_reason: 'wrong text' },
        { status_reason: 'messaging_limit' },
      ]);
      for (const { created, ...rest } of body.broadcasts) {
        expect(created).toMatch(isoMoment);
        expect(rest).toMatchObject({
          last_updated: expect.stringMatching(isoMoment),
          scheduled_at: expect.stringMatching(isoMoment),
        });
        expect(rest).not.toHaveProperty('statistics');
      }
      const { body: sending } = await detail(body.broadcasts[1]?.id ?? '');
      expect(sending.statistics).toMatchObject({
        total_pending: 1,
        total_queued: 1,
        total_stopped: 1,
        total_skipped: 1,
      });
    });

    it('pages, and is empty beyond the end', async () => {
      expect(namesOf(await list({ pageSize: 2, pageNumber: 2 }))).toEqual(['scheduled', 'later']);
      expect((await list({ page_size: 2, page_number: 4 })).body).toMatchObject({
        broadcasts: [],
        page_number: 4,
        total: 6,
      });
    });

    it('takes a channel, and dates with or without a time', async () => {
      const at = new Date('2026-03-04T09:10:11Z');
      await store(lab.parley.tenantId, 'completed', { name: 'old', at, channel: lab.channelIds.get('Second') ?? '' });
      expect(namesOf(await list({ channel: 'second' }))).toEqual(['old']);
      expect(namesOf(await list({ date_to: '2026-03-31' }))).toEqual(['old']);
      expect(namesOf(await list({ date_from: '2026-03-04', date_to: '2026-03-04' }))).toEqual(['old']);
      expect(namesOf(await list({ date_from: '2026-03-04T09:10:11Z', date_to: '2026-03-04T09:10:11Z' }))).toEqual([
        'old',
      ]);
      expect(namesOf(await list({ date_from: '2026-03-04T09:10:12Z', date_to: '2026-03-31' }))).toEqual([]);
      expect((await list({ date_from: '2026-04-01' })).body.total).toBe(6);
      expect(namesOf(await list({ channel: 'Main', date_to: '2026-03-31' }))).toEqual([]);
    });

    it.each([
      [{ date_from: 'yesterday' }, 'date_from'],
      [{ date_to: '2026-02-30' }, 'date_to'],
      [{ channel: 'Nowhere' }, 'Channel not found'],
    ])('refuses %j', async (query, words) => {
      const answer = await list(query);
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining(words) } });
    });
  });
}
