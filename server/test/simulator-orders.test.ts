import { describe, expect, test } from 'vitest';
import { schemaFaults } from './cloud-schemas.ts';
import { type Json, money, orderDetails, orderTemplates, withOrder } from './order-samples.ts';
import { type SimulatorLab, secondNumber, template, useSimulatorLabs } from './simulator-lab.ts';

const customer = '919800000021';
const labs = useSimulatorLabs();

/** What Meta takes: the sample with a payment setting in place of WATI's words. */
function parametersOf(referenceId: string, change: Json = {}): Json {
  const { payment_type: _type, ...rest } = orderDetails(referenceId);
  return { ...rest, payment_type: 'upi', ...change };
}

function detailsMessage(parameters: Json): Json {
  const action = { name: 'review_and_pay', parameters };
  const interactive = { type: 'order_details', body: { text: 'Your order' }, action };
  return { messaging_product: 'whatsapp', to: customer, type: 'interactive', interactive };
}

function statusMessage(reference_id: string, status: string): Json {
  const action = { name: 'review_order', parameters: { reference_id, order: { status } } };
  const interactive = { type: 'order_status', body: { text: 'News' }, action };
  return { messaging_product: 'whatsapp', to: customer, type: 'interactive', interactive };
}

async function openLab(): Promise<SimulatorLab> {
  const lab = await labs.open({ templates: orderTemplates });
  await lab.write(customer);
  return lab;
}

async function sendOrder(lab: SimulatorLab, referenceId: string): Promise<string> {
  const answer = await lab.send(detailsMessage(parametersOf(referenceId)));
  expect(answer.status).toBe(200);
  await lab.advance(0);
  return (answer.body as { messages: { id: string }[] }).messages[0]?.id ?? '';
}

const pay = (lab: SimulatorLab, reference_id: string, status?: string, waId = customer, channel?: string) =>
  lab.control('POST', `/customers/${waId}/payments`, { reference_id, status, channel });
const payments = (lab: SimulatorLab) => lab.statuses().filter((status) => status.type === 'payment');

describe('a customer', () => {
  test('pays an order: the webhook is signed and as the contract has it', async () => {
    const lab = await openLab();
    const id = await sendOrder(lab, 'ord-1');
    const answer = await pay(lab, 'ord-1');
    await lab.advance(0);
    expect(answer).toMatchObject({ status: 200, body: { transaction_id: expect.stringMatching(/^SIMTX/) } });
    const [status] = payments(lab);
    expect(status).toMatchObject({
      id,
      recipient_id: customer,
      type: 'payment',
      status: 'captured',
      payment: {
        reference_id: 'ord-1',
        amount: { value: 60_000, offset: 100 },
        currency: 'INR',
        transaction: { id: answer.body.transaction_id, type: 'upi', status: 'success' },
      },
    });
    expect(schemaFaults('Status', status)).toEqual([]);
    expect(lab.received.every((webhook) => webhook.signed)).toBe(true);
  });

  test('tries, waits and pays: a pending payment goes on, a failed one is followed by another', async () => {
    const lab = await openLab();
    await sendOrder(lab, 'ord-1');
    for (const status of ['failed', 'pending', 'captured']) {
      await pay(lab, 'ord-1', status);
      await lab.advance(5);
    }
    const told = payments(lab) as { status: string; payment: { transaction: Json } }[];
    expect(told.map((entry) => entry.status)).toEqual(['failed', 'pending', 'captured']);
    const [failed, pending, captured] = told.map((entry) => entry.payment.transaction);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'payment_failed' } });
    expect(pending?.id).not.toBe(failed?.id);
    expect(captured).toMatchObject({ id: pending?.id, created_timestamp: pending?.created_timestamp });
  });

  test('cannot pay what is not theirs, not there, paid or over', async () => {
    const lab = await openLab();
    await sendOrder(lab, 'ord-1');
    for (const answer of [
      await pay(lab, 'ord-2'),
      await pay(lab, 'ord-1', 'captured', '919800000022'),
      await pay(lab, 'ord-1', 'captured', customer, secondNumber),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { error: { reason: 'order.not_found' } } });
    }
    const refused = { status: 409, body: { error: { reason: 'simulator.order_not_payable' } } };
    await pay(lab, 'ord-1');
    expect(await pay(lab, 'ord-1')).toMatchObject(refused);
    await sendOrder(lab, 'ord-3');
    expect((await lab.send(statusMessage('ord-3', 'canceled'))).status).toBe(200);
    expect(await pay(lab, 'ord-3')).toMatchObject(refused);
    await lab.control('PATCH', `/customers/${customer}`, { auto_deliver: false });
    await sendOrder(lab, 'ord-4');
    expect(await pay(lab, 'ord-4')).toMatchObject(refused);
    for (const body of [{}, { reference_id: 'ord-1', status: 'refunded' }, { reference_id: 'ord-1', amount: 5 }]) {
      expect((await lab.control('POST', `/customers/${customer}/payments`, body)).status).toBe(400);
    }
  });
});

