import { describe, expect, test } from 'vitest';
import { schemaFaults } from './cloud-schemas.ts';
import { number, type SimulatorLab, secondNumber, template, text, useSimulatorLabs, waba } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const product = { messaging_product: 'whatsapp' };
const register = { ...product, pin: '402913' };

const hello = {
  id: '570000000000701',
  name: 'hello',
  language: 'en',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hello.' }],
};
const errorOf = async (lab: SimulatorLab, path: string, body: unknown) => {
  const { status, body: answer } = await lab.graph('POST', path, body);
  expect(schemaFaults('ErrorBody', answer)).toEqual([]);
  return { status, code: (answer.error as { code: number }).code };
};

describe('the life of a number', () => {
  test('is verified by a code, registered with a PIN, and taken out of service', async () => {
    const lab = await labs.open({ firstNumber: { status: 'PENDING' } });
    expect(await errorOf(lab, `/${number}/messages`, text(person))).toEqual({ status: 400, code: 133010 });
    expect(await errorOf(lab, `/${number}/register`, register)).toEqual({ status: 400, code: 133006 });
    const sms = { code_method: 'SMS', language: 'en_US' };
    expect((await lab.graph('POST', `/${number}/request_code`, sms)).body).toEqual({ success: true });
    const { verification_code: code } = (await lab.control('GET', `/numbers/${number}`)).body;
    expect(code).toMatch(/^\d{6}$/);
    expect(await errorOf(lab, `/${number}/verify_code`, { code: 'x' })).toMatchObject({ status: 400, code: 136025 });
    expect((await lab.graph('POST', `/${number}/verify_code`, { code })).body).toEqual({ success: true });
    expect(await errorOf(lab, `/${number}/request_code`, sms)).toMatchObject({ code: 136024 });
    expect((await lab.graph('POST', `/${number}/register`, register)).body).toEqual({ success: true });
    await lab.write(person);
    expect((await lab.send(text(person))).status).toBe(200);
    expect((await lab.graph('POST', `/${number}/deregister`, {})).body).toEqual({ success: true });
    expect(await errorOf(lab, `/${number}/messages`, text(person))).toMatchObject({ code: 133010 });
    const node = await lab.graph('GET', `/${number}?fields=status,health_status`);
    expect(node.body).toMatchObject({ status: 'DISCONNECTED', health_status: { can_send_message: 'BLOCKED' } });
  });

  test('a wrong PIN is counted, and ten registrations in 72 hours are enough', async () => {
    const lab = await labs.open({ firstNumber: { pin: '111111' } });
    for (let count = 0; count < 5; count += 1) {
      expect(await errorOf(lab, `/${number}/register`, register)).toEqual({ status: 400, code: 133005 });
    }
    const right = { ...product, pin: '111111' };
    expect(await errorOf(lab, `/${number}/register`, right)).toMatchObject({ code: 133008 });
    await lab.advance(12 * 3_600);
    for (let count = 0; count < 10; count += 1) {
      expect((await lab.graph('POST', `/${number}/register`, right)).status).toBe(200);
    }
    expect(await errorOf(lab, `/${number}/register`, right)).toMatchObject({ code: 133016 });
    expect(await errorOf(lab, `/${number}/register`, { ...product, pin: '12' })).toMatchObject({ code: 100 });
    expect((await lab.graph('POST', `/${number}`, { pin: '222222' })).body).toEqual({ success: true });
    await lab.advance(0);
    expect(lab.received).toMatchObject([{ field: 'security', value: { event: 'PIN_CHANGED' } }]);
  });

  test.each([
    [{ status: 'BANNED' }, 403, 131031],
    [{ status: 'RESTRICTED' }, 403, 368],
    [{ status: 'RATE_LIMITED' }, 400, 131048],
    [{ status: 'DELETED' }, 400, 33],
    [{ name_status: 'DECLINED' }, 400, 131037],
  ])('%j: sends are refused with %d, %d', async (change, status, code) => {
    const lab = await labs.open();
    const changed = await lab.control('PATCH', `/numbers/${number}`, change);
    expect(changed.body).toMatchObject(change);
    expect(await errorOf(lab, `/${number}/messages`, text(person))).toEqual({ status, code });
    expect((await lab.graph('POST', `/${secondNumber}/messages`, text(person))).status).toBe(200);
  });

  test('a locked account and a missing payment method', async () => {
    const lab = await labs.open({ templates: [hello] });
    await lab.control('PATCH', `/accounts/${waba}`, { has_payment_method: false });
    expect(await errorOf(lab, `/${number}/messages`, template(person, 'hello'))).toMatchObject({ code: 131042 });
    await lab.write(person);
    expect((await lab.send(text(person))).status).toBe(200);
    await lab.control('PATCH', `/accounts/${waba}`, { is_locked: true });
    expect(await errorOf(lab, `/${number}/messages`, text(person))).toEqual({ status: 403, code: 131031 });
  });

  test('a test number writes to the people on its list', async () => {
    const lab = await labs.open({ firstNumber: { testRecipients: ['+1 555 014 2001'] }, templates: [hello] });
    expect((await lab.send(template(person, 'hello'))).status).toBe(200);
    expect(await errorOf(lab, `/${number}/messages`, template('15550142002', 'hello'))).toMatchObject({ code: 131030 });
  });

  test('an upgrade of the throughput takes a minute of 131057', async () => {
    const lab = await labs.open({ throughput: 80 });
    await lab.write(person);
    await lab.control('POST', `/numbers/${number}/upgrade`, {});
    expect(await errorOf(lab, `/${number}/messages`, text(person))).toEqual({ status: 500, code: 131057 });
    await lab.advance(60);
    expect((await lab.send(text(person))).status).toBe(200);
    expect(lab.received.at(-1)).toMatchObject({
      field: 'phone_number_quality_update',
      value: { event: 'THROUGHPUT_UPGRADE' },
    });
    expect((await lab.graph('GET', `/${number}`)).body).toMatchObject({ throughput: { level: 'HIGH' } });
  });
});

