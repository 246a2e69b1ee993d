import { describe, expect, test } from 'vitest';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import { countOrderRows } from '../order-samples.ts';
import { createOrderCalls, customer, refuses, silent } from '../orders-lab.ts';

/** The statuses of an order: forward only, told to the customer, none that a payment forbids. */
export function describeOrderStatus(parley: () => TestPlatform): void {
  const { send, bodyOf, update, show, pay, sendOrder, lastOnPhone } = createOrderCalls(parley);

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
        await parley().settle();
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
      await parley().settle();
      expect(await lastOnPhone()).toMatchObject({ text: 'On its way', order: { status: 'shipped' } });
    });

    test('goes forward only; completed and canceled are final', async () => {
      await sendOrder('final-1');
      const to = (status: string) => update({ reference_id: 'final-1', order: { status } });
      await refuses(await to('pending'), 'order.status_forbidden', /cannot go from pending to pending/);
      expect((await to('shipped')).status).toBe(200);
      const before = await countOrderRows(parley());
      await refuses(await to('processing'), 'order.status_forbidden', /from shipped to processing/);
      await refuses(await to('shipped'), 'order.status_forbidden', /from shipped to shipped/);
      expect(await countOrderRows(parley())).toEqual(before);
      expect((await to('canceled')).status).toBe(200);
      for (const status of ['completed', 'canceled', 'shipped']) {
        await refuses(await to(status), 'order.status_forbidden', /is canceled, which is final/);
      }
    });

    test('an order that is paid or being paid cannot be canceled', async () => {
      await sendOrder('cancel-1');
      await pay('cancel-1', 'pending');
      await parley().settle();
      const cancel = () => update({ reference_id: 'cancel-1', order: { status: 'canceled' } });
      await refuses(await cancel(), 'order.paid', /under way/);
      await pay('cancel-1', 'captured');
      await parley().settle();
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
      await parley().settle();
      await parley().simulator.fault({ match: { operation: 'messages' }, outcome: { error: { code: 2046 } } });
      await update({ reference_id: 'fall-1', order: { status: 'completed' } });
      await parley().settle();
      expect((await show('fall-1')).body).toMatchObject({ order: { status: 'processing' } });
      expect((await update({ reference_id: 'fall-1', order: { status: 'shipped' } })).status).toBe(200);
    });

    test('is refused for a customer whose contact was deleted', async () => {
      const leaving = '919800000009';
      await parley().simulator.writeText(leaving, 'One tea, please');
      await parley().settle();
      expect((await send({ ...bodyOf('gone-1'), phone_number: leaving })).status).toBe(200);
      await parley().settle();
      const deleted = await parley().api('DELETE', `/api/ext/v3/contacts/${leaving}`);
      expect(deleted.status).toBe(200);
      const answer = await update({ reference_id: 'gone-1', order: { status: 'shipped' } });
      await refuses(answer, 'message.window_closed', /expired/);
      expect((await show('gone-1')).body).toMatchObject({ order: { status: 'pending' } });
    });

    test('refuses what it cannot understand', async () => {
      await sendOrder('odd-1');
      const before = await countOrderRows(parley());
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
      expect(await countOrderRows(parley())).toEqual(before);
    });
  });
}
