import { describe, expect, test } from 'vitest';
import { schemaFaults } from './cloud-schemas.ts';
import { appSecret, number, otherToken, text, token, useSimulatorLabs, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const appId = '530000000000301';

describe('tokens', () => {
  test('one that ends: 190 with subcode 463; one that is revoked: 467', async () => {
    const lab = await labs.open();
    const made = await lab.control('POST', '/tokens', { expires_in_seconds: 60 });
    const value = String(made.body.token);
    expect((await lab.graph('GET', `/${number}`, undefined, value)).status).toBe(200);
    await lab.advance(60);
    const expired = await lab.graph('GET', `/${number}`, undefined, value);
    expect(expired).toMatchObject({ status: 401, body: { error: { code: 190, error_subcode: 463 } } });
    expect(schemaFaults('ErrorBody', expired.body)).toEqual([]);
    await lab.control('PATCH', '/tokens', { token: value, expires_in_seconds: null, revoked: true });
    const revoked = await lab.graph('GET', `/${number}`, undefined, value);
    expect(revoked).toMatchObject({ status: 401, body: { error: { code: 190, error_subcode: 467 } } });
  });

  test('the token of an account may end as well, in the middle of a campaign', async () => {
    const lab = await labs.open();
    await lab.control('PATCH', '/tokens', { token, expires_in_seconds: 0 });
    expect(await lab.send(text(person))).toMatchObject({ status: 401, body: { error: { code: 190 } } });
  });

  test('permissions: 10 without messaging, 200 without management', async () => {
    const lab = await labs.open();
    const add = async (scope: string) => String((await lab.control('POST', '/tokens', { scopes: [scope] })).body.token);
    const managing = await add('whatsapp_business_management');
    const messaging = await add('whatsapp_business_messaging');
    const send = await lab.graph('POST', `/${number}/messages`, text(person), managing);
    expect(send).toMatchObject({ status: 403, body: { error: { code: 10 } } });
    const list = await lab.graph('GET', `/${waba}/message_templates`, undefined, messaging);
    expect(list).toMatchObject({ status: 403, body: { error: { code: 200 } } });
    expect((await lab.graph('GET', `/${number}`, undefined, managing)).status).toBe(200);
  });

  test('one token may act for several accounts', async () => {
    const lab = await labs.open();
    const { token: both } = (await lab.control('POST', '/tokens', { waba_ids: [waba, '200300'] })).body;
    for (const id of [waba, '200300', number, '300000000000009']) {
      expect((await lab.graph('GET', `/${id}`, undefined, String(both))).body).toMatchObject({ id });
    }
    expect((await lab.graph('GET', '/300000000000009')).status).toBe(400);
    expect((await lab.control('POST', '/tokens', { waba_ids: ['1'] })).status).toBe(400);
  });

  test('debug_token tells the facts', async () => {
    const lab = await labs.open();
    const { body } = await lab.graph('GET', `/debug_token?input_token=${otherToken}`);
    expect(body).toMatchObject({
      data: { app_id: appId, is_valid: true, expires_at: 0, scopes: expect.arrayContaining(['business_management']) },
    });
    const unknown = await lab.graph('GET', '/v26.0/debug_token?input_token=nonsense');
    expect(unknown.body).toMatchObject({ data: { is_valid: false } });
    expect((await lab.graph('GET', '/debug_token')).body).toMatchObject({ error: { code: 100 } });
  });

  test('a real token is told to go away', async () => {
    const lab = await labs.open();
    const answer = await lab.graph('GET', `/${number}`, undefined, `EAA${'x'.repeat(80)}`);
    expect(answer).toMatchObject({ status: 401, body: { error: { message: expect.stringContaining('real token') } } });
  });
});

describe('the subscriptions of an app', () => {
  const appToken = `${appId}|${appSecret}`;

  test('need the token of the app itself, and a callback that passes the handshake', async () => {
    const lab = await labs.open();
    const change = {
      object: 'whatsapp_business_account',
      callback_url: `${lab.receiverUrl}/moved`,
      verify_token: 'a verify token',
      fields: 'messages,account_update',
    };
    expect(await lab.graph('POST', `/${appId}/subscriptions`, change)).toMatchObject({ body: { error: { code: 15 } } });
    const wrong = await lab.graph('POST', `/${appId}/subscriptions`, { ...change, verify_token: 'no' }, appToken);
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 2200 } } });
    const right = await lab.graph('POST', `/${appId}/subscriptions`, change, appToken);
    expect(right.body).toEqual({ success: true });
    const list = await lab.graph('GET', `/${appId}/subscriptions`, undefined, appToken);
    expect(list.body.data).toMatchObject([{ active: true, callback_url: change.callback_url, fields: [{}, {}] }]);
    await lab.write(person);
    await lab.control('POST', '/account-events', { field: 'account_review_update', value: { decision: 'APPROVED' } });
    await lab.advance(0);
    expect(lab.received).toMatchObject([{ field: 'messages', path: '/moved', signed: true }]);
  });
});
