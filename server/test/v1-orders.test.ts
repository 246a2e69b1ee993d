import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { addChannel } from '../src/modules/channels/index.ts';
import { switchPayments } from '../src/modules/payments/index.ts';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { envelope, mainNumberId, openDoor, rowsOf, statusOf } from './intake-lab.ts';
import { countOrderRows, type Json, money, orderDetails } from './order-samples.ts';

const customer = '919800000001';
const silent = '919800000002';
let parley: TestPlatform;
let receiver: WebhookReceiver;
let contactId: string;

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe(['paymentCaptured', 'sessionMessageSent_v2', 'sessionMessageFailed']);
  await parley.simulator.writeText(customer, 'I would like some tea', { profileName: 'Asha Rao' });
  await parley.settle();
  const contacts = await parley.api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts');
  contactId = contacts.body.contact_list[0]?.id ?? '';
});

afterAll(() => parley?.stop());

const send = (json: unknown, call: ApiCall = {}) =>
  parley.api<Json>('POST', '/api/v1/order_details', { json, ...call });
const update = (json: unknown, call: ApiCall = {}) =>
  parley.api<Json>('POST', '/api/v1/order_status', { json, ...call });
const show = (reference: string, call: ApiCall = {}) =>
  parley.api<Json>('GET', `/api/v1/order_details/${encodeURIComponent(reference)}`, call);
const paymentOf = (reference: string, call: ApiCall = {}) =>
  parley.api<Json>('GET', `/api/v1/payment_status/${encodeURIComponent(reference)}`, call);
const pay = (reference_id: string, status: string, waId = customer) =>
  parley.simulator.call('POST', `/customers/${waId}/payments`, { reference_id, status });
const bodyOf = (reference: string, change: Json = {}) => ({
  phone_number: customer,
  body: 'Your order is ready to pay',
  order_details: orderDetails(reference, change),
});

async function sendOrder(reference: string): Promise<Json> {
  const answer = await send(bodyOf(reference));
  expect(answer).toMatchObject({ status: 200, body: { result: true } });
  await parley.settle();
  return answer.body;
}

async function lastOnPhone(): Promise<Json> {
  const messages = (await parley.simulator.phone(customer)).filter((entry) => entry.direction === 'out');
  return { ...messages.at(-1) };
}

async function lastGraphBody(): Promise<Json> {
  const sent = (await parley.simulator.graphRequests()).filter((entry) => entry.operation === 'messages');
  return (sent.at(-1)?.body ?? {}) as Json;
}

async function refuses(answer: { status: number; body: Json }, reason: string, words: RegExp): Promise<void> {
  expect(answer).toMatchObject({ status: 400, body: { result: false, reason } });
  const { info, message, errors } = answer.body as { info: string; message: string; errors: string[] };
  expect(message).toBe(info);
  expect(errors.join(' ')).toMatch(words);
  expect(errors[0]).toBe(info);
}

