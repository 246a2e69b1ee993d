import { FormData } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import type { PlatformEvent } from '../src/events/catalogue.ts';
import { newId } from '../src/kernel/ids.ts';
import {
  changeWallet,
  createBillingMemory,
  createCharger,
  importPrices,
  openCreditGate,
  setBillingRules,
} from '../src/modules/billing/index.ts';
import type { StatusPricing } from '../src/modules/messages/types.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Credits {
  credit: number;
  welcome_credit: number;
  remaining_free_conversations_count: number;
}

interface Estimate {
  estimated_cost: number;
  failed_detail: string | null;
}

const creditsPath = '/api/ext/v3/account/credits';
const estimatePath = '/api/ext/v3/broadcasts/estimate-cost';
const sendPath = '/api/ext/v3/messageTemplates/send';
const dutch = '31600000001';
const indian = '919812345678';
const unknownId = '65f0c1a2b3d4e5f601234567';

let test: TestPlatform;
const contactIds = new Map<string, string>();
const templateIds = new Map<string, string>();

beforeAll(async () => {
  test = await startTestPlatform();
  for (const phone of [dutch, indian]) {
    const json = { whatsapp_number: phone, name: 'Noor' };
    const { body } = await test.api<{ id: string }>('POST', '/api/ext/v3/contacts', { json });
    contactIds.set(phone, body.id);
  }
  const { body } = await test.api<{ templates: { id: string; name: string }[] }>('GET', '/api/ext/v3/messageTemplates');
  for (const template of body.templates) templateIds.set(template.name, template.id);
});
afterAll(() => test.stop());

const credits = async () => (await test.api<Credits>('GET', creditsPath)).body;
const estimate = (template: string, contact_ids: unknown, token?: string) =>
  test.api<Estimate>('POST', estimatePath, {
    json: { template_id: templateIds.get(template) ?? template, contact_ids },
    ...(token === undefined ? {} : { token }),
  });
const idOf = (phone: string) => contactIds.get(phone) ?? '';

async function sendTemplate(template: string, phone: string, parameters: Record<string, string>): Promise<void> {
  const custom_params = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  const json = { template_name: template, broadcast_name: 'b', recipients: [{ phone_number: phone, custom_params }] };
  const answer = await test.api('POST', sendPath, { json });
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
  await test.settle();
}

const entries = () =>
  test.db.system(
    systemStatement<{
      kind: string;
      amount: number;
      category: string | null;
      country: string | null;
      note: string | null;
    }>(
      'test.entries',
      'select kind, amount::float8 as amount, category, country, note from wallet_entries order by created_at, id',
    ),
  );

describe('without a wallet', () => {
  it('the credits are zero', async () => {
    expect(await test.api('GET', creditsPath)).toMatchObject({
      status: 200,
      body: {
        credit: 0,
        welcome_credit: 0,
        remaining_free_conversations_count: 0,
        currency: null,
        auto_charge_enabled: false,
      },
    });
  });

  it('an estimate tells the price of the list', async () => {
    const answer = await estimate('welcome', [idOf(dutch), idOf(indian)]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      estimated_cost: 0.052,
      current_credit: 0,
      current_welcome_credit: 0,
      result: true,
      is_request_succeeded: true,
      failed_detail: null,
      currency: 'USD',
    });
  });
});

describe('estimateBroadcastCost', () => {
  it('takes numbers and BSUIDs too, and counts each person once', async () => {
    const people = [idOf(dutch), idOf(dutch).toUpperCase(), `+${indian}`, '91 98123-45678', 'DE.ABC123'];
    expect((await estimate('promo', people)).body.estimated_cost).toBe(0.27);
  });

  it('costs nothing for nobody, or for a blocked contact', async () => {
    expect((await estimate('promo', [])).body).toMatchObject({ estimated_cost: 0, result: true });
    const { body } = await test.api<{ id: string }>('POST', '/api/ext/v3/contacts', {
      json: { whatsapp_number: '31600000009', name: 'Blocked' },
    });
    const query = { whatsappNumber: '31600000009', TicketStatus: 'BLOCK' };
    await test.simulator.writeText('31600000009', 'Hello');
    await test.settle();
    expect((await test.api('POST', '/api/v1/updateChatStatus', { query })).status).toBe(200);
    expect((await estimate('promo', [body.id])).body).toMatchObject({ estimated_cost: 0, result: true });
  });

  it('tells an unknown template and unknown contacts', async () => {
    for (const template of [unknownId, 'nonsense']) {
      const { status, body } = await estimate(template, [idOf(dutch)]);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { estimated_cost: 0, result: false, is_request_succeeded: false, failed_detail: 'Template not found.' },
      });
    }
    expect((await estimate('promo', [idOf(dutch), unknownId, 'nobody'])).body).toMatchObject({
      estimated_cost: 0.12,
      result: false,
      failed_detail: `Contacts not found: ${unknownId}, nobody.`,
    });
  });

  it.each([
    ['no template', { contact_ids: [] }],
    ['no contacts', { template_id: unknownId }],
    ['contacts that are no list', { template_id: unknownId, contact_ids: 5 }],
    ['more than 10,000 contacts', { template_id: unknownId, contact_ids: Array(10_001).fill(unknownId) }],
  ])('refuses %s', async (_case, json) => {
    const answer = await test.api('POST', estimatePath, { json });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    expect(answer.body).not.toHaveProperty('error');
  });

  it('knows nothing of another tenant', async () => {
    const { token } = await test.addTenant('200300');
    expect((await estimate('promo', [idOf(dutch)], token)).body.failed_detail).toBe('Template not found.');
  });
});

