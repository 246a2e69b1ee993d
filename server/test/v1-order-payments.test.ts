import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { addChannel } from '../src/modules/channels/index.ts';
import { switchPayments } from '../src/modules/payments/index.ts';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { envelope, mainNumberId, openDoor, rowsOf, statusOf } from './intake-lab.ts';
import { countOrderRows, type Json, money } from './order-samples.ts';
import { createOrderCalls, customer, refuses, silent } from './orders-lab.ts';

let parley: TestPlatform;
let receiver: WebhookReceiver;

const { send, update, show, paymentOf, pay, bodyOf, sendOrder, lastOnPhone } = createOrderCalls(() => parley);

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe(['paymentCaptured', 'sessionMessageSent_v2', 'sessionMessageFailed']);
  await parley.simulator.writeText(customer, 'I would like some tea', { profileName: 'Asha Rao' });
  await parley.settle();
});

afterAll(() => parley?.stop());

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
