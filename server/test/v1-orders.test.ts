import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { countOrderRows, type Json, money, orderDetails } from './order-samples.ts';
import { createOrderCalls, customer, refuses, silent } from './orders-lab.ts';

let parley: TestPlatform;
let receiver: WebhookReceiver;
let contactId: string;

const { send, update, show, paymentOf, pay, bodyOf, sendOrder, lastOnPhone, lastGraphBody } = createOrderCalls(
  () => parley,
);

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe(['paymentCaptured', 'sessionMessageSent_v2', 'sessionMessageFailed']);
  await parley.simulator.writeText(customer, 'I would like some tea', { profileName: 'Asha Rao' });
  await parley.settle();
  const contacts = await parley.api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts');
  contactId = contacts.body.contact_list[0]?.id ?? '';
});

afterAll(() => parley?.stop());

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
    await parley.settle();
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