describe('with a wallet', () => {
  beforeAll(async () => {
    await setBillingRules(test, { freeServiceMessages: 2 });
    await changeWallet(test, test.tenantId, { isOn: true, currency: 'EUR', credit: 25.5, welcomeCredit: 0.1 });
  });

  it('the credits are those of the wallet', async () => {
    const answer = await test.api('GET', creditsPath);
    expect(answer.body).toEqual({
      credit: 25.5,
      welcome_credit: 0.1,
      remaining_free_conversations_count: 4,
      currency: 'EUR',
      auto_charge_enabled: false,
    });
    expect((await estimate('promo', [idOf(dutch)])).body).toMatchObject({
      current_credit: 25.5,
      current_welcome_credit: 0.1,
      currency: 'EUR',
    });
  });

  it('a delivered template is charged once, the welcome credit first', async () => {
    await sendTemplate('welcome', dutch, { name: 'Noor', company: 'Shop' });
    expect(await credits()).toMatchObject({ credit: 25.5, welcome_credit: 0.05 });
    await test.simulator.read(dutch);
    await test.settle();
    await sendTemplate('otp', indian, { code: '123456', otp: '123456' });
    expect(await credits()).toMatchObject({ credit: 25.5, welcome_credit: 0.048 });
    expect(await entries()).toEqual([
      expect.objectContaining({ kind: 'adjustment', amount: 25.5 }),
      expect.objectContaining({ kind: 'welcome', amount: 0.1 }),
      { kind: 'charge', amount: -0.05, category: 'utility', country: 'NL', note: null },
      { kind: 'charge', amount: -0.002, category: 'authentication', country: 'IN', note: null },
    ]);
  });

  it('a template that fails or waits costs nothing', async () => {
    const before = await credits();
    await test.simulator.patch('31600000003', { on_whatsapp: false });
    await sendTemplate('welcome', '31600000003', { name: 'Noor', company: 'Shop' });
    await test.simulator.patch('31600000004', { auto_deliver: false });
    await sendTemplate('welcome', '31600000004', { name: 'Noor', company: 'Shop' });
    expect(await credits()).toEqual(before);
  });

  it('a service message that Meta calls free counts against the allowance', async () => {
    await test.simulator.writeText(dutch, 'Hello');
    await test.settle();
    const before = await credits();
    const json = { target: dutch, text: 'Hello' };
    expect((await test.api('POST', '/api/ext/v3/conversations/messages/text', { json })).status).toBe(200);
    await test.settle();
    const left = before.remaining_free_conversations_count - 1;
    expect(await credits()).toEqual({ ...before, remaining_free_conversations_count: left });
  });

  it('is of its tenant alone', async () => {
    const { token } = await test.addTenant('200301');
    expect((await test.api('GET', creditsPath, { token })).body).toMatchObject({ credit: 0, currency: null });
  });

  it('shows nothing to a token without the scope', async () => {
    const token = await test.addToken({ scopes: ['contactsv3:read'] });
    expect((await test.api('GET', creditsPath, { token })).status).toBe(403);
    expect((await test.api('POST', estimatePath, { json: {}, token })).status).toBe(403);
    expect((await test.api('GET', creditsPath, { token: null })).status).toBe(401);
  });
});