describe('sendOrderDetails', () => {
  test('shows the order on the phone with its amount and stores it', async () => {
    const sent = await sendOrder('tea-1');
    expect(sent).toEqual({
      result: true,
      reference_id: 'tea-1',
      phone_number: customer,
      order_status: 'pending',
      payment_status: 'pending',
      message_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      local_message_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      conversation_id: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect(await lastOnPhone()).toMatchObject({
      type: 'interactive',
      text: 'Your order is ready to pay',
      order: { reference_id: 'tea-1', amount: 'INR 600.00' },
    });
    const { interactive } = (await lastGraphBody()) as { interactive: Json };
    expect(interactive).toMatchObject({
      type: 'order_details',
      body: { text: 'Your order is ready to pay' },
      action: {
        name: 'review_and_pay',
        parameters: {
          reference_id: 'tea-1',
          payment_settings: [
            { type: 'payment_gateway', payment_gateway: { type: 'razorpay', configuration_name: 'shop_pg' } },
          ],
          currency: 'INR',
          total_amount: { value: 60_000, offset: 100 },
        },
      },
    });
    const told = receiver.received.find((entry) => entry.body.id === sent.message_id);
    expect(told?.body).toMatchObject({ eventType: 'sessionMessageSent_v2', type: 'interactive' });
  });

  test('takes the example of the contract, whose subtotal and items are left out', async () => {
    const answer = await send({
      phone_number: customer,
      order_details: {
        reference_id: 'booking-451',
        type: 'digital-goods',
        payment_configuration: 'shop_pg',
        payment_type: 'payment_gateway:razorpay',
        currency: 'INR',
        total_amount: money(50_000),
        order: { status: 'pending', items: [] },
      },
    });
    expect(answer).toMatchObject({ status: 200, body: { result: true, reference_id: 'booking-451' } });
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({ text: 'Order booking-451', order: { amount: 'INR 500.00' } });
  });

  test('takes a whole message of the Cloud API', async () => {
    const answer = await send({
      messaging_product: 'whatsapp',
      to: customer,
      type: 'interactive',
      interactive: {
        type: 'order_details',
        header: { type: 'text', text: 'Bill' },
        body: { text: 'As Meta writes it' },
        footer: { text: 'Sample Shop' },
        action: {
          name: 'review_and_pay',
          parameters: {
            reference_id: 'meta-1',
            type: 'physical-goods',
            payment_type: 'br',
            payment_settings: [{ type: 'pix_dynamic_code', pix_dynamic_code: { code: '000201', key: 'a@b.test' } }],
            currency: 'BRL',
            total_amount: money(5_300),
            order: {
              status: 'pending',
              items: [{ retailer_id: 'sku-11', name: 'Cha verde', amount: money(2_500), quantity: 2 }],
              subtotal: money(5_000),
              tax: money(100),
              shipping: money(500),
              discount: money(300),
            },
          },
        },
      },
    });
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({ text: 'As Meta writes it', order: { amount: 'BRL 53.00' } });
    const { interactive } = (await lastGraphBody()) as { interactive: Json };
    expect(interactive).toMatchObject({
      header: { type: 'text', text: 'Bill' },
      footer: { text: 'Sample Shop' },
      action: { parameters: { payment_type: 'br', payment_settings: [{ type: 'pix_dynamic_code' }] } },
    });
  });

  test.each([
    ['the details themselves', (id: string): ApiCall => ({ json: { phone_number: customer, ...orderDetails(id) } })],
    [
      'a form',
      (id: string): ApiCall => ({ form: { PHONE_NUMBER: customer, order_details: JSON.stringify(orderDetails(id)) } }),
    ],
    [
      'JSON patch with keys in another case',
      (id: string): ApiCall => ({
        headers: { 'content-type': 'application/json-patch+json' },
        raw: JSON.stringify({ Phone_Number: `+${customer}`, Order_Details: orderDetails(id) }),
      }),
    ],
    [
      'amounts that are texts',
      (id: string): ApiCall => ({ json: bodyOf(id, { total_amount: { value: '60000', offset: '100' } }) }),
    ],
    ['a contact id', (id: string): ApiCall => ({ json: { ...bodyOf(id), phone_number: contactId } })],
    ['a number with blanks', (id: string): ApiCall => ({ json: { ...bodyOf(id), phone_number: '+91 98000-00001' } })],
    [
      'a doubled Bearer',
      (id: string): ApiCall => ({ json: bodyOf(id), headers: { authorization: `Bearer Bearer ${parley.token}` } }),
    ],
  ])('takes %s', async (what, call) => {
    const reference = `form-${what.replaceAll(/\W/g, '')}`.slice(0, 35);
    const answer = await send(undefined, call(reference));
    expect(answer).toMatchObject({ status: 200, body: { result: true, reference_id: reference } });
    expect((await show(reference)).body).toMatchObject({ phone_number: customer, total_amount: { value: 60_000 } });
  });

  test('reaches a person who is known by a BSUID alone', async () => {
    await parley.simulator.patch('919800000003', { hide_phone: true, username: 'hidden.one' });
    await parley.simulator.writeText('919800000003', 'Nobody sees my number');
    await parley.settle();
    const contacts = await parley.api<{ contact_list: { wAid: string; phone: string | null }[] }>(
      'GET',
      '/api/v1/getContacts',
    );
    const bsuid = contacts.body.contact_list.find((contact) => contact.phone === null)?.wAid ?? '';
    const answer = await send({ ...bodyOf('hidden-1'), phone_number: bsuid });
    expect(answer.body).toMatchObject({ result: true, phone_number: bsuid });
    await parley.settle();
    await pay('hidden-1', 'captured', '919800000003');
    await parley.settle();
    expect(receiver.received.at(-1)?.body).toMatchObject({ eventType: 'paymentCaptured', from: bsuid });
  });

  test('the history names the order', async () => {
    await sendOrder('history-1');
    const history = await parley.api<{ messages: { items: Json[] } }>('GET', `/api/v1/getMessages/${customer}`);
    expect(history.body.messages.items[0]).toMatchObject({
      type: 'interactive',
      referenceOrderId: 'history-1',
      orderDetailsViewModel: { reference_id: 'history-1', currency: 'INR' },
    });
  });

  test('a reference belongs to one order', async () => {
    await sendOrder('once-1');
    const before = await countOrderRows(parley);
    await refuses(await send(bodyOf('once-1')), 'order.reference_taken', /once-1 belongs to another order/);
    expect(await countOrderRows(parley)).toEqual(before);
    const answers = await Promise.all([1, 2, 3].map(() => send(bodyOf('race-1'))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400]);
    expect(await countOrderRows(parley)).toEqual({
      orders: Number(before.orders) + 1,
      updates: before.updates,
      messages: Number(before.messages) + 1,
    });
  });

  test('a reference is free again when WhatsApp refused its message', async () => {
    await parley.simulator.fault({ match: { operation: 'messages' }, outcome: { error: { code: 131009 } } });
    await send(bodyOf('again-1'));
    await parley.settle();
    expect(receiver.types().at(-1)).toBe('sessionMessageFailed');
    await sendOrder('again-1');
    expect(await lastOnPhone()).toMatchObject({ order: { reference_id: 'again-1' } });
    await refuses(await send(bodyOf('again-1')), 'order.reference_taken', /again-1/);
  });

  test('what is wrong is refused with a sentence each, and nothing is stored', async () => {
    const before = await countOrderRows(parley);
    const answer = await send(bodyOf('bad sum', { currency: 'EUR', total_amount: money(59_999, 1000) }));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      'currency must be INR or BRL: WhatsApp takes payments in India and Brazil.',
      'reference_id must hold letters, digits, dots, dashes and underscores only.',
      'total_amount.offset must be 100.',
      'total_amount must be subtotal + tax + shipping - discount: 60000 + 3000 + 5000 - 8000 = 60000, not 59999.',
    ]);
    await refuses(await send(undefined), 'order.invalid', /reference_id is required/);
    await refuses(
      await send({ ...bodyOf('x-1'), body: 'x'.repeat(1025) }),
      'order.invalid',
      /body must have at most 1024/,
    );
    await refuses(
      await send({ ...bodyOf('x-1'), header: { type: 'image' } }),
      'order.invalid',
      /header.image must hold/,
    );
    await refuses(
      await send({ order_details: orderDetails('x-1') }),
      'request.target_missing',
      /phone_number is required/,
    );
    await refuses(await send({ ...bodyOf('x-1'), phone_number: '12' }), 'contact.number_invalid', /not valid/);
    await refuses(await send({ ...bodyOf('x-1'), channel_number: '15559999999' }), 'channel.not_found', /Channel/);
    expect(await countOrderRows(parley)).toEqual(before);
  });

  test('keeps no characters that a database cannot', async () => {
    const interactive = {
      type: 'order_details',
      body: { text: 'Nul\0 and \ud800' },
      action: { parameters: orderDetails('nul-1', { payment_configuration: 'shop\0_pg' }) },
    };
    const sent = await send({ to: `${customer}\0`, interactive, localMessageId: 'nul\0-local-0001' });
    expect(sent).toMatchObject({ status: 200, body: { local_message_id: 'nul-local-0001' } });
    const news = { reference_id: 'nul-1\0', order: { status: 'shipped', description: 'A\0b' } };
    expect(await update(news)).toMatchObject({ status: 200, body: { order_status: 'shipped' } });
    expect((await show('nul-1\0')).body).toMatchObject({
      payment_configuration: 'shop_pg',
      order: { status_description: 'Ab' },
    });
  });

  test('needs an open window', async () => {
    const answer = await send({ ...bodyOf('closed-1'), phone_number: silent });
    await refuses(answer, 'message.window_closed', /Ticket has been expired/);
    expect(answer.body.ticketStatus).toBe('EXPIRED');
    expect((await show('closed-1')).status).toBe(400);
  });
});

