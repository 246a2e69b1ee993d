import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import {
  addRecipients,
  cancelCampaign,
  getCampaign,
  pauseCampaign,
  planLongCampaign,
  resumeCampaign,
} from '../src/modules/campaigns/index.ts';
import type { SimulatedTemplate } from '../src/simulator/simulator.ts';
import { countersAndRecount, demoTenant, launch, type SendAnswer, stateDeps, toSend } from './campaign-lab.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { createNumbers } from './phone-numbers.ts';

let parley: TestPlatform;
const tracking: SimulatedTemplate = {
  id: '570000000000801',
  name: 'tracking',
  language: 'en',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Your order is on its way.' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example.test/{{1}}' }] },
  ],
};
const sale: SimulatedTemplate = {
  ...tracking,
  id: '570000000000802',
  name: 'autumn_sale',
  category: 'MARKETING',
  components: [{ type: 'BODY', text: 'Everything at half price.' }],
};
const numbers = createNumbers('3181');
/** Messages a second of the channels. */
const rate = 1;

beforeAll(async () => {
  const environment = { PARLEY_DEMO_THROUGHPUT: String(rate) };
  parley = await startTestPlatform({ environment, moreTemplates: [tracking, sale] });
});
beforeEach(() => parley.simulator.clearFaults());
afterAll(() => parley.stop());

const inSeconds = (seconds: number) => new Date(parley.clock.nowMs() + seconds * 1000);
const campaignOf = (id: string) => getCampaign(parley, demoTenant, id);
const sentOn = async (people: readonly string[]) => {
  const phones = await Promise.all(people.map((waId) => parley.simulator.phone(waId)));
  return phones.map((messages) => messages.length);
};
const eventsStatement = systemStatement<{ type: string; data: Record<string, unknown> | null }>(
  'test.events',
  'select type, data from events where subject_id = $1 order by id',
);
const eventsOf = (id: string) => parley.db.system(eventsStatement, [id]);
const run = (sql: string, ...values: unknown[]) => parley.db.system(systemStatement('', sql), values);

async function expectExact(id: string): Promise<void> {
  const { counters, recount, recipients } = await countersAndRecount(parley.db, id);
  expect(counters).toEqual(recount);
  const { pending = 0, queued = 0, sending = 0, sent = 0, failed = 0, skipped = 0, stopped = 0 } = counters;
  expect(pending + queued + sending + sent + failed + skipped + stopped).toBe(recipients);
}

