import { describe, expect, test } from 'vitest';
import { cancelCampaign } from '../../src/modules/campaigns/index.ts';
import { demoTenant, launch, stateDeps } from '../campaign-lab.ts';
import type { CampaignEngineLab } from './lab.ts';

/** A scheduled campaign starts at its moment, as it was frozen, and each person counts once. */
export function describeScheduledCampaign(lab: CampaignEngineLab): void {
  const { numbers, inSeconds, campaignOf, sentOn, expectExact, eventsOf, run } = lab;

  describe('a scheduled campaign', () => {
    test('starts at its moment, by the clock, and is completed when all is sent', async () => {
      const people = numbers(5);
      const hook = await lab.parley.subscribe(['templateMessageSent_v2']);
      const at = inSeconds(3_600);
      const { id, answer } = await launch(
        lab.parley.api,
        [...people.slice(1), { target: people[0], local_message_id: 'mine-1' }],
        at,
      );
      await lab.parley.simulator.advance(3_590);
      expect(await campaignOf(id)).toMatchObject({ state: 'scheduled', pending: 5, scheduledAt: at, startedAt: null });
      expect(await sentOn(people)).toEqual([0, 0, 0, 0, 0]);
      await lab.parley.simulator.advance(30);
      expect(await sentOn(people)).toEqual([1, 1, 1, 1, 1]);
      expect(await campaignOf(id)).toMatchObject({
        state: 'completed',
        recipients: 5,
        sent: 5,
        delivered: 5,
        pending: 0,
      });
      await expectExact(id);
      expect((await eventsOf(id)).map((event) => event.type)).toEqual([
        'campaign.scheduled',
        'campaign.started',
        'campaign.completed',
      ]);
      const promised = answer.recipients?.map((entry) => entry.local_message_id).sort();
      expect(hook.received.map(({ body }) => body.localMessageId).sort()).toEqual(promised);
      expect(promised).toContain('mine-1');
    });

    test('is sent as it was frozen, and skips who was blocked meanwhile', async () => {
      const [stays, blocked] = numbers(2) as [string, string];
      await lab.parley.simulator.writeText(blocked, 'Hello');
      await lab.parley.settle();
      const { id } = await launch(lab.parley.api, [stays, blocked], inSeconds(60));
      const json = { target: blocked, new_status: 'block' };
      const query = { whatsappNumber: blocked, TicketStatus: 'BLOCK' };
      expect((await lab.parley.api('POST', '/api/v1/updateChatStatus', { json, query })).status).toBe(200);
      await lab.parley.simulator.advance(70);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', sent: 1, skipped: 1, pending: 0 });
      await expectExact(id);
      const rows = await run('select state, skip_reason, wa_id from campaign_recipients where campaign_id = $1', id);
      expect(rows).toEqual([{ state: 'skipped', skip_reason: 'blocked', wa_id: blocked }]);
    });

    test('counts a person once, by whatever name', async () => {
      const [waId] = numbers(1) as [string];
      const { body } = await lab.parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', {
        json: { whatsapp_number: waId, name: 'Noor' },
      });
      await run('update contacts set bsuid = $2 where wa_id = $1', waId, 'NL.11223344556677889900');
      const people = [waId, { target: 'NL.11223344556677889900' }, { target: body.id }];
      const { id, answer } = await launch(lab.parley.api, people, inSeconds(30));
      expect(answer.recipients?.map((entry) => entry.errors.length)).toEqual([0, 1, 1]);
      expect(await campaignOf(id)).toMatchObject({ pending: 1, skipped: 0 });
      await lab.parley.simulator.advance(40);
      expect(await sentOn([waId])).toEqual([1]);
      await expectExact(id);
    });

    test('can be cancelled before its moment: nobody gets anything', async () => {
      const people = numbers(3);
      const { id } = await launch(lab.parley.api, people, inSeconds(600));
      await cancelCampaign(stateDeps(lab.parley), demoTenant, { id, reason: 'wrong template' });
      await lab.parley.simulator.advance(700);
      expect(await sentOn(people)).toEqual([0, 0, 0]);
      expect(await campaignOf(id)).toMatchObject({
        state: 'cancelled',
        stateReason: 'wrong template',
        stopped: 3,
        pending: 0,
      });
      await expectExact(id);
      expect((await eventsOf(id)).at(-1)).toMatchObject({
        type: 'campaign.cancelled',
        data: { actor: 'system', reason: 'wrong template' },
      });
    });
  });
}
