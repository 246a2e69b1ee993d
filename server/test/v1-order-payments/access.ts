import { describe, expect, test } from 'vitest';
import { createSecretBox } from '../../src/kernel/secret-box.ts';
import { addChannel } from '../../src/modules/channels/index.ts';
import { switchPayments } from '../../src/modules/payments/index.ts';
import { createApiClient } from '../harness/api-client.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import { envelope, openDoor, rowsOf, statusOf } from '../intake-lab.ts';
import { countOrderRows, type Json } from '../order-samples.ts';
import { createOrderCalls, refuses } from '../orders-lab.ts';

/** Who may use payments: the switch of the workspace, scopes, other workspaces. */
export function describeAccess(parley: () => TestPlatform): void {
  const { send, update, show, paymentOf, pay, bodyOf, sendOrder } = createOrderCalls(parley);

  describe('access', () => {
    test('is closed where payments are switched off; what was sent can still be paid', async () => {
      await sendOrder('switch-1');
      await switchPayments(parley(), parley().tenantId, false);
      for (const answer of [
        await send(bodyOf('switch-2')),
        await update({ reference_id: 'switch-1', order: { status: 'shipped' } }),
        await show('switch-1'),
        await paymentOf('switch-1'),
      ]) {
        expect(answer).toMatchObject({ status: 403, text: 'Payments are switched off for this workspace.' });
      }
      await pay('switch-1', 'captured');
      await parley().settle();
      await switchPayments(parley(), parley().tenantId, true);
      expect((await paymentOf('switch-1')).body).toMatchObject({ status: 'captured' });
    });

    test('is by scope, and a refusal is plain text', async () => {
      const reader = await parley().addToken({ scopes: ['payment:read'] });
      const writer = await parley().addToken({ scopes: ['payment:write'] });
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
      const { token } = await parley().addTenant('100300');
      const foreign = createApiClient(`${parley().baseUrl}/100300`, token);
      const before = await countOrderRows(parley());
      const answers = [
        await foreign<Json>('GET', '/api/v1/order_details/shared-1'),
        await foreign<Json>('GET', '/api/v1/payment_status/shared-1'),
        await foreign<Json>('POST', '/api/v1/order_status', {
          json: { reference_id: 'shared-1', order: { status: 'shipped' } },
        }),
      ];
      for (const answer of answers) await refuses(answer, 'order.not_found', /no order with the reference_id shared-1/);
      expect(await countOrderRows(parley())).toEqual(before);
      const { db, clock } = parley();
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
      const door = openDoor(parley());
      const payment = { reference_id: 'shared-1' };
      const report = statusOf(parley(), 'wamid.foreign', 'captured', { type: 'payment', payment });
      await door.post(envelope([phoneNumberId, { statuses: [report] }]));
      await parley().settle();
      await door.close();
      const rejects = await rowsOf(parley(), `select reason from intake_rejects where reason like '%shared-1%'`);
      expect(rejects).toEqual([{ reason: 'The paid order shared-1 is not known.' }]);
      expect((await show('shared-1')).body).toMatchObject({ order: { status: 'pending' }, payment_status: 'pending' });
    });
  });
}
