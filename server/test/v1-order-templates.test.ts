import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { countOrderRows, type Json, money, orderDetails, orderTemplates } from './order-samples.ts';

const customer = '919800000011';
let parley: TestPlatform;
let receiver: WebhookReceiver;

beforeAll(async () => {
  parley = await startTestPlatform({ moreTemplates: orderTemplates });
  receiver = await parley.subscribe(['paymentCaptured', 'templateMessageSent_v2', 'templateMessageFailed']);
});

afterAll(() => parley?.stop());

const bill = (json: unknown, call: ApiCall = {}) =>
  parley.api<Json>('POST', '/api/v1/order_details_template', { json, ...call });
const news = (json: unknown, call: ApiCall = {}) =>
  parley.api<Json>('POST', '/api/v1/order_status_template', { json, ...call });
const show = (reference: string) => parley.api<Json>('GET', `/api/v1/order_details/${reference}`);
const billOf = (reference: string, change: Json = {}): Json => ({
  phone_number: customer,
  template_name: 'order_bill',
  language_code: 'en',
  custom_params: [{ name: 'name', value: 'Asha' }],
  order_details: orderDetails(reference),
  ...change,
});
const newsOf = (reference: string, status: string, change: Json = {}): Json => ({
  phone_number: customer,
  template_name: 'order_news',
  reference_id: reference,
  custom_params: [{ name: 'name', value: 'Asha' }],
  order: { status },
  ...change,
});

async function lastOnPhone(): Promise<Json> {
  return { ...(await parley.simulator.phone(customer)).at(-1) };
}

async function refuses(answer: { status: number; body: Json }, reason: string, words: RegExp): Promise<void> {
  expect(answer).toMatchObject({ status: 400, body: { result: false, reason } });
  expect((answer.body.errors as string[]).join(' ')).toMatch(words);
}

describe('sendOrderDetailsTemplate', () => {
  test('needs no open window; the order can be paid', async () => {
    const answer = await bill(billOf('bill-1'));
    expect(answer).toMatchObject({
      status: 200,
      body: {
        result: true,
        reference_id: 'bill-1',
        phone_number: customer,
        template_name: 'order_bill',
        order_status: 'pending',
        payment_status: 'pending',
        message_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      },
    });
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({
      type: 'template',
      text: 'Hello Asha, your order is ready to pay.',
      order: { reference_id: 'bill-1', amount: 'INR 600.00' },
    });
    const sent = (await parley.simulator.graphRequests()).findLast((entry) => entry.operation === 'messages');
    const { template } = (sent?.body ?? {}) as { template: { components: Json[] } };
    expect(template.components.at(-1)).toMatchObject({
      type: 'button',
      sub_type: 'order_details',
      index: '1',
      parameters: [
        { type: 'action', action: { order_details: { reference_id: 'bill-1', total_amount: money(60_000) } } },
      ],
    });
    await parley.simulator.call('POST', `/customers/${customer}/payments`, { reference_id: 'bill-1' });
    await parley.settle();
    expect(receiver.types()).toEqual(['templateMessageSent_v2', 'paymentCaptured']);
    expect((await show('bill-1')).body).toMatchObject({ payment_status: 'captured', total_amount: money(60_000) });
  });

  test.each([['is_broadcast'], ['is_campaign']])('takes %s, a form and the other channel', async (flag) => {
    const { order_details, custom_params, ...rest } = billOf(`flag-${flag}`) as Record<string, string>;
    const form = {
      ...rest,
      [flag]: 'true',
      channel_number: '+1 555 010-0002',
      order_details: JSON.stringify(order_details),
      custom_params: JSON.stringify(custom_params),
    };
    const answer = await bill(undefined, { form });
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({ type: 'template', channel: '300000000000002' });
  });

  test.each<[string, Json, string, RegExp]>([
    [
      'another template',
      { template_name: 'welcome', custom_params: [{ value: 'A' }, { value: 'B' }] },
      'order.template_unfit',
      /no ORDER_DETAILS button/,
    ],
    ['an unknown template', { template_name: 'nothing' }, 'template.not_found', /not found/i],
    ['a template under review', { template_name: 'draft_note' }, 'template.not_approved', /not approved/],
    ['a language that is not there', { language_code: 'hi' }, 'template.not_found', /no approved translation hi/],
    ['missing parameters', { custom_params: [] }, 'template.parameters_missing', /name/],
    [
      'a wrong sum',
      { order_details: orderDetails('bad-1', { total_amount: money(1) }) },
      'order.invalid',
      /total_amount must be/,
    ],
    ['a wrong number', { phone_number: '12' }, 'contact.number_invalid', /not valid/],
    ['an unknown contact', { phone_number: '65f0c1a2b3d4e5f601728394' }, 'contact.not_found', /not found/],
    ['a used reference', { order_details: orderDetails('bill-1') }, 'order.reference_taken', /bill-1/],
  ])('refuses %s and stores nothing', async (_what, change, reason, words) => {
    const before = await countOrderRows(parley);
    await refuses(await bill(billOf('bad-1', change)), reason, words);
    expect(await countOrderRows(parley)).toEqual(before);
  });

  test('refuses a body without its members', async () => {
    for (const json of [{}, { ...billOf('bad-2'), order_details: { type: 'digital-goods' } }]) {
      expect(await bill(json)).toMatchObject({ status: 400, body: { result: false, reason: 'request.invalid' } });
    }
  });
});