describe('getOrderDetails', () => {
  test('answers the order with the names of order_details', async () => {
    const { message_id } = await sendOrder('shown-1');
    const { status, body } = await show('shown-1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...orderDetails('shown-1'),
      payment_status: 'pending',
      message_id,
      phone_number: customer,
    });
  });

  test('does not know a strange order', async () => {
    for (const reference of ['nothing-1', 'x y/z']) {
      await refuses(await show(reference), 'order.not_found', /no order with the reference_id/);
      await refuses(await paymentOf(reference), 'order.not_found', /no order with the reference_id/);
    }
  });
});

describe('getPaymentStatus', () => {
  test('goes from pending to captured, and the webhook tells of it once', async () => {
    await sendOrder('paid-1');
    expect((await paymentOf('paid-1')).body).toMatchObject({
      reference_id: 'paid-1',
      status: 'pending',
      transaction: null,
    });
    await pay('paid-1', 'pending');
    await parley.settle();
    expect((await paymentOf('paid-1')).body).toMatchObject({ status: 'pending', transaction: { status: 'pending' } });
    await parley.simulator.fault({
      match: { operation: 'messages.statuses' },
      outcome: { webhook: { duplicate: true } },
    });
    await pay('paid-1', 'captured');
    await parley.settle();
    expect((await paymentOf('paid-1')).body).toEqual({
      reference_id: 'paid-1',
      status: 'captured',
      currency: 'INR',
      amount: { value: 60_000, offset: 100 },
      transaction: expect.objectContaining({
        id: expect.stringMatching(/^SIMTX/),
        type: 'razorpay',
        status: 'success',
      }),
      captured_at: expect.stringMatching(/Z$/),
    });
    expect((await show('paid-1')).body).toMatchObject({ payment_status: 'captured', order: { status: 'pending' } });
    const told = receiver.received.filter(({ body }) => (body.payment as Json)?.referenceId === 'paid-1');
    expect(told.map(({ body }) => body)).toEqual([
      {
        eventType: 'paymentCaptured',
        from: customer,
        status: 'captured',
        created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
        payment: { referenceId: 'paid-1', sender: customer },
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        type: 'payment',
      },
    ]);
  });

  test('a failed payment may be captured later, a captured one stays captured', async () => {
    await sendOrder('retry-1');
    await pay('retry-1', 'failed');
    await parley.settle();
    expect((await paymentOf('retry-1')).body).toMatchObject({
      status: 'failed',
      transaction: { status: 'failed', error: { code: 'payment_failed' } },
      captured_at: null,
    });
    await pay('retry-1', 'captured');
    await parley.settle();
    const { body: captured } = await paymentOf('retry-1');
    expect(captured).toMatchObject({ status: 'captured', transaction: { status: 'success' } });
    const door = openDoor(parley);
    const late = ['failed', 'pending'].map((status) =>
      statusOf(parley, 'wamid.late', status, { type: 'payment', payment: { reference_id: 'retry-1' } }),
    );
    await door.post(envelope([mainNumberId, { statuses: late }]));
    await parley.settle();
    await door.close();
    expect((await paymentOf('retry-1')).body).toEqual(captured);
  });

  test('reports of unknown orders are kept aside, each with its reason', async () => {
    const door = openDoor(parley);
    const report = (payment: Json, status = 'captured') =>
      statusOf(parley, 'wamid.x', status, { type: 'payment', payment });
    await sendOrder('beside-1');
    await door.post(
      envelope([
        mainNumberId,
        {
          statuses: [
            report({ reference_id: 'nobody-1' }),
            report({}),
            report({ reference_id: 'beside-1' }, 'dreamt'),
            report({ reference_id: 'beside-1', currency: 'INR', amount: money(60_000) }),
          ],
        },
      ]),
    );
    await parley.settle();
    await door.close();
    const rejects = await rowsOf<{ reason: string }>(parley, 'select reason from intake_rejects order by reason');
    expect(rejects.map((row) => row.reason)).toEqual([
      'The paid order nobody-1 is not known.',
      'The payment names no order.',
      'The status dreamt of a payment is not known.',
    ]);
    expect((await paymentOf('beside-1')).body).toMatchObject({ status: 'captured' });
  });
});

