import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { signBody } from '../src/meta/signature.ts';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';

interface RetryAnswer {
  result: boolean;
  info: string;
  broadcastId: string;
  retryUntil: string;
  nextRetryAt: string | null;
}

const day = 86_400;
let parley: TestPlatform;
let hook: WebhookReceiver;
let people = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
  hook = await parley.subscribe(['templateMessageFailed', 'templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
});
beforeEach(() => parley.simulator.clearFaults());
afterAll(() => parley.stop());

const newNumber = (): string => `852563${String(people++).padStart(5, '0')}`;
/** Lets days pass, one after the other, without the hours between: what is due each day is done once. */
async function passDays(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 1) {
    parley.clock.moveTo(parley.clock.nowMs() + Math.min(1, left) * day * 1000);
    await parley.settle();
  }
}

const enable = (id: string, json: Record<string, unknown>) =>
  parley.api<RetryAnswer>('POST', `/api/v1/broadcast/${id}/retry`, { json });

async function broadcast(...numbers: string[]): Promise<string> {
  const answer = await parley.api<{ result: boolean; broadcastId: string }>('POST', '/api/v1/sendTemplateMessages', {
    json: {
      template_name: 'welcome',
      broadcast_name: 'autumn',
      receivers: numbers.map((whatsappNumber) => ({
        whatsappNumber,
        customParams: [
          { name: 'name', value: 'Mei' },
          { name: 'company', value: 'Lamps' },
        ],
      })),
    },
  });
  expect(answer.body.result).toBe(true);
  return answer.body.broadcastId;
}

const holdBack = (
  to: string,
  times: number | null,
  outcome: Record<string, unknown> = { mode: 'async' },
  code = 131049,
) => parley.simulator.fault({ match: { operation: 'messages', to }, outcome: { error: { code }, ...outcome }, times });

/** Messages that Meta took for this person, or refused. */
async function triesTo(number: string): Promise<number> {
  const requests = await parley.simulator.graphRequests();
  return requests.filter(({ operation, body }) => operation === 'messages' && (body as { to?: string }).to === number)
    .length;
}

async function statusOf(number: string): Promise<string> {
  const history = await parley.api<{ messages: { items: { statusString: string }[] } }>(
    'GET',
    `/api/v1/getMessages/${number}`,
  );
  return history.body.messages.items[0]?.statusString ?? '';
}

const arrivedAt = async (number: string) =>
  (await parley.simulator.phone(number)).filter(({ status }) => status !== 'failed' && status !== 'accepted').length;

const messageStatement = systemStatement<{ id: string; status: number; retries: number; waiting: number }>(
  'test.message',
  `select m.id, m.status, m.retries, (select count(*) from send_queue q where q.id = m.id) as waiting
   from messages m where m.broadcast_id = $1`,
);
const pauseStatement = systemStatement(
  'test.pause',
  'update channels set paused_at = $1 where paused_at is distinct from $1',
);

/** A status of the first try, which Meta posts by itself. */
async function tellStatus(echo: string | undefined, status: string, more: Record<string, unknown> = {}): Promise<void> {
  const at = String(Math.floor(parley.clock.nowMs() / 1000));
  const told = { id: 'wamid.first', status, timestamp: at, recipient_id: '1', biz_opaque_callback_data: echo, ...more };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100001', phone_number_id: '300000000000001' },
    statuses: [told],
  };
  const entry = [{ id: '200200', changes: [{ field: 'messages', value }] }];
  const raw = JSON.stringify({ object: 'whatsapp_business_account', entry });
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signBody(raw, parley.appSecret),
  };
  const answer = await createApiClient(parley.baseUrl, '')('POST', '/meta/webhook', { raw, headers, token: null });
  expect(answer.status).toBe(200);
  await parley.settle();
}

