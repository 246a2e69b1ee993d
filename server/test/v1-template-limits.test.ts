import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTenantLimits, setTenantLimits, type TenantLimits } from '../src/modules/accounts/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

// Limits of a tenant are remembered for a second, so each change is waited for by a send that shows it.
let parley: TestPlatform;
let people = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const values = [
  { name: 'name', value: 'Mei' },
  { name: 'discount', value: '5 %' },
  { name: 'company', value: 'Lamps' },
];
const body = (template: string) => ({ template_name: template, broadcast_name: 'x', parameters: values });
const newNumber = (): string => `852562${String(people++).padStart(5, '0')}`;
const receivers = (count: number) =>
  Array.from({ length: count }, () => ({ whatsappNumber: newNumber(), customParams: values }));
const bulk = (template: string, count: number) => ({
  template_name: template,
  broadcast_name: 'x',
  receivers: receivers(count),
});

interface Answer {
  result?: boolean;
  info?: string;
  error?: string;
}
const single = (template = 'welcome', version = 'v1') =>
  parley.api<Answer>('POST', `/api/${version}/sendTemplateMessage`, {
    query: { whatsappNumber: newNumber() },
    json: body(template),
  });
const many = (template: string, count: number, version = 'v1') =>
  parley.api<Answer>('POST', `/api/${version}/sendTemplateMessages`, { json: bulk(template, count) });

async function setLimits(change: Partial<TenantLimits>): Promise<void> {
  await setTenantLimits(parley, parley.tenantId, { ...change, isOffline: true });
  await expect.poll(async () => (await single()).body.info).toContain('offline');
  if (change.isOffline) return;
  await setTenantLimits(parley, parley.tenantId, { isOffline: false });
  await expect.poll(async () => (await many('welcome', 1)).body.info ?? '').not.toContain('offline');
}

const used = async () => (await readTenantLimits(parley, parley.tenantId)).usage;

describe('an offline workspace', () => {
  test('refuses every template send with 400, in the envelope of each version, and stores nothing', async () => {
    await setLimits({ isOffline: true });
    const refusal = { result: false, info: expect.stringContaining('offline'), message: expect.any(String) };
    expect(await single()).toMatchObject({ status: 400, body: refusal });
    expect(await many('welcome', 2)).toMatchObject({ status: 400, body: refusal });
    const path = await parley.api('POST', `/api/v1/sendTemplateMessage/${newNumber()}`, { json: body('welcome') });
    expect(path).toMatchObject({ status: 400, body: refusal });
    for (const answer of [await single('welcome', 'v2'), await many('welcome', 2, 'v2')]) {
      const envelope = { result: false, error: expect.stringContaining('offline'), templateName: null, receivers: [] };
      expect(answer).toMatchObject({ status: 400, body: envelope });
    }
    const v3 = await parley.api('POST', '/api/ext/v3/messageTemplates/send', {
      json: {
        template_name: 'welcome',
        broadcast_name: 'x',
        recipients: [{ phone_number: newNumber(), custom_params: values }],
      },
    });
    expect(v3).toMatchObject({ status: 400, body: { message: expect.stringContaining('offline') } });
    expect(await parley.api('GET', `/api/v1/getContacts`, { query: { name: '852562' } })).toMatchObject({
      body: { contact_list: [] },
    });
  });
});

describe('the daily limit of marketing', () => {
  test('counts messages in a UTC day, refuses what does not fit as a whole, and begins anew', async () => {
    await setLimits({ marketingPerDay: 5 });
    const before = (await used()).marketingToday;
    expect(before).toBe(0);
    expect(await many('promo', 3)).toMatchObject({ status: 200, body: { result: true } });
    const refusal = { result: false, info: expect.stringContaining('daily limit of marketing messages (5)') };
    expect(await many('promo', 3)).toMatchObject({ status: 400, body: refusal });
    expect((await used()).marketingToday).toBe(3);
    expect(await single('welcome')).toMatchObject({ status: 200, body: { result: true } });
    // Sends beside each other: exactly two fit.
    const answers = await Promise.all(Array.from({ length: 8 }, () => single('promo', 'v2')));
    expect(answers.filter((answer) => answer.body.result).length).toBe(2);
    for (const answer of answers.filter((entry) => !entry.body.result)) {
      expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('daily limit') } });
    }
    expect((await used()).marketingToday).toBe(5);
    await parley.simulator.advance(86_400);
    expect(await single('promo')).toMatchObject({ status: 200, body: { result: true } });
  });

  test('is no matter of other workspaces', async () => {
    await parley.addTenant('717171');
    expect((await readTenantLimits(parley, '717171')).limits).toEqual({
      isOffline: false,
      marketingPerDay: null,
      trialMessages: null,
    });
  });
});

describe('a trial', () => {
  test('refuses templates of every kind when its quota is spent, on any day', async () => {
    await setLimits({ marketingPerDay: null, trialMessages: 4 });
    // Finding out took one or more of them.
    let answer = await single();
    while (answer.body.result) answer = await single();
    const refusal = { result: false, info: 'The broadcast quota of the trial is spent: it has 4 messages.' };
    expect(answer).toMatchObject({ status: 400, body: refusal });
    await parley.simulator.advance(2 * 86_400);
    expect(await many('promo', 1)).toMatchObject({ status: 400, body: refusal });
    expect((await used()).trialMessages).toBe(4);
    await setTenantLimits(parley, parley.tenantId, { trialMessages: null });
    await expect.poll(async () => (await single()).status).toBe(200);
  });
});
