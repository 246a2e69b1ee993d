import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { schemaFaults } from './cloud-schemas.ts';
import { number, type SimulatorLab, secondNumber, text, useSimulatorLabs, verifyToken, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const override = (lab: SimulatorLab, path: string, token = verifyToken) => ({
  override_callback_uri: `${lab.receiverUrl}${path}`,
  verify_token: token,
});
const event = { field: 'account_review_update', value: { decision: 'APPROVED' } };
const shown = (lab: SimulatorLab) => lab.received.map(({ field, path }) => `${field} ${path}`);

describe('overrides', () => {
  test('a number goes before its account, that before the app; account events always go to the app', async () => {
    const lab = await labs.open();
    const account = await lab.graph('POST', `/${waba}/subscribed_apps`, override(lab, '/account'));
    expect(account.body).toEqual({ success: true });
    const own = { webhook_configuration: override(lab, '/number') };
    expect((await lab.graph('POST', `/${number}`, own)).body).toEqual({ success: true });
    await lab.write(person);
    await lab.control('POST', `/customers/${person}/messages`, {
      channel: secondNumber,
      message: { text: { body: 'b' } },
    });
    await lab.control('POST', '/account-events', event);
    await lab.advance(0);
    expect(shown(lab).sort()).toEqual(['account_review_update /meta/webhook', 'messages /account', 'messages /number']);
    const node = await lab.graph('GET', `/${number}?fields=webhook_configuration`);
    expect(node.body.webhook_configuration).toEqual({
      application: `${lab.receiverUrl}/meta/webhook`,
      whatsapp_business_account: `${lab.receiverUrl}/account`,
      phone_number: `${lab.receiverUrl}/number`,
    });
    lab.received.length = 0;
    await lab.graph('POST', `/${number}`, { webhook_configuration: { override_callback_uri: '' } });
    await lab.graph('POST', `/${waba}/subscribed_apps`);
    await lab.write(person);
    await lab.advance(0);
    expect(shown(lab)).toEqual(['messages /meta/webhook']);
  });

  test('an address that refuses the handshake is not saved', async () => {
    const lab = await labs.open();
    const refused = await lab.graph('POST', `/${waba}/subscribed_apps`, override(lab, '/x', 'wrong'));
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 2200 } } });
    expect(schemaFaults('ErrorBody', refused.body)).toEqual([]);
    const unsaid = await lab.graph('POST', `/${waba}/subscribed_apps`, { override_callback_uri: lab.receiverUrl });
    expect(unsaid).toMatchObject({ body: { error: { code: 100 } } });
    const list = await lab.graph('GET', `/${waba}/subscribed_apps`);
    expect(list.body.data).toEqual([
      { whatsapp_business_api_data: expect.objectContaining({ id: '530000000000301' }) },
    ]);
  });

  test('without a subscription sends work and nothing arrives', async () => {
    const lab = await labs.open();
    expect((await lab.graph('DELETE', `/${waba}/subscribed_apps`)).body).toEqual({ success: true });
    await lab.write(person);
    expect((await lab.send(text(person))).status).toBe(200);
    await lab.advance(60);
    expect(lab.received).toEqual([]);
  });

  test('each subscribed app gets its own copy under its own secret', async () => {
    const more = {
      id: '9002',
      secret: 'another secret',
      verifyToken,
      callbackUrl: () => callback,
      fields: ['messages'],
    };
    let callback = '';
    const account = { subscribedAppIds: ['530000000000301', '9002'] };
    const lab = await labs.open({ moreApps: [more], account });
    callback = `${lab.receiverUrl}/second`;
    await lab.write(person);
    await lab.advance(0);
    const second = lab.received.find(({ path }) => path === '/second');
    const expected = createHmac('sha256', 'another secret')
      .update(second?.raw ?? '')
      .digest('hex');
    expect(second).toMatchObject({ signed: false, headers: { 'x-hub-signature-256': `sha256=${expected}` } });
    expect(lab.received.filter(({ signed }) => signed)).toHaveLength(1);
  });
});

describe('the log of webhooks', () => {
  test('shows request and replies in the order of making, and sends one again as it was', async () => {
    const lab = await labs.open();
    let count = 0;
    lab.answer = () => {
      count += 1;
      return count === 1 ? 503 : 200;
    };
    await lab.write(person, 'one');
    await lab.write('15550142002', 'two');
    await lab.advance(1);
    const { body } = await lab.control('GET', '/webhooks');
    expect(body).toMatchObject([
      { id: 'wh-1', to: person, field: 'messages', state: 'delivered', attempts: [{ status: 503 }, { status: 200 }] },
      { id: 'wh-2', state: 'delivered', url: `${lab.receiverUrl}/meta/webhook` },
    ]);
    const again = await lab.control('POST', '/webhooks/wh-1/redeliver');
    expect(again.body).toMatchObject({ attempts: [{}, {}, { status: 200 }] });
    expect(lab.received.at(-1)?.raw).toBe(lab.received[0]?.raw);
    expect((await lab.control('GET', '/webhooks?after=wh-1')).body).toMatchObject([{ id: 'wh-2' }]);
    expect((await lab.control('POST', '/webhooks/wh-9/redeliver')).status).toBe(404);
  });

  test('an outage keeps them back, and a backlog comes in an order that follows from the seed', async () => {
    const play = async (): Promise<unknown[]> => {
      const lab = await labs.open({ seed: 'outage' });
      await lab.control('POST', '/webhooks/outage', { on: true });
      for (let index = 0; index < 8; index += 1) await lab.write(person, `message ${index}`);
      await lab.advance(3_600);
      expect(lab.received).toEqual([]);
      const ended = await lab.control('POST', '/webhooks/outage', { on: false, order: 'random' });
      expect(ended.body).toMatchObject({ sent: 8 });
      await lab.advance(0);
      return lab.inbound().map((message) => message.text);
    };
    const first = await play();
    expect(first).toHaveLength(8);
    expect(first).not.toEqual(first.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))));
    expect(await play()).toEqual(first);
  });
});
