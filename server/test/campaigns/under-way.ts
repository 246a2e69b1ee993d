import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/kernel/log.ts';
import {
  addRecipients,
  cancelCampaign,
  pauseCampaign,
  planLongCampaign,
  resumeCampaign,
} from '../../src/modules/campaigns/index.ts';
import { takeSlice } from '../../src/modules/campaigns/take-slice.ts';
import { demoTenant, launch, type SendAnswer, stateDeps, toSend } from '../campaign-lab.ts';
import { type CampaignEngineLab, rate } from './lab.ts';

/** A campaign keeps to its rate, is paused and cancelled, and waits for what stops it instead of failing people. */
export function describeCampaignUnderWay(lab: CampaignEngineLab): void {
  const { numbers, inSeconds, campaignOf, expectExact, sentOn, run, eventsOf } = lab;

  describe('a campaign under way', () => {
    test('queues little ahead of the rate, stops for a pause, and goes on', async () => {
      const people = numbers(10);
      const { id } = await launch(lab.parley.api, people, inSeconds(1));
      await lab.parley.simulator.advance(1);
      const early = await campaignOf(id);
      expect(early.queued).toBeLessThanOrEqual(2 * rate);
      expect(early.pending).toBeGreaterThan(0);
      await pauseCampaign(stateDeps(lab.parley), demoTenant, { id, reason: 'lunch' });
      const paused = await campaignOf(id);
      await lab.parley.simulator.advance(4);
      expect(await campaignOf(id)).toMatchObject({ state: 'paused', pending: paused.pending, queued: 0 });
      await expectExact(id);
      await resumeCampaign(stateDeps(lab.parley), demoTenant, { id });
      await lab.parley.simulator.advance(20);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', sent: 10, stateReason: null });
      expect(await sentOn(people)).toEqual(people.map(() => 1));
      await expectExact(id);
    });

    test('is cancelled: who is pending is stopped, what is queued goes out', async () => {
      const people = numbers(10);
      const { id } = await launch(lab.parley.api, people, inSeconds(1));
      await lab.parley.simulator.advance(1);
      const before = await campaignOf(id);
      await cancelCampaign(stateDeps(lab.parley), demoTenant, { id });
      await lab.parley.simulator.advance(10);
      const after = await campaignOf(id);
      expect(after).toMatchObject({ state: 'cancelled', pending: 0, queued: 0, stopped: before.pending });
      expect((await sentOn(people)).filter((count) => count > 0)).toHaveLength(10 - before.pending);
      expect(before.pending).toBeGreaterThan(0);
      await expectExact(id);
    });

    test('can no longer be changed when it is completed', async () => {
      const { id } = await launch(lab.parley.api, numbers(1));
      await lab.parley.simulator.advance(3);
      const refusal = { reason: 'campaign.state_forbidden', message: expect.stringContaining('is completed') };
      for (const change of [pauseCampaign, resumeCampaign, cancelCampaign]) {
        await expect(change(stateDeps(lab.parley), demoTenant, { id })).rejects.toMatchObject(refusal);
      }
    });

    test('whose process ended while its file was read is cancelled: nobody gets anything', async () => {
      const limits = { findLimits: async () => undefined };
      const template = { id: 'none', name: 'welcome', category: 'UTILITY' };
      const [channel] = (await run('select id from channels limit 1')) as { id: string }[];
      const plan = planLongCampaign(lab.parley, { name: 'file', channelId: channel?.id ?? '', template });
      const [waId] = numbers(1) as [string];
      const filled = { content: {}, text: '', headerType: null, headerLink: null };
      const recipients = [{ waId, bsuid: undefined, filled, localMessageId: undefined }];
      await addRecipients({ ...stateDeps(lab.parley), ...limits }, demoTenant, plan, recipients);
      await expect(campaignOf(plan.id)).rejects.toMatchObject({ reason: 'campaign.not_found' });
      lab.parley.clock.moveTo(lab.parley.clock.nowMs() + 2 * 3_600_000);
      await lab.parley.settle();
      expect(await campaignOf(plan.id)).toMatchObject({ state: 'cancelled', stopped: 1, pending: 0 });
      expect(await sentOn([waId])).toEqual([0]);
    });

    test('skips who cannot be taken, with a reason, and sends to all others', async () => {
      const people = numbers(7);
      const [, , poison] = people as [string, string, string];
      await run(`alter table contacts add constraint test_poison check (wa_id is distinct from '${poison}') not valid`);
      try {
        const { id } = await launch(lab.parley.api, people, inSeconds(1));
        await lab.parley.simulator.advance(20);
        expect(await campaignOf(id)).toMatchObject({ state: 'completed', sent: 6, skipped: 1, pending: 0 });
        expect(await sentOn(people)).toEqual(people.map((waId) => (waId === poison ? 0 : 1)));
        const rows = await run('select wa_id, state, skip_reason from campaign_recipients where campaign_id = $1', id);
        expect(rows).toEqual([{ wa_id: poison, state: 'skipped', skip_reason: 'internal_error' }]);
        await expectExact(id);
      } finally {
        await run('alter table contacts drop constraint test_poison');
      }
    });

    test('waits when nobody of many can be taken: it is not for them', async () => {
      const people = numbers(12);
      const { id } = await launch(lab.parley.api, people, inSeconds(3600));
      const [state, at] = ['sending', inSeconds(7200)];
      await run('update campaigns set state = $2, feeding = true, look_at = $3 where id = $1', id, state, at);
      const { db, clock } = lab.parley;
      const silent = createLog({ level: 'silent' });
      const broken = async () => Promise.reject(new TypeError('the sender is broken'));
      const sender = { acceptIn: broken, acceptBehind: broken, acceptOne: broken, announce: () => undefined };
      const deps = { db, clock, log: silent, sender };
      const take = (count: number) => takeSlice(deps, { tenantId: demoTenant.tenantId, id }, count);
      await expect(take(12)).rejects.toThrow('the sender is broken');
      expect(await campaignOf(id)).toMatchObject({ pending: 12, skipped: 0 });
      expect(await take(2)).toBe(2);
      expect(await campaignOf(id)).toMatchObject({ pending: 10, skipped: 2 });
      await cancelCampaign(stateDeps(lab.parley), demoTenant, { id });
    });

    test('is nobody else’s: another workspace knows it not', async () => {
      const { id } = await launch(lab.parley.api, numbers(1), inSeconds(30));
      const stranger = { ...demoTenant, tenantId: '717171' };
      for (const change of [pauseCampaign, resumeCampaign, cancelCampaign]) {
        await expect(change(stateDeps(lab.parley), stranger, { id })).rejects.toMatchObject({
          reason: 'campaign.not_found',
        });
      }
      expect(await campaignOf(id)).toMatchObject({ state: 'scheduled', pending: 1 });
    });

    test('with marketing is paused, for a person to see, when Meta limits the number as spam (131048)', async () => {
      const marketing = numbers(10);
      const utility = numbers(2);
      await lab.parley.simulator.fault({ match: { to: marketing[0] }, outcome: { error: { code: 131048 } }, times: 1 });
      const json = toSend(marketing, { template_name: 'autumn_sale', scheduled_at: inSeconds(5).toISOString() });
      const { body } = await lab.parley.api<SendAnswer>('POST', '/api/ext/v3/messageTemplates/schedule', { json });
      const id = body.broadcast_id ?? '';
      const other = await launch(lab.parley.api, utility, inSeconds(5));
      await lab.parley.simulator.advance(10);
      const paused = await campaignOf(id);
      expect(paused).toMatchObject({
        state: 'paused',
        failed: 1,
        stateReason: expect.stringContaining('(131048). Stop'),
      });
      expect(paused.pending).toBeGreaterThan(0);
      expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'campaign.paused', data: { actor: 'system' } });
      await lab.parley.simulator.advance(10);
      expect(await campaignOf(other.id)).toMatchObject({ state: 'completed', sent: 2 });
      expect(await campaignOf(id)).toMatchObject({ state: 'paused', pending: paused.pending });
      await resumeCampaign(stateDeps(lab.parley), demoTenant, { id });
      await lab.parley.simulator.advance(15);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', failed: 1 });
      await expectExact(id);
    });

    test.each([132001, 132016])('is paused when Meta has its template no more (%i), and others go on', async (code) => {
      const people = numbers(10);
      const [failing] = people;
      await lab.parley.simulator.fault({ match: { to: failing }, outcome: { error: { code } }, times: 1 });
      const { id } = await launch(lab.parley.api, people, inSeconds(5));
      const other = toSend(numbers(2), { template_name: 'autumn_sale', scheduled_at: inSeconds(5).toISOString() });
      const { body } = await lab.parley.api<SendAnswer>('POST', '/api/ext/v3/messageTemplates/schedule', {
        json: other,
      });
      await lab.parley.simulator.advance(10);
      const paused = await campaignOf(id);
      expect(paused).toMatchObject({ state: 'paused', failed: 1, stateReason: expect.stringContaining(`(${code})`) });
      expect(paused.pending).toBeGreaterThan(0);
      await lab.parley.simulator.advance(15);
      expect(await campaignOf(body.broadcast_id ?? '')).toMatchObject({ state: 'completed', sent: 2 });
      await resumeCampaign(stateDeps(lab.parley), demoTenant, { id });
      await lab.parley.simulator.advance(20);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', failed: 1, sent: 9 });
      await expectExact(id);
    });

    test('waits while its channel is paused, and says so', async () => {
      const people = numbers(3);
      const { id } = await launch(lab.parley.api, people, inSeconds(30));
      await run('update channels set paused_at = now(), paused_reason = $1', 'test');
      await lab.parley.simulator.advance(40);
      expect(await campaignOf(id)).toMatchObject({ state: 'sending', waitingFor: 'channel_paused', pending: 3 });
      await run('update channels set paused_at = null');
      await lab.parley.simulator.advance(15);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', waitingFor: null, sent: 3 });
    });

    test('waits for the messaging limit of the portfolio instead of failing people', async () => {
      const setTier = (tier: string) => run('update number_profiles set messaging_limit_tier = $1', tier);
      const reached = await run("select distinct contact_id from messages where kind = 'template' and status <> 25");
      const people = numbers(12);
      const { id } = await launch(lab.parley.api, people, inSeconds(20));
      await setTier(`TIER_${reached.length + 7}`);
      await lab.parley.simulator.advance(400);
      expect(await campaignOf(id)).toMatchObject({
        state: 'sending',
        waitingFor: 'messaging_limit',
        sent: 7,
        pending: 5,
      });
      expect(await campaignOf(id)).toMatchObject({ failed: 0 });
      await setTier('TIER_2K');
      await lab.parley.simulator.advance(320);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', waitingFor: null, sent: 12 });
      await expectExact(id);
      await setTier('TIER_UNLIMITED');
    });
  });
}