describe('enableBroadcastAutoRetry', () => {
  test('tries what Meta kept back again a day after it failed, until it goes through', async () => {
    const [held, refused, other, fine] = [newNumber(), newNumber(), newNumber(), newNumber()] as const;
    await holdBack(held, 2);
    await holdBack(refused, 1, { mode: 'sync' });
    await holdBack(other, 1, { mode: 'async' }, 131026);
    const id = await broadcast(held, refused, other, fine);
    await parley.settle();
    expect(await Promise.all([held, refused, other, fine].map(statusOf))).toEqual([
      'FAILED',
      'FAILED',
      'FAILED',
      'DELIVERED',
    ]);
    const seen = hook.received.length;
    const answer = await enable(id, { retryDays: '3' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        result: true,
        info: '',
        broadcastId: id,
        retryUntil: expect.any(String),
        nextRetryAt: expect.any(String),
      },
    });
    await passDays(0.99);
    expect(await triesTo(held)).toBe(1);
    await passDays(0.02);
    expect(await Promise.all([held, refused, other, fine].map(triesTo))).toEqual([2, 2, 1, 1]);
    expect(await statusOf(held)).toBe('FAILED');
    expect(await statusOf(refused)).toBe('DELIVERED');
    await passDays(1);
    expect(await statusOf(held)).toBe('DELIVERED');
    await passDays(2);
    expect(await Promise.all([held, refused, other, fine].map(triesTo))).toEqual([3, 2, 1, 1]);
    expect(await Promise.all([held, refused].map(arrivedAt))).toEqual([1, 1]);
    const told = hook.received.slice(seen).map(({ body }) => body.eventType);
    expect(told.filter((type) => type === 'templateMessageFailed')).toHaveLength(1);
    expect(told.filter((type) => type === 'sentMessageDELIVERED_v2')).toHaveLength(2);
  });

  test('ends after its last day', async () => {
    const held = newNumber();
    await holdBack(held, null);
    const id = await broadcast(held);
    await parley.settle();
    await enable(id, { retryDays: 2 });
    await passDays(4);
    expect(await triesTo(held)).toBe(3);
    expect(await statusOf(held)).toBe('FAILED');
  });

  test('takes a date, to its end in UTC, or a moment', async () => {
    const held = newNumber();
    await holdBack(held, null);
    const id = await broadcast(held);
    await parley.settle();
    const today = parley.clock.now().toISOString().slice(0, 10);
    const soon = await enable(id, { retryUntil: today });
    expect(soon.body).toMatchObject({ retryUntil: `${today}T23:59:59.999Z`, nextRetryAt: null });
    expect(soon.body.info).toContain('Nothing is tried again');
    const inTwoDays = new Date(parley.clock.nowMs() + 2 * day * 1000);
    const second = await enable(id, { retryUntil: inTwoDays.toISOString() });
    expect(second.body).toMatchObject({ retryUntil: inTwoDays.toISOString(), nextRetryAt: expect.any(String) });
    const spaced = await enable(id, { retryUntil: inTwoDays.toISOString().replace('T', ' ').slice(0, 19) });
    expect(spaced.body.retryUntil).toBe(`${inTwoDays.toISOString().slice(0, 19)}.000Z`);
    await passDays(4);
    expect(await triesTo(held)).toBe(3);
  });

  test('Meta repeating itself changes nothing', async () => {
    const held = newNumber();
    await holdBack(held, 1);
    const id = await broadcast(held);
    await parley.settle();
    await enable(id, { retryDays: '1' });
    await parley.simulator.fault({
      match: { operation: 'messages.statuses', to: held },
      outcome: { webhook: { duplicate: true } },
      times: null,
    });
    await passDays(2);
    expect(await statusOf(held)).toBe('DELIVERED');
    expect(await triesTo(held)).toBe(2);
  });

  test('a failure told late of the first try changes nothing, and proof that it arrived ends the tries', async () => {
    const held = newNumber();
    await holdBack(held, 1);
    const id = await broadcast(held);
    await parley.settle();
    const [first] = await parley.db.system(messageStatement, [id]);
    await enable(id, { retryDays: '1' });
    await parley.db.system(pauseStatement, [parley.clock.now()]);
    await passDays(1.01);
    expect(await parley.db.system(messageStatement, [id])).toMatchObject([{ status: 0, retries: 1, waiting: 1 }]);
    await tellStatus(first?.id, 'failed', { errors: [{ code: 131049, title: 'late' }] });
    expect(await parley.db.system(messageStatement, [id])).toMatchObject([{ status: 0, retries: 1, waiting: 1 }]);
    await tellStatus(first?.id, 'delivered');
    expect(await parley.db.system(messageStatement, [id])).toMatchObject([{ status: 30, waiting: 0 }]);
    await parley.db.system(pauseStatement, [null]);
    await passDays(2);
    expect(await triesTo(held)).toBe(1);
    expect(await statusOf(held)).toBe('DELIVERED');
  });

  test('waits until the broadcast is completed', async () => {
    const number = newNumber();
    await parley.simulator.fault({
      match: { operation: 'messages', to: number },
      outcome: { error: { code: 131056 }, mode: 'sync' },
      times: 1,
    });
    const id = await broadcast(number);
    await parley.settle();
    const early = await enable(id, { retryDays: '1' });
    expect(early).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringContaining('not completed') },
    });
    await parley.simulator.advance(600);
    expect((await enable(id, { retryDays: '1' })).status).toBe(200);
  });

  test.each([
    ['neither days nor a date', {}, 'retryDays (1 to 7) or retryUntil'],
    ['both', { retryDays: '1', retryUntil: '2099-01-01' }, 'not both'],
    ['no day', { retryDays: '0' }, 'retryDays'],
    ['too many days', { retryDays: '8' }, 'retryDays'],
    ['a date of the past', { retryUntil: '2020-01-01' }, 'future'],
    ['a date far ahead', { retryUntil: '2099-01-01' }, '30 days'],
    ['no date', { retryUntil: 'tomorrow' }, 'must be a date'],
    ['a day that does not exist', { retryUntil: '2026-13-41' }, 'must be a date'],
  ])('refuses %s', async (_fault, json, sentence) => {
    const id = await broadcast(newNumber());
    await parley.settle();
    const answer = await enable(id, json);
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringContaining(sentence) } });
    const scheduled = systemStatement<{ n: number }>(
      'test.scheduled',
      'select count(*) as n from campaigns where id = $1 and retry_until is not null',
    );
    expect(await parley.db.system(scheduled, [id])).toEqual([{ n: 0 }]);
  });

  test('knows no broadcast of another workspace, and needs a scope', async () => {
    const id = await broadcast(newNumber());
    await parley.settle();
    for (const unknown of ['65f0c1a2b3d4e5f601728394', 'autumn']) {
      const answer = await enable(unknown, { retryDays: '1' });
      expect(answer).toMatchObject({ status: 400, body: { result: false, info: 'Broadcast not found' } });
    }
    const { token } = await parley.addTenant('727272');
    const path = `/727272/api/v1/broadcast/${id}/retry`;
    const foreign = await createApiClient(parley.baseUrl, token)('POST', path, { json: { retryDays: '1' } });
    expect(foreign).toMatchObject({ status: 400, body: { info: 'Broadcast not found' } });
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    const call = { json: { retryDays: '1' }, token: reader };
    expect((await parley.api('POST', `/api/v1/broadcast/${id}/retry`, call)).status).toBe(403);
  });
});