describe('a send beyond the credit', () => {
  const noCredit = 'No credit left: top up the wallet of the account.';
  const [first, second] = ['31600000021', '31600000022'];
  const values = [
    { name: 'name', value: 'Noor' },
    { name: 'company', value: 'Shop' },
  ];
  const receivers = [first, second].map((whatsappNumber) => ({ whatsappNumber, customParams: values }));
  const setCredit = (credit: number) => changeWallet(test, test.tenantId, { credit, welcomeCredit: 0 });
  const phone = async (waId: string) => {
    await test.settle();
    return (await test.simulator.phone(waId)).length;
  };
  beforeEach(() => setCredit(0.06));

  it('of v3 is told in the errors of each recipient', async () => {
    const recipients = [first, second].map((phone_number) => ({ phone_number, custom_params: values }));
    const json = { template_name: 'welcome', broadcast_name: 'b', recipients };
    interface Sent {
      broadcast_id: string | null;
      recipients: { errors: string[] }[];
    }
    const { body } = await test.api<Sent>('POST', sendPath, { json });
    expect(body).toMatchObject({ success: true, error: null, recipients: [{ errors: [] }, { errors: [noCredit] }] });
    expect([await phone(first), await phone(second)]).toEqual([1, 0]);
    const none = await test.api<Sent>('POST', sendPath, { json });
    expect(none).toMatchObject({ status: 200, body: { success: true, broadcast_id: null, error: null } });
    expect(none.body.recipients.map(({ errors }) => errors)).toEqual([[noCredit], [noCredit]]);
    expect(await phone(first)).toBe(1);
    expect((await credits()).credit).toBe(0.01);
  });

  it('of v1 and v2 is refused with result false', async () => {
    const single = { template_name: 'welcome', broadcast_name: 'b', parameters: values };
    const bulk = { template_name: 'welcome', broadcast_name: 'b', receivers };
    const { body: some } = await test.api('POST', '/api/v1/sendTemplateMessages', { json: bulk });
    expect(some).toMatchObject({
      result: false,
      errors: { error: `${noCredit}: ${second}` },
      broadcastId: expect.any(String),
    });
    expect([await phone(first), await phone(second)]).toEqual([2, 0]);
    for (const version of ['v1', 'v2']) {
      const query = { whatsappNumber: second };
      const one = await test.api('POST', `/api/${version}/sendTemplateMessage`, { query, json: single });
      expect(one).toMatchObject({ status: 200, body: { result: false, info: noCredit, message: noCredit } });
      const many = await test.api('POST', `/api/${version}/sendTemplateMessages`, { json: bulk });
      expect(many).toMatchObject({
        status: 200,
        body: { result: false, receivers: [{ errors: [noCredit] }, { errors: [noCredit] }] },
      });
      expect(many.body).not.toHaveProperty('broadcastId');
    }
    expect([await phone(first), await phone(second)]).toEqual([2, 0]);
  });

  it('of a CSV file leaves out the rows it does not reach', async () => {
    const sendCsv = () => {
      const multipart = new FormData();
      const csv = `Phone,name,company\n${first},Noor,Shop\n${second},Noor,Shop\n`;
      multipart.set('whatsapp_numbers_csv', new Blob([csv], { type: 'text/csv' }), 'numbers.csv');
      const query = { template_name: 'welcome', broadcast_name: 'csv' };
      return test.api('POST', '/api/v1/sendTemplateMessageCSV', { query, multipart });
    };
    const leftOutRows = [{ row: 3, whatsappNumber: second, reason: noCredit }];
    expect((await sendCsv()).body).toMatchObject({ result: true, accepted: 1, leftOut: 1, leftOutRows });
    expect([await phone(first), await phone(second)]).toEqual([3, 0]);
    const none = await sendCsv();
    expect(none).toMatchObject({
      status: 200,
      body: { result: false, accepted: 0, leftOut: 2, errors: { error: noCredit } },
    });
    expect(none.body).not.toHaveProperty('broadcastId');
    expect((await test.api('GET', '/api/ext/v3/broadcasts')).body).toMatchObject({
      broadcasts: expect.not.arrayContaining([expect.objectContaining({ status: 'processing' })]),
    });
  });
});