describe('updateOrderStatus', () => {
  test('tells the customer step by step', async () => {
    await sendOrder('ship-1');
    for (const [given, shown, onPhone] of [
      ['processing', 'processing', 'processing'],
      ['partially_shipped', 'partially_shipped', 'partially-shipped'],
      ['partially-shipped', 'partially_shipped', 'partially-shipped'],
      ['Shipped', 'shipped', 'shipped'],
      ['completed', 'completed', 'completed'],
    ]) {
      const answer = await update({
        phone_number: customer,
        reference_id: 'ship-1',
        body: `It is ${given}`,
        order: { status: given, description: 'Courier has it' },
      });
      expect(answer).toMatchObject({ status: 200, body: { result: true, order_status: shown } });
      await parley.settle();
      expect(await lastOnPhone()).toMatchObject({
        text: `It is ${given}`,
        order: { reference_id: 'ship-1', status: onPhone },
      });
      expect((await show('ship-1')).body).toMatchObject({
        order: { status: shown, status_description: 'Courier has it' },
      });
    }
  });

  test('takes a whole message of the Cloud API, and needs no phone number', async () => {
    await sendOrder('ship-2');
    const parameters = { reference_id: 'ship-2', order: { status: 'shipped' } };
    const interactive = {
      type: 'order_status',
      body: { text: 'On its way' },
      action: { name: 'review_order', parameters },
    };
    expect((await update({ interactive })).body).toMatchObject({
      result: true,
      order_status: 'shipped',
      phone_number: customer,
    });
    await parley.settle();
    expect(await lastOnPhone()).toMatchObject({ text: 'On its way', order: { status: 'shipped' } });
  });

  test('goes forward only; completed and canceled are final', async () => {
    await sendOrder('final-1');
    const to = (status: string) => update({ reference_id: 'final-1', order: { status } });
    await refuses(await to('pending'), 'order.status_forbidden', /cannot go from pending to pending/);
    expect((await to('shipped')).status).toBe(200);
    const before = await countOrderRows(parley);
    await refuses(await to('processing'), 'order.status_forbidden', /from shipped to processing/);
    await refuses(await to('shipped'), 'order.status_forbidden', /from shipped to shipped/);
    expect(await countOrderRows(parley)).toEqual(before);
    expect((await to('canceled')).status).toBe(200);
    for (const status of ['completed', 'canceled', 'shipped']) {
      await refuses(await to(status), 'order.status_forbidden', /is canceled, which is final/);
    }
  });

  test('an order that is paid or being paid cannot be canceled', async () => {
    await sendOrder('cancel-1');
    await pay('cancel-1', 'pending');
    await parley.settle();
    const cancel = () => update({ reference_id: 'cancel-1', order: { status: 'canceled' } });
    await refuses(await cancel(), 'order.paid', /under way/);
    await pay('cancel-1', 'captured');
    await parley.settle();
    await refuses(await cancel(), 'order.paid', /is paid/);
    expect((await update({ reference_id: 'cancel-1', order: { status: 'processing' } })).status).toBe(200);
  });

  test('two at once take turns', async () => {
    await sendOrder('turns-1');
    const both = await Promise.all(
      ['completed', 'canceled'].map((status) => update({ reference_id: 'turns-1', order: { status } })),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 400]);
  });

  test('a status whose message WhatsApp refused does not count', async () => {
    await sendOrder('fall-1');
    await update({ reference_id: 'fall-1', order: { status: 'processing' } });
    await parley.settle();
    await parley.simulator.fault({ match: { operation: 'messages' }, outcome: { error: { code: 2046 } } });
    await update({ reference_id: 'fall-1', order: { status: 'completed' } });
    await parley.settle();
    expect((await show('fall-1')).body).toMatchObject({ order: { status: 'processing' } });
    expect((await update({ reference_id: 'fall-1', order: { status: 'shipped' } })).status).toBe(200);
  });

  test('refuses what it cannot understand', async () => {
    await sendOrder('odd-1');
    const before = await countOrderRows(parley);
    await refuses(await update(undefined), 'order.invalid', /reference_id is required. order.status is required/);
    await refuses(
      await update({ reference_id: 'odd-1', order: { status: 'lost' } }),
      'order.invalid',
      /lost is not known/,
    );
    await refuses(await update({ reference_id: 'no-1', order: { status: 'shipped' } }), 'order.not_found', /no-1/);
    const shipped = { reference_id: 'odd-1', order: { status: 'shipped' } };
    await refuses(await update({ ...shipped, phone_number: silent }), 'order.customer_mismatch', /another customer/);
    await refuses(await update({ ...shipped, phone_number: 'nobody' }), 'contact.number_invalid', /not valid/);
    const long = { status: 'shipped', description: 'x'.repeat(121) };
    await refuses(await update({ ...shipped, order: long }), 'order.invalid', /at most 120/);
    expect(await countOrderRows(parley)).toEqual(before);
  });
});

