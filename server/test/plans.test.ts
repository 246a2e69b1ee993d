import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runPlan, runTenantPlan } from '../src/cli/plan-command.ts';
import { loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { operationsOfPlans } from '../src/http/plan-facts.ts';
import {
  assignPlan,
  createOperator,
  createTenant,
  createToken,
  listPlans,
  type PlanRules,
  readTenantLimits,
  savePlan,
} from '../src/modules/accounts/index.ts';
import { type CommandLab, startCommandLab } from './command-lab.ts';
import { type ApiClient, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

let parley: TestPlatform;
beforeAll(async () => {
  parley = await startTestPlatform();
});
afterAll(() => parley.stop());

const open: PlanRules = {
  rates: {},
  monthlyCalls: null,
  seats: null,
  marketingPerDay: null,
  trialMessages: null,
  without: [],
};
let tenants = 0;

/** A workspace of its own on a plan of its own, so that its windows are empty. */
async function onPlan(plan: string | PlanRules): Promise<ApiClient> {
  tenants += 1;
  const id = `7000${tenants}`;
  const { db, clock } = parley;
  await createTenant({ db, clock }, { id, name: id });
  if (typeof plan !== 'string') await savePlan({ db, clock }, { name: id, rules: plan });
  await assignPlan({ db, clock }, id, typeof plan === 'string' ? plan : id);
  const { token } = await createToken({ db, clock }, id, { name: 'test' });
  const api = createApiClient(parley.baseUrl, token);
  return (method, path, call) => api(method, path.startsWith('/api/ext/') ? path : `/${id}${path}`, call);
}

const statuses = (answers: readonly { status: number }[]) => answers.map((answer) => answer.status);
const times = <T>(count: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

describe('without a plan', () => {
  test('nothing is limited', async () => {
    const answers = await times(40, () => parley.api('GET', '/api/v1/getContacts'));
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
  });
});

describe('rates', () => {
  test('ten calls in any 10 seconds pass, whatever the version; the next is told how long to wait', async () => {
    const api = await onPlan('growth');
    const first = await times(5, () => api('GET', '/api/v1/getContacts'));
    await parley.simulator.advance(4);
    const second = await times(8, () => api('GET', '/api/ext/v3/contacts'));
    expect(statuses([...first, ...second]).sort()).toEqual([...Array(10).fill(200), 429, 429, 429]);
    const refused = second.find((answer) => answer.status === 429);
    expect(refused).toMatchObject({ body: { code: 429, message: expect.stringContaining('10 in 10 seconds') } });
    expect(['5', '6']).toContain(refused?.headers['retry-after']);
    await parley.simulator.advance(6);
    const third = await times(6, () => api('GET', '/api/v1/getContacts'));
    expect(statuses(third).sort()).toEqual([200, 200, 200, 200, 200, 429]);
    expect(third.find((answer) => answer.status === 429)?.body).toMatchObject({
      result: false,
      info: expect.stringContaining('Too many requests'),
      reason: 'rate.exceeded',
    });
  });

  test('each kind of call and each workspace is counted apart; other calls are not counted', async () => {
    const [api, other] = [await onPlan('growth'), await onPlan('growth')];
    await times(10, () => api('GET', '/api/v1/getContacts'));
    expect((await api('GET', '/api/v1/getContacts')).status).toBe(429);
    expect((await api('POST', '/api/v1/addContact/31600000001', { json: { name: 'Ann' } })).status).toBe(200);
    expect((await other('GET', '/api/v1/getContacts')).status).toBe(200);
    const free = await times(12, () => api('GET', '/api/v1/getMessageTemplates'));
    expect(new Set(statuses(free))).toEqual(new Set([200]));
  });

  test.each([
    ['growth', 30],
    ['business', 100],
  ] as const)('templates on %s: %i', async (plan, rate) => {
    const api = await onPlan(plan);
    const query = { whatsappNumber: '31600000009' };
    const json = { template_name: 'absent', broadcast_name: 'n', parameters: [] };
    const answers = await times(rate + 1, () => api('POST', '/api/v2/sendTemplateMessage', { query, json }));
    expect(statuses(answers).filter((status) => status === 429)).toHaveLength(1);
  });
});

describe('the monthly quota', () => {
  test('counts calls that were admitted, ends at its number, and begins anew on the 1st', async () => {
    const api = await onPlan({ ...open, monthlyCalls: 3, rates: { contactList: 1 } });
    expect((await api('GET', '/api/v1/getContacts')).status).toBe(200);
    expect((await api('GET', '/api/v1/getContacts')).status).toBe(429);
    const templates = () => api('GET', '/api/v1/getMessageTemplates');
    expect(statuses([await templates(), await templates(), await templates()])).toEqual([200, 200, 429]);
    expect(await templates()).toMatchObject({ body: { reason: 'quota.spent' } });
    const payment = await api('GET', '/api/v1/payment_status/none');
    expect(payment.status).not.toBe(429);
    const now = parley.clock.now();
    const nextMonthMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
    await parley.simulator.advance((nextMonthMs - now.getTime()) / 1000 - 1);
    expect((await templates()).status).toBe(429);
    await parley.simulator.advance(1);
    expect((await templates()).status).toBe(200);
  });
});

describe('what a plan goes without', () => {
  test('is refused with 403 in the envelope of the version', async () => {
    const api = await onPlan('growth');
    expect(await api('GET', '/api/v1/chatbots')).toMatchObject({
      status: 403,
      body: { result: false, reason: 'plan.feature_missing' },
    });
    const pro = await onPlan('pro');
    expect((await pro('GET', '/api/v1/chatbots')).status).toBe(200);
  });

  test('names operations of the contract', async () => {
    const known = listOperations(await loadContract()).map((operation) => `${operation.handlerSet} ${operation.id}`);
    expect(operationsOfPlans.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('seats, marketing and trial', () => {
  test('come with the plan and go with it', async () => {
    const { db, clock } = parley;
    const id = '79999';
    await createTenant({ db, clock }, { id, name: id });
    await assignPlan({ db, clock }, id, 'trial');
    const addOperator = (name: string) =>
      createOperator({ db, clock }, id, { email: `${name}@seats.test`, name, role: 'operator' });
    for (const name of ['a', 'b', 'c', 'c']) await addOperator(name);
    await expect(addOperator('d')).rejects.toMatchObject({ reason: 'plan.seats_taken' });
    const limits = async () => (await readTenantLimits({ db, clock }, id)).limits;
    expect(await limits()).toMatchObject({ marketingPerDay: 250, trialMessages: 100 });
    await assignPlan({ db, clock }, id, undefined);
    await addOperator('d');
    expect(await limits()).toMatchObject({ marketingPerDay: null, trialMessages: null });
  });
});

describe('the commands', () => {
  let lab: CommandLab;
  beforeAll(async () => {
    lab = await startCommandLab('404242');
  });
  afterAll(() => lab.close());

  test('list the plans and change one from what was listed', async () => {
    const file = join(lab.dataDir, 'plan.json');
    const [growth] = (await listPlans(lab.database)).filter((plan) => plan.name === 'growth');
    await writeFile(file, JSON.stringify({ ...growth?.rules, monthlyCalls: 5 }));
    const lines = await lab.run(runPlan, ['set', '--name', 'small', '--file', file]);
    expect(lines.map((line) => line.split('\t')[0])).toEqual(['business', 'growth', 'pro', 'small', 'trial']);
    expect(lines[3]).toContain('"monthlyCalls":5');
  });

  test('refuse a file that is no plan', async () => {
    const file = join(lab.dataDir, 'wrong.json');
    await writeFile(file, JSON.stringify({ rates: { contactAdd: 0 } }));
    await expect(lab.run(runPlan, ['set', '--name', 'wrong', '--file', file])).rejects.toThrow(/is no plan: rates/);
    await expect(lab.run(runPlan, ['set', '--name', 'wrong', '--file', `${file}.absent`])).rejects.toThrow(
      "can't be read",
    );
  });

  test('put a workspace on a plan and take it off', async () => {
    expect(await lab.run(runTenantPlan, [], { id: '404242' })).toEqual(['plan\tnone']);
    expect(await lab.run(runTenantPlan, [], { id: '404242', plan: 'pro' })).toEqual([
      'plan\tpro',
      'calls this month (UTC)\t0 of 200000',
    ]);
    await expect(lab.run(runTenantPlan, [], { id: '404242', plan: 'gold' })).rejects.toThrow('no plan "gold"');
    expect(await lab.run(runTenantPlan, [], { id: '404242', plan: 'none' })).toEqual(['plan\tnone']);
  });
});
