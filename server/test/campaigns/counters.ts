import { describe, expect, test } from 'vitest';
import { launch } from '../campaign-lab.ts';
import type { CampaignEngineLab } from './lab.ts';

/** What a campaign counts equals a recount, whatever became of its messages. */
export function describeCounters(lab: CampaignEngineLab): void {
  const { numbers, inSeconds, expectExact, campaignOf } = lab;

  describe('counters', () => {
    test('equal a recount after failures, silence, retries, reads and replies', async () => {
      const people = numbers(12);
      const [read, replied, refused, failsLate, heldBack, lost, again] = people as [string, ...string[]];
      const fault = (to: string | undefined, outcome: Record<string, unknown>, times: number | null = 1) =>
        lab.parley.simulator.fault({ match: { operation: 'messages', to }, outcome, times });
      await fault(refused, { error: { code: 131026 }, mode: 'sync' });
      await fault(failsLate, { error: { code: 131026 }, mode: 'async' });
      await fault(heldBack, { error: { code: 131049 }, mode: 'async' });
      await fault(again, { error: { code: 131056 }, mode: 'sync' });
      await lab.parley.simulator.patch(lost ?? '', { auto_deliver: false });
      await fault(lost, { drop_answer: true });
      await lab.parley.simulator.fault({
        match: { operation: 'messages.statuses', to: lost },
        outcome: { webhook: { drop: true } },
        times: null,
      });
      const { id } = await launch(lab.parley.api, people, inSeconds(10));
      await lab.parley.simulator.advance(30);
      await expectExact(id);
      await lab.parley.simulator.read(read);
      await lab.parley.simulator.writeText(replied ?? '', 'Thanks');
      await lab.parley.simulator.advance(600);
      await expectExact(id);
      expect(await campaignOf(id)).toMatchObject({
        state: 'completed',
        sending: 1,
        failed: 3,
        sent: 8,
        delivered: 8,
        read: 2,
        replied: 1,
      });
      const json = { retryDays: '2' };
      expect((await lab.parley.api('POST', `/api/v1/broadcast/${id}/retry`, { json })).status).toBe(200);
      lab.parley.clock.moveTo(lab.parley.clock.nowMs() + 86_400_000);
      await lab.parley.settle();
      await expectExact(id);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', failed: 2, sent: 9 });
    });

    test('count a message that must fail after it was accepted', async () => {
      const [good, bad] = numbers(2);
      const track = (code: string) => [{ name: '1', value: code }];
      const json = {
        template_name: 'tracking',
        broadcast_name: 'orders',
        scheduled_at: inSeconds(10).toISOString(),
        recipients: [
          { phone_number: good, custom_params: track('A1') },
          { phone_number: bad, custom_params: track('A 1') },
        ],
      };
      const path = '/api/ext/v3/messageTemplates/schedule';
      const { body } = await lab.parley.api<{ broadcast_id: string }>('POST', path, { json });
      await lab.parley.simulator.advance(20);
      expect(await campaignOf(body.broadcast_id)).toMatchObject({
        state: 'completed',
        failed: 1,
        sent: 1,
        recipients: 2,
      });
      await expectExact(body.broadcast_id);
    });
  });
}