describe('a scheduled campaign', () => {
  test('starts at its moment, by the clock, and is completed when all is sent', async () => {
    const people = numbers(5);
    const hook = await parley.subscribe(['templateMessageSent_v2']);
    const at = inSeconds(3_600);
    const { id, answer } = await launch(
      parley.api,
      [...people.slice(1), { target: people[0], local_message_id: 'mine-1' }],
      at,
    );
    await parley.simulator.advance(3_590);
    expect(await campaignOf(id)).toMatchObject({ state: 'scheduled', pending: 5, scheduledAt: at, startedAt: null });
    expect(await sentOn(people)).toEqual([0, 0, 0, 0, 0]);
    await parley.simulator.advance(30);
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
    await parley.simulator.writeText(blocked, 'Hello');
    await parley.settle();
    const { id } = await launch(parley.api, [stays, blocked], inSeconds(60));
    const json = { target: blocked, new_status: 'block' };
    const query = { whatsappNumber: blocked, TicketStatus: 'BLOCK' };
    expect((await parley.api('POST', '/api/v1/updateChatStatus', { json, query })).status).toBe(200);
    await parley.simulator.advance(70);
    expect(await campaignOf(id)).toMatchObject({ state: 'completed', sent: 1, skipped: 1, pending: 0 });
    await expectExact(id);
    const rows = await run('select state, skip_reason, wa_id from campaign_recipients where campaign_id = $1', id);
    expect(rows).toEqual([{ state: 'skipped', skip_reason: 'blocked', wa_id: blocked }]);
  });

  test('counts a person once, by whatever name', async () => {
    const [waId] = numbers(1) as [string];
    const { body } = await parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', {
      json: { whatsapp_number: waId, name: 'Noor' },
    });
    await run('update contacts set bsuid = $2 where wa_id = $1', waId, 'NL.11223344556677889900');
    const people = [waId, { target: 'NL.11223344556677889900' }, { target: body.id }];
    const { id, answer } = await launch(parley.api, people, inSeconds(30));
    expect(answer.recipients?.map((entry) => entry.errors.length)).toEqual([0, 1, 1]);
    expect(await campaignOf(id)).toMatchObject({ pending: 1, skipped: 0 });
    await parley.simulator.advance(40);
    expect(await sentOn([waId])).toEqual([1]);
    await expectExact(id);
  });

  test('can be cancelled before its moment: nobody gets anything', async () => {
    const people = numbers(3);
    const { id } = await launch(parley.api, people, inSeconds(600));
    await cancelCampaign(stateDeps(parley), demoTenant, { id, reason: 'wrong template' });
    await parley.simulator.advance(700);
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

describe('a campaign under way', () => {
  test('queues little ahead of the rate, stops for a pause, and goes on', async () => {
    const people = numbers(10);
    const { id } = await launch(parley.api, people, inSeconds(1));
    await parley.simulator.advance(1);
    const early = await campaignOf(id);
    expect(early.queued).toBeLessThanOrEqual(2 * rate);
    expect(early.pending).toBeGreaterThan(0);
    await pauseCampaign(stateDeps(parley), demoTenant, { id, reason: 'lunch' });
    const paused = await campaignOf(id);
    await parley.simulator.advance(4);
    expect(await campaignOf(id)).toMatchObject({ state: 'paused', pending: paused.pending, queued: 0 });
    await expectExact(id);
    await resumeCampaign(stateDeps(parley), demoTenant, { id });
    await parley.simulator.advance(20);
    expect(await campaignOf(id)).toMatchObject({ state: 'completed', sent: 10, stateReason: null });
    expect(await sentOn(people)).toEqual(people.map(() => 1));
    await expectExact(id);
  });

  test('is cancelled: who is pending is stopped, what is queued goes out', async () => {
    const people = numbers(10);
    const { id } = await launch(parley.api, people, inSeconds(1));
    await parley.simulator.advance(1);
    const before = await campaignOf(id);
    await cancelCampaign(stateDeps(parley), demoTenant, { id });
    await parley.simulator.advance(10);
    const after = await campaignOf(id);
    expect(after).toMatchObject({ state: 'cancelled', pending: 0, queued: 0, stopped: before.pending });
    expect((await sentOn(people)).filter((count) => count > 0)).toHaveLength(10 - before.pending);
    expect(before.pending).toBeGreaterThan(0);
    await expectExact(id);
  });

  test('can no longer be changed when it is completed', async () => {
    const { id } = await launch(parley.api, numbers(1));
    await parley.simulator.advance(3);
    const refusal = { reason: 'campaign.state_forbidden', message: expect.stringContaining('is completed') };
    for (const change of [pauseCampaign, resumeCampaign, cancelCampaign]) {
      await expect(change(stateDeps(parley), demoTenant, { id })).rejects.toMatchObject(refusal);
    }
  });

  test('whose process ended while its file was read is cancelled: nobody gets anything', async () => {
    const limits = { findLimits: async () => undefined };
    const template = { id: 'none', name: 'welcome', category: 'UTILITY' };
    const [channel] = (await run('select id from channels limit 1')) as { id: string }[];
    const plan = planLongCampaign(parley, { name: 'file', channelId: channel?.id ?? '', template });
    const [waId] = numbers(1) as [string];
    const filled = { content: {}, text: '', headerType: null, headerLink: null };
    const recipients = [{ waId, bsuid: undefined, filled, localMessageId: undefined }];
    await addRecipients({ ...stateDeps(parley), ...limits }, demoTenant, plan, recipients);
    await expect(campaignOf(plan.id)).rejects.toMatchObject({ reason: 'campaign.not_found' });
    parley.clock.moveTo(parley.clock.nowMs() + 2 * 3_600_000);
    await parley.settle();
    expect(await campaignOf(plan.id)).toMatchObject({ state: 'cancelled', stopped: 1, pending: 0 });
    expect(await sentOn([waId])).toEqual([0]);
  });

  test('is nobody else’s: another workspace knows it not', async () => {
    const { id } = await launch(parley.api, numbers(1), inSeconds(30));
    const stranger = { ...demoTenant, tenantId: '717171' };
    for (const change of [pauseCampaign, resumeCampaign, cancelCampaign]) {
      await expect(change(stateDeps(parley), stranger, { id })).rejects.toMatchObject({ reason: 'campaign.not_found' });
    }
    expect(await campaignOf(id)).toMatchObject({ state: 'scheduled', pending: 1 });
  });

  test('with marketing is paused, for a person to see, when Meta limits the number as spam (131048)', async () => {
    const marketing = numbers(10);
    const utility = numbers(2);
    await parley.simulator.fault({ match: { to: marketing[0] }, outcome: { error: { code: 131048 } }, times: 1 });
    const json = toSend(marketing, { template_name: 'autumn_sale', scheduled_at: inSeconds(5).toISOString() });
    const { body } = await parley.api<SendAnswer>('POST', '/api/ext/v3/messageTemplates/schedule', { json });
    const id = body.broadcast_id ?? '';
    const other = await launch(parley.api, utility, inSeconds(5));
    await parley.simulator.advance(10);
    const paused = await campaignOf(id);
    expect(paused).toMatchObject({
      state: 'paused',
      failed: 1,
      stateReason: expect.stringContaining('(131048). Stop'),
    });
    expect(paused.pending).toBeGreaterThan(0);
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'campaign.paused', data: { actor: 'system' } });
    await parley.simulator.advance(10);
    expect(await campaignOf(other.id)).toMatchObject({ state: 'completed', sent: 2 });
    expect(await campaignOf(id)).toMatchObject({ state: 'paused', pending: paused.pending });
    await resumeCampaign(stateDeps(parley), demoTenant, { id });
    await parley.simulator.advance(15);
    expect(await campaignOf(id)).toMatchObject({ state: 'completed', failed: 1 });
    await expectExact(id);
  });

  test('waits while its channel is paused, and says so', async () => {
    const people = numbers(3);
    const { id } = await launch(parley.api, people, inSeconds(30));
    await run('update channels set paused_at = now(), paused_reason = $1', 'test');
    await parley.simulator.advance(40);
    expect(await campaignOf(id)).toMatchObject({ state: 'sending', waitingFor: 'channel_paused', pending: 3 });
    await run('update channels set paused_at = null');
    await parley.simulator.advance(15);
    expect(await campaignOf(id)).toMatchObject({ state: 'completed', waitingFor: null, sent: 3 });
  });

  test('waits for the messaging limit of the portfolio instead of failing people', async () => {
    const setTier = (tier: string) => run('update number_profiles set messaging_limit_tier = $1', tier);
    const reached = await run("select distinct contact_id from messages where kind = 'template' and status <> 25");
    const people = numbers(12);
    const { id } = await launch(parley.api, people, inSeconds(20));
    await setTier(`TIER_${reached.length + 7}`);
    await parley.simulator.advance(400);
    expect(await campaignOf(id)).toMatchObject({
      state: 'sending',
      waitingFor: 'messaging_limit',
      sent: 7,
      pending: 5,
    });
    expect(await campaignOf(id)).toMatchObject({ failed: 0 });
    await setTier('TIER_2K');
    await parley.simulator.advance(320);
    expect(await campaignOf(id)).toMatchObject({ state: 'completed', waitingFor: null, sent: 12 });
    await expectExact(id);
    await setTier('TIER_UNLIMITED');
  });
});