describe('sendOrderStatusTemplate', () => {
  test('tells of an order out of the window', async () => {
    await bill(billOf('news-1'));
    const answer = await news(
      newsOf('news-1', 'partially_shipped', { order: { status: 'partially_shipped', description: 'One of two' } }),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { result: true, reference_id: 'news-1', order_status: 'partially_shipped', template_name: 'order_news' },
    });
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({
      text: 'Hello Asha, there is news of your order.',
      order: { reference_id: 'news-1', status: 'partially-shipped' },
    });
    expect((await show('news-1')).body).toMatchObject({ order: { status: 'partially_shipped' } });
    expect(receiver.types()).not.toContain('templateMessageFailed');
  });

  test('goes out on the channel of the order', async () => {
    await bill(billOf('second-1', { channel_number: '15550100002' }));
    await news(newsOf('second-1', 'shipped'));
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({ channel: '300000000000002', order: { status: 'shipped' } });
  });

  test.each<[string, Json, string, RegExp]>([
    ['a step back', { order: { status: 'processing' } }, 'order.status_forbidden', /from shipped to processing/],
    ['another template', { template_name: 'order_bill' }, 'order.template_unfit', /ORDER_STATUS/],
    ['another customer', { phone_number: '919800000099' }, 'order.customer_mismatch', /another customer/],
    ['an unknown order', { reference_id: 'nothing-1' }, 'order.not_found', /nothing-1/],
  ])('refuses %s and stores nothing', async (_what, change, reason, words) => {
    const before = await countOrderRows(parley);
    await refuses(await news(newsOf('second-1', 'completed', change)), reason, words);
    expect(await countOrderRows(parley)).toEqual(before);
  });

  test('knows the statuses of the contract alone', async () => {
    const answer = await news(newsOf('second-1', 'pending'));
    expect(answer).toMatchObject({
      status: 400,
      body: { reason: 'request.invalid', info: expect.stringMatching(/order.status must be one of/) },
    });
  });
});

test('the list of templates marks the one with an order', async () => {
  const list = await parley.api<{ messageTemplates: Json[] }>('GET', '/api/v1/getMessageTemplates');
  const found = list.body.messageTemplates.find((entry) => entry.elementName === 'order_bill');
  expect(found).toMatchObject({ buttonsType: 'order_details', subCategory: 'ORDER_DETAILS' });
});

test('a foreign tenant sends no news of an order here, and a reader sends none at all', async () => {
  const { token } = await parley.addTenant('100400');
  const foreign = createApiClient(`${parley.baseUrl}/100400`, token);
  const before = await countOrderRows(parley);
  const json = newsOf('second-1', 'completed');
  await refuses(await foreign<Json>('POST', '/api/v1/order_status_template', { json }), 'order.not_found', /second-1/);
  const reader = await parley.addToken({ scopes: ['payment:read'] });
  for (const answer of [await news(json, { token: reader }), await bill(billOf('x-1'), { token: reader })]) {
    expect(answer).toMatchObject({ status: 403, text: expect.stringMatching(/scopes/) });
  }
  expect(await countOrderRows(parley)).toEqual(before);
});
