import { describe, expect, test } from 'vitest';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { WebhookReceiver } from '../harness/webhook-receiver.ts';
import { envelope, mainNumberId, openDoor, rowsOf, statusOf } from '../intake-lab.ts';
import { type Json, money } from '../order-samples.ts';
import { createOrderCalls, customer } from '../orders-lab.ts';

/** Reports of payments: the states of an order, the webhook, and reports that fit no order. */
export function describePaymentStatus(parley: () => TestPlatform, receiver: () => WebhookReceiver): void {
  const { show, paymentOf, pay, sendOrder } = createOrderCalls(parley);

  describe('getPaymentStatus', () => {
    test('goes from pending to captured, and the webhook tells of it once', async () => {
      await sendOrder('paid-1');
      expect((await paymentOf('paid-1')).body).toMatchObject({
        reference_id: 'paid-1',
        status: 'pending',
        transaction: null,
      });
      await pay('paid-1', 'pending');
      await parley().settle();
      expect((await paymentOf('paid-1')).body).toMatchObject({ status: 'pending', transaction: { status: 'pending' } });
      await parley().simulator.fault({
        match: { operation: 'messages.statuses' },
        outcome: { webhook: { duplicate: true } },
      });
      await pay('paid-1', 'captured');
      await parley().settle();
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
      const told = receiver().received.filter(({ body }) => (body.payment as Json)?.referenceId === 'paid-1');
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
      await parley().settle();
      expect((await paymentOf('retry-1')).body).toMatchObject({
        status: 'failed',
        transaction: { status: 'failed', error: { code: 'payment_failed' } },
        captured_at: null,
      });
      await pay('retry-1', 'captured');
      await parley().settle();
      const { body: captured } = await paymentOf('retry-1');
      expect(captured).toMatchObject({ status: 'captured', transaction: { status: 'success' } });
      const door = openDoor(parley());
      const late = ['failed', 'pending'].map((status) =>
        statusOf(parley(), 'wamid.late', status, { type: 'payment', payment: { reference_id: 'retry-1' } }),
      );
      await door.post(envelope([mainNumberId, { statuses: late }]));
      await parley().settle();
      await door.close();
      expect((await paymentOf('retry-1')).body).toEqual(captured);
    });

    test('reports of unknown orders are kept aside, each with its reason', async () => {
      const door = openDoor(parley());
      const report = (payment: Json, status = 'captured') =>
        statusOf(parley(), 'wamid.x', status, { type: 'payment', payment });
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
      await parley().settle();
      await door.close();
      const rejects = await rowsOf<{ reason: string }>(parley(), 'select reason from intake_rejects order by reason');
      expect(rejects.map((row) => row.reason)).toEqual([
        'The paid order nobody-1 is not known.',
        'The payment names no order.',
        'The status dreamt of a payment is not known.',
      ]);
      expect((await paymentOf('beside-1')).body).toMatchObject({ status: 'captured' });
    });
  });
}