describe('Graph', () => {
  const good = parametersOf('ord-1');
  test.each<[string, Json, number]>([
    ['a wrong sum', { ...good, total_amount: money(1) }, 131009],
    ['another offset', { ...good, total_amount: money(60_000, 1000) }, 131009],
    [
      'a wrong offset of an item',
      withOrder(good, { items: [{ name: 'x', amount: money(1, 10), quantity: 1 }] }),
      131009,
    ],
    ['half of an item', withOrder(good, { items: [{ name: 'x', amount: money(1), quantity: 0.5 }] }), 131009],
    ['no subtotal', withOrder(good, { subtotal: undefined }), 100],
    ['an order that is done', withOrder(good, { status: 'completed' }), 131009],
    ['another currency', { ...good, currency: 'EUR' }, 131009],
    ['blanks in the reference', { ...good, reference_id: 'ord 1' }, 131009],
    ['another type', { ...good, type: 'goods' }, 131009],
    ['no configuration', { ...good, payment_configuration: undefined }, 100],
    ['no way to pay', { ...good, payment_type: undefined }, 100],
  ])('refuses an order with %s', async (_what, parameters, code) => {
    const lab = await openLab();
    const answer = await lab.send(detailsMessage(parameters));
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
  });

  test('takes a reference once for each number, and again after a message that failed', async () => {
    const lab = await openLab();
    await sendOrder(lab, 'ord-1');
    const again = detailsMessage(parametersOf('ord-1'));
    expect(await lab.send(again)).toMatchObject({ status: 400, body: { error: { code: 131009 } } });
    expect((await lab.graph('POST', `/v23.0/${secondNumber}/messages`, again)).status).toBe(200);
    await lab.advance(0);
    // The window of the second number is closed, so that order never was.
    expect((await lab.graph('POST', `/v23.0/${secondNumber}/messages`, again)).status).toBe(200);
  });

  test('moves an order forward alone, and cancels none that is paid', async () => {
    const lab = await openLab();
    await sendOrder(lab, 'ord-1');
    const to = async (status: string) => {
      const answer = await lab.send(statusMessage('ord-1', status));
      return answer.status === 200 ? 200 : (answer.body as { error: { code: number } }).error.code;
    };
    expect(await to('pending')).toBe(2046);
    expect(await to('shipped')).toBe(200);
    expect(await to('processing')).toBe(2046);
    expect(await to('lost')).toBe(131009);
    await pay(lab, 'ord-1', 'pending');
    expect(await to('canceled')).toBe(2047);
    await pay(lab, 'ord-1', 'failed');
    expect(await to('canceled')).toBe(200);
    expect(await to('completed')).toBe(2046);
    expect((await lab.send(statusMessage('ord-9', 'shipped'))).status).toBe(400);
  });

  test('wants the order in a template that has one', async () => {
    const lab = await openLab();
    const body = { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Asha' }] };
    const button = (parameters: unknown[]) => ({ type: 'button', sub_type: 'order_details', index: '1', parameters });
    const order = { type: 'action', action: { order_details: parametersOf('ord-1') } };
    const news = { type: 'order_status', order_status: { reference_id: 'ord-1', order: { status: 'shipped' } } };
    const codeOf = async (name: string, ...parts: unknown[]) => {
      const answer = await lab.send(template(customer, name, [body, ...parts]));
      return answer.status === 200 ? 200 : (answer.body as { error: { code: number } }).error.code;
    };
    expect(await codeOf('order_bill')).toBe(131008);
    expect(await codeOf('order_bill', button([]))).toBe(131008);
    expect(await codeOf('order_bill', button([order]))).toBe(200);
    expect(await codeOf('order_news')).toBe(131008);
    expect(await codeOf('order_news', { type: 'order_status', parameters: [news] })).toBe(200);
    expect(await codeOf('order_bill', button([order]), { type: 'order_status', parameters: [news] })).toBe(132012);
  });
});