describe('the charge of a batch', () => {
  let channelId = '';
  beforeAll(async () => {
    const { body } = await test.api<{ channels: { id: string }[] }>('GET', '/api/ext/v3/channels');
    channelId = body.channels[0]?.id ?? '';
    await test.addTenant('200302');
    await changeWallet(test, '200302', { isOn: true, currency: 'EUR', credit: 1 });
  });

  interface Sent {
    kind?: string;
    templateId?: string | null;
    waId?: string;
    at?: string;
    pricing?: StatusPricing;
  }

  const deliveredEvent = ({ kind = 'session', templateId = null, waId = dutch, at, pricing }: Sent): PlatformEvent => {
    const id = newId(test.clock.nowMs());
    const message = { id, kind, templateId, channelId, conversationId: id };
    const facts = { message, contact: { waId, bsuid: null }, pricing };
    const moment = at === undefined ? new Date('2026-11-20T10:00:00Z') : new Date(at);
    const common = { conversationId: undefined, data: undefined, at: moment };
    return { ...common, id, tenantId: '200302', type: 'message.delivered', subjectId: id, facts };
  };

  async function charge(events: readonly PlatformEvent[]): Promise<number> {
    const read = async () => (await changeWallet(test, '200302', {})).credit;
    const before = await read();
    await test.db.transaction((tx) => createCharger(createBillingMemory()).consume(tx, events));
    return Math.round((before - (await read())) * 1e6) / 1e6;
  }

  it('charges service messages beyond the allowance of the number and month, as utility', async () => {
    expect(await charge([{}, {}, {}].map(deliveredEvent))).toBe(0.05);
    expect(await charge([deliveredEvent({})])).toBe(0.05);
    expect(await charge([deliveredEvent({ at: '2026-12-01T00:00:00Z' })])).toBe(0);
  });

  it('has nothing to charge for them before the switch', async () => {
    expect(await charge([{}, {}, {}].map((sent) => deliveredEvent({ ...sent, at: '2026-09-30T23:59:59Z' })))).toBe(0);
  });

  it("goes by Meta's word where there is one", async () => {
    const regular = { type: 'regular', category: 'marketing_lite' };
    const free = { type: 'free_entry_point', category: 'referral_conversion' };
    expect(await charge([deliveredEvent({ kind: 'template', pricing: regular })])).toBe(0.12);
    expect(await charge([deliveredEvent({ kind: 'template', pricing: free })])).toBe(0);
    expect(await charge([deliveredEvent({ kind: 'direct' })])).toBe(0.05);
  });

  it('charges the same message once, and enters one without a price', async () => {
    const event = deliveredEvent({ kind: 'direct' });
    expect(await charge([event])).toBe(0.05);
    expect(await charge([event])).toBe(0);
    expect(
      await charge([deliveredEvent({ kind: 'template', pricing: { type: 'regular', category: 'novelty' } })]),
    ).toBe(0);
    expect((await entries()).filter(({ note }) => note === 'no price is known')).toEqual([
      expect.objectContaining({ amount: 0, category: 'novelty', country: 'NL' }),
    ]);
  });

  it('says how far the credit reaches', async () => {
    await changeWallet(test, '200302', { credit: 0.3 });
    const deps = { db: test.db, clock: test.clock, billing: createBillingMemory() };
    const ctx = { tenantId: '200302', actor: { kind: 'system' as const }, requestId: 'test' };
    const isCovered = await openCreditGate(deps, ctx, 'MARKETING');
    const people = [dutch, indian, dutch, dutch, indian].map((waId) => ({ waId, bsuid: undefined }));
    expect(people.map((person) => isCovered?.(person))).toEqual([true, true, true, false, true]);
    await changeWallet(test, '200302', { isOn: false });
    expect(await openCreditGate({ ...deps, billing: createBillingMemory() }, ctx, 'MARKETING')).toBeUndefined();
  });

  it('refuses a currency without prices, and another one for what it holds', async () => {
    await expect(changeWallet(test, '200302', { isOn: true, currency: 'XTS', credit: 1 })).rejects.toThrow('no prices');
    await expect(changeWallet(test, '200302', { currency: 'USD' })).rejects.toThrow('The wallet holds 0.3 EUR');
  });

  it('holds what its entries sum up to', async () => {
    const rows = await test.db.system(
      systemStatement<{ off: number }>(
        'test.wallet-sums',
        `select (w.credit + w.welcome_credit - (select sum(amount) from wallet_entries e where e.tenant_id = w.tenant_id))::float8 as off
         from wallets w`,
      ),
    );
    expect(rows).toEqual([{ off: 0 }, { off: 0 }]);
  });

  it('an imported list takes the place of the example', async () => {
    const common = { currency: 'USD', category: 'marketing', country: '*' } as const;
    const prices = [
      { ...common, validFrom: new Date(0), price: 0.5 },
      { ...common, validFrom: new Date(test.clock.nowMs() + 86_400_000), price: 0.9 },
    ];
    await importPrices(test, prices, { replace: true });
    await changeWallet(test, test.tenantId, { isOn: false });
    expect((await estimate('promo', [idOf(dutch)])).body).toMatchObject({ estimated_cost: 0.5, currency: 'USD' });
    expect((await estimate('welcome', [idOf(dutch)])).body).toMatchObject({
      estimated_cost: 0,
      result: false,
      failed_detail: 'There is no price of utility in USD for NL.',
    });
  });
});
