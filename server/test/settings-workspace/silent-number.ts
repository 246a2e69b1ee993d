import { describe, expect, test } from 'vitest';
import type { WorkspaceLab } from './lab.ts';

/** A number that sends unheard says since when. */
export function describeSilentNumber(lab: WorkspaceLab): void {
  const { settings } = lab;

  describe('a number', () => {
    type Channel = { id: string; name: string; lastWebhookAt: string | null; unheardSince: string | null };
    const channels = async () => (await settings('GET', '/channels')).body.items as Channel[];

    test('tells when Meta last told something of it, and since when it sends unheard', async () => {
      const channelOf = async () => (await channels()).find(({ id }) => id === channelId);
      const at = lab.parley.clock.now().toISOString();
      await lab.parley.simulator.writeText('4915100007001', 'Hello');
      await lab.parley.settle();
      const channelId = (await channels()).find(({ lastWebhookAt }) => (lastWebhookAt ?? '') >= at)?.id;
      expect(await channelOf()).toMatchObject({ unheardSince: null });
      expect((await channels()).filter(({ lastWebhookAt }) => lastWebhookAt !== null)).toHaveLength(1);

      await lab.parley.simulator.advance(600);
      await lab.parley.simulator.fault({ match: {}, outcome: { webhook: { drop: true } }, times: null });
      const chat = await lab.ada.chat('4915100007001');
      expect((await lab.ada.send(chat.id, { kind: 'text', text: 'Hello back' })).status).toBe(201);
      await lab.parley.settle();
      expect(await channelOf()).toMatchObject({ unheardSince: null });
      await lab.parley.simulator.advance(660);
      const silent = await channelOf();
      expect(silent?.unheardSince).not.toBeNull();
      expect(Date.parse(silent?.unheardSince ?? '')).toBeGreaterThan(Date.parse(silent?.lastWebhookAt ?? ''));

      await lab.parley.simulator.clearFaults();
      await lab.parley.simulator.writeText('4915100007001', 'Are you there?');
      await lab.parley.settle();
      expect(await channelOf()).toMatchObject({ unheardSince: null });
    });
  });
}