describe('access', () => {
  test('is closed where payments are switched off; what was sent can still be paid', async () => {
    await sendOrder('switch-1');
    await switchPayments(parley, parley.tenantId, false);
    for (const answer of [
      await send(bodyOf('switch-2')),
      await update({ reference_id: 'switch-1', order: { status: 'shipped' } }),
      await show('switch-1'),
      await paymentOf('switch-1'),
    ]) {
      expect(answer).toMatchObject({ status: 403, text: 'Payments are switched off for this workspace.' });
    }
    await pay('switch-1', 'captured');
    await parley.settle();
    await switchPayments(parley, parley.tenantId, true);
    expect((await paymentOf('switch-1')).body).toMatchObject({ status: 'captured' });
  });

  test('is by scope, and a refusal is plain text', async () => {
    const reader = await parley.addToken({ scopes: ['payment:read'] });
    const writer = await parley.addToken({ scopes: ['payment:write'] });
    await sendOrder('scope-1');
    expect((await show('scope-1', { token: reader })).status).toBe(200);
    expect((await paymentOf('scope-1', { token: reader })).status).toBe(200);
    expect((await send(bodyOf('scope-2'), { token: writer })).status).toBe(200);
    for (const answer of [
      await send(bodyOf('scope-3'), { token: reader }),
      await update({ reference_id: 'scope-1', order: { status: 'shipped' } }, { token: reader }),
      await show('scope-1', { token: writer }),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.headers['content-type']).toMatch(/^text\/plain/);
      expect(answer.text).toMatch(/scopes/);
    }
    expect((await show('scope-1', { token: null })).status).toBe(401);
  });

  test('another tenant sees, pays and changes nothing here', async () => {
    await sendOrder('shared-1');
    const { token } = await parley.addTenant('100300');
    const foreign = createApiClient(`${parley.baseUrl}/100300`, token);
    const before = await countOrderRows(parley);
    const answers = [
      await foreign<Json>('GET', '/api/v1/order_details/shared-1'),
      await foreign<Json>('GET', '/api/v1/payment_status/shared-1'),
      await foreign<Json>('POST', '/api/v1/order_status', {
        json: { reference_id: 'shared-1', order: { status: 'shipped' } },
      }),
    ];
    for (const answer of answers) await refuses(answer, 'order.not_found', /no order with the reference_id shared-1/);
    expect(await countOrderRows(parley)).toEqual(before);
    const { db, clock } = parley;
    const secrets = createSecretBox('a secret key for the tests only');
    const phoneNumberId = '300000000000077';
    await addChannel({ db, clock, secrets }, '100300', {
      phoneNumberId,
      phoneNumber: '15550100077',
      name: 'Foreign',
      isDefault: true,
      metaAppId: 'demo-app',
      wabaId: '200277',
      accessToken: 'none',
      throughputPerSecond: 0,
    });
    const door = openDoor(parley);
    const payment = { reference_id: 'shared-1' };
    const report = statusOf(parley, 'wamid.foreign', 'captured', { type: 'payment', payment });
    await door.post(envelope([phoneNumberId, { statuses: [report] }]));
    await parley.settle();
    await door.close();
    const rejects = await rowsOf(parley, `select reason from intake_rejects where reason like '%shared-1%'`);
    expect(rejects).toEqual([{ reason: 'The paid order shared-1 is not known.' }]);
    expect((await show('shared-1')).body).toMatchObject({ order: { status: 'pending' }, payment_status: 'pending' });
  });
});