describe('usernames', () => {
  test('one is reserved, approved a minute later, and given back', async () => {
    const lab = await labs.open();
    expect((await lab.graph('GET', `/${number}/username`)).body).toEqual({});
    expect((await lab.graph('POST', `/${number}/username`, { username: 'canaltea' })).body).toEqual({
      status: 'reserved',
    });
    expect(await errorOf(lab, `/${secondNumber}/username`, { username: 'canaltea' })).toMatchObject({ code: 147001 });
    expect(await errorOf(lab, `/${number}/username`, { username: 'my_whatsapp' })).toMatchObject({ code: 147002 });
    expect(await errorOf(lab, `/${number}/username`, { username: '..' })).toMatchObject({ code: 147003 });
    await lab.advance(60);
    expect((await lab.graph('GET', `/${number}/username`)).body).toEqual({ username: 'canaltea', status: 'approved' });
    expect((await lab.graph('DELETE', `/${number}/username`)).body).toEqual({ success: true });
    await lab.advance(0);
    expect(lab.received.map((webhook) => webhook.value.status)).toEqual(['approved', 'deleted']);
  });
});

describe('the block list', () => {
  const block = (user: string) => ({ ...product, block_users: [{ user }] });

  test('blocks those who wrote today: nothing arrives from them, and sends fail with 130403', async () => {
    const lab = await labs.open();
    await lab.write(person);
    await lab.advance(0);
    const blocked = await lab.graph('POST', `/${number}/block_users`, block(`+${person}`));
    expect(blocked.body).toMatchObject({ block_users: { added_users: [{ input: `+${person}`, wa_id: person }] } });
    await lab.write(person, 'are you there?');
    await lab.send(text(person));
    await lab.advance(0);
    expect(lab.inbound()).toHaveLength(1);
    expect(lab.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 130403 }] }]);
    const list = await lab.graph('GET', `/${number}/block_users`);
    expect(list.body.data).toMatchObject([{ wa_id: person }]);
    const freed = await lab.graph('DELETE', `/${number}/block_users`, block(person));
    expect(freed.body).toMatchObject({ block_users: { removed_users: [{ wa_id: person }] } });
    await lab.write(person, 'and now?');
    await lab.advance(0);
    expect(lab.inbound()).toHaveLength(2);
  });

  test('refuses who has not written within a day with 139100, and tells of each', async () => {
    const lab = await labs.open();
    const answer = await lab.graph('POST', `/${number}/block_users`, block(person));
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 139100 }, block_users: { failed_users: [{ errors: [{ code: 131047 }] }] } },
    });
    expect(await errorOf(lab, `/${number}/block_users`, product)).toMatchObject({ code: 100 });
  });
});

describe('the messaging limit', () => {
  test('250 people in 24 hours; half of it within a week raises it six hours later', async () => {
    const lab = await labs.open({ templates: [hello], account: { messagingLimit: 'TIER_250' } });
    const ask = async (first: number, count: number) => {
      const people = Array.from({ length: count }, (_, index) => `3161${String(first + index).padStart(7, '0')}`);
      for (const to of people) await lab.send(template(to, 'hello'));
    };
    await ask(0, 250);
    await ask(249, 2);
    await lab.advance(0);
    const failed = lab.statuses().filter((status) => status.status === 'failed');
    expect(failed).toMatchObject([{ recipient_id: '31610000250', errors: [{ code: 131048 }] }]);
    await lab.advance(6 * 3_600);
    expect(lab.received.at(-1)).toMatchObject({
      field: 'business_capability_update',
      value: { max_daily_conversations_per_business: 'TIER_2K' },
    });
    await ask(250, 1);
    await lab.advance(0);
    expect(lab.statuses().at(-1)).toMatchObject({ status: 'delivered', recipient_id: '31610000250' });
  });

  test('lowered by hand, with its webhook', async () => {
    const lab = await labs.open();
    await lab.control('PATCH', `/accounts/${waba}`, { messaging_limit: 'TIER_2K' });
    await lab.advance(0);
    expect(lab.received).toMatchObject([{ field: 'business_capability_update' }]);
    const node = await lab.graph('GET', `/${number}?fields=whatsapp_business_manager_messaging_limit`);
    expect(node.body).toMatchObject({ whatsapp_business_manager_messaging_limit: 'TIER_2K' });
  });
});