describe('counters', () => {
  test('equal a recount after failures, silence, retries, reads and replies', async () => {
    const people = numbers(12);
    const [read, replied, refused, failsLate, heldBack, lost, again] = people as [string, ...string[]];
    const fault = (to: string | undefined, outcome: Record<string, unknown>, times: number | null = 1) =>
      parley.simulator.fault({ match: { operation: 'messages', to }, outcome, times });
    await fault(refused, { error: { code: 131026 }, mode: 'sync' });
    await fault(failsLate, { error: { code: 131026 }, mode: 'async' });
    await fault(heldBack, { error: { code: 131049 }, mode: 'async' });
    await fault(again, { error: { code: 131056 }, mode: 'sync' });
    await parley.simulator.patch(lost ?? '', { auto_deliver: false });
    await fault(lost, { drop_answer: true });
    await parley.simulator.fault({
      match: { operation: 'messages.statuses', to: lost },
      outcome: { webhook: { drop: true } },
      times: null,
    });
    const { id } = await launch(parley.api, people, inSeconds(10));
    await parley.simulator.advance(30);
    await expectExact(id);
    await parley.simulator.read(read);
    await parley.simulator.writeText(replied ?? '', 'Thanks');
    await parley.simulator.advance(600);
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
    expect((await parley.api('POST', `/api/v1/broadcast/${id}/retry`, { json })).status).toBe(200);
    parley.clock.moveTo(parley.clock.nowMs() + 86_400_000);
    await parley.settle();
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
    const { body } = await parley.api<{ broadcast_id: string }>('POST', path, { json });
    await parley.simulator.advance(20);
    expect(await campaignOf(body.broadcast_id)).toMatchObject({
      state: 'completed',
      failed: 1,
      sent: 1,
      recipients: 2,
    });
    await expectExact(body.broadcast_id);
  });
});
