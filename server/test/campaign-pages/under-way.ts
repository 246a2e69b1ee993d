import { describe, expect, test } from 'vitest';
import type { CampaignPagesLab, Json } from './lab.ts';

/** A campaign is paused, goes on, is cancelled, and sends again what may pass. */
export function describeCampaignUnderWay(lab: CampaignPagesLab): void {
  const { numbers, launched, post, campaignOf, received, get } = lab;

  describe('a campaign under way', () => {
    test('is paused, goes on, and is cancelled', async () => {
      const people = numbers(60);
      const { id } = await launched(people.map((waId) => `${waId};Ann`));
      await lab.parley.simulator.advance(2);
      expect(await post(`/${id}/pause`)).toMatchObject({ status: 200, body: { state: 'paused' } });
      expect(await post(`/${id}/pause`)).toMatchObject({ status: 409, body: { reason: 'campaign.state_forbidden' } });
      await lab.parley.simulator.advance(120);
      const held = (await campaignOf(id)).counters.sent ?? 0;
      expect(held).toBeGreaterThan(0);
      expect(held).toBeLessThan(60);
      expect((await campaignOf(id)).counters).toMatchObject({ pending: 60 - held, queued: 0 });
      expect(await post(`/${id}/resume`)).toMatchObject({ status: 200, body: { state: 'sending' } });
      await lab.parley.simulator.advance(2);
      expect(await post(`/${id}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
      await lab.parley.simulator.advance(120);
      const { counters } = await campaignOf(id);
      const sent = (await received(people)).filter(Boolean).length;
      expect(sent).toBeGreaterThan(held);
      expect(counters).toMatchObject({ pending: 0, queued: 0, sent, stopped: 60 - sent });
      const { body } = await lab.admin.call<{ items: { action: string; target: Json }[] }>('GET', '/settings/audit', {
        query: { limit: '4' },
      });
      expect(body.items.map(({ action, target }) => [action, target])).toEqual(
        ['cancel', 'resume', 'pause', 'launch'].map((verb) => [`campaign.${verb}`, { id, name: 'autumn' }]),
      );
      expect((await post(`/${id}/resume`)).status).toBe(409);
      const stopped = await get<{ recipients: Json[]; nextCursor: string | null }>(`/${id}/recipients`, {
        state: 'stopped',
        limit: '3',
      });
      expect(stopped.body.recipients).toHaveLength(3);
      expect(stopped.body.nextCursor).toBe(stopped.body.recipients[2]?.id);
    });

    test('tells why messages failed, and sends those again that may pass, unless they were refused or blocked since', async () => {
      const [busy, absent, unwilling, blocked] = numbers(4) as [string, string, string, string];
      const outcome = { error: { code: 131049 }, mode: 'async' } as const;
      for (const to of [busy, unwilling, blocked]) {
        await lab.parley.simulator.fault({ match: { to }, outcome, times: 1 });
      }
      await lab.parley.simulator.patch(absent, { on_whatsapp: false });
      const { id } = await launched([`${unwilling};Cy`, `${blocked};Di`, `${busy};Ann`, `${absent};Bob`]);
      await lab.parley.simulator.advance(30);
      const { body } = await get<{ failures: Json[] }>(`/${id}/results`);
      expect(body.failures.toSorted((a, b) => (String(a.code) < String(b.code) ? -1 : 1))).toMatchObject([
        { code: '131026', people: 1, isRetryable: false, retryAt: null },
        { code: '131049', people: 3, isRetryable: true },
      ]);
      expect(await post(`/${id}/retry`)).toMatchObject({ status: 200, body: { queued: 0 } });
      await lab.parley.simulator.advance(24 * 3_600);
      await lab.run('update contacts set allow_broadcast = false where wa_id = $1', unwilling);
      const json = { whatsappNumber: blocked, ticketStatus: 'BLOCK' };
      expect(await lab.parley.api('POST', '/api/v1/updateChatStatus', { json })).toMatchObject({ status: 200 });
      expect(await post(`/${id}/retry`)).toMatchObject({ status: 200, body: { queued: 1 } });
      await lab.parley.simulator.advance(10);
      expect(await received([busy, unwilling, blocked])).toEqual([1, 0, 0]);
      expect((await campaignOf(id)).counters).toMatchObject({ sent: 1, failed: 3, queued: 0 });
    });
  });
}
