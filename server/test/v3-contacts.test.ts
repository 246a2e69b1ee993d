import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface ContactDto {
  id: string;
  wa_id: string | null;
  name: string;
  phone: string | null;
  created: string;
  last_updated: string;
  teams: string[];
  custom_params: { name: string; value: string }[];
  bsuid?: string;
}

const path = '/api/ext/v3/contacts';
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
});
afterAll(() => test.stop());

const get = (target: string) => test.api<ContactDto>('GET', `${path}/${target}`);
const add = (whatsappNumber: string, more: Record<string, unknown> = {}) =>
  test.api<ContactDto>('POST', path, { json: { whatsapp_number: whatsappNumber, name: 'Noor de Wit', ...more } });

describe('addContact', () => {
  it('answers the contact, with every member that clients read', async () => {
    const answer = await add('+31 6 0000-0001', { custom_params: [{ name: 'plan', value: 'silver' }] });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      wa_id: '31600000001',
      name: 'Noor de Wit',
      phone: '+31600000001',
      photo: null,
      created: expect.stringMatching(isoMoment),
      last_updated: expect.stringMatching(isoMoment),
      contact_status: 'active',
      source: 'manual',
      channel_id: null,
      ig_phone_source: null,
      mg_phone_source: null,
      opted_in: false,
      allow_broadcast: true,
      allow_sms: true,
      teams: [],
      segments: [],
      custom_params: [{ name: 'plan', value: 'silver' }],
      channel_type: 'whatsapp',
      display_name: 'Noor de Wit',
      contact_link: {
        whats_app_contact_id: answer.body.id,
        instagram_contact_id: null,
        messenger_contact_id: null,
      },
      is_broadcast_limit_reached: null,
    });
  });

  it('changes the contact of a known number and keeps its row', async () => {
    const first = await add('31600000002', { custom_params: [{ name: 'plan', value: 'silver' }] });
    const params = [
      { name: 'plan', value: 'gold' },
      { name: 'city', value: 'Delft' },
    ];
    const second = await add('+31600000002', { name: 'Noor', custom_params: params });
    expect(second.status).toBe(200);
    expect(second.body.id).toBe(first.body.id);
    expect(second.body.name).toBe('Noor');
    expect(second.body.custom_params).toEqual(expect.arrayContaining(params));
    expect(second.body.custom_params).toHaveLength(2);
  });

  it('leaves out what no database keeps', async () => {
    const params = [{ name: 'ci\0ty', value: 'Del\ud800ft' }];
    const answer = await add('31600000005', { name: 'No\0or', custom_params: params });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Noor' } });
    expect(answer.body.custom_params).toEqual([{ name: 'city', value: 'Del\ufffdft' }]);
  });

  it('takes the patch type of the vendor, and null for no parameters', async () => {
    const raw = JSON.stringify({ whatsapp_number: '31600000003', name: 'Bo', custom_params: null });
    const answer = await test.api<ContactDto>('POST', path, {
      raw,
      headers: { 'content-type': 'application/json-patch+json' },
    });
    expect(answer).toMatchObject({ status: 200, body: { wa_id: '31600000003', custom_params: [] } });
  });

  it.each([
    ['a number that is none', { whatsapp_number: 'not a number', name: 'Bo' }],
    ['a number that is too short', { whatsapp_number: '123', name: 'Bo' }],
    ['no number', { name: 'Bo' }],
    ['no name', { whatsapp_number: '31600000004' }],
    [
      'a parameter without a name',
      { whatsapp_number: '31600000004', name: 'Bo', custom_params: [{ name: ' ', value: 'x' }] },
    ],
    [
      'what no attribute is called',
      { whatsapp_number: '31600000004', name: 'Bo', custom_params: [{ name: '__proto__', value: 'x' }] },
    ],
  ])('refuses %s', async (_case, json) => {
    const answer = await test.api('POST', path, { json });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    expect(answer.body).not.toHaveProperty('error');
  });
});

describe('getContact', () => {
  it('finds a contact by every form of a target', async () => {
    const { body: contact } = await add('31600000010');
    const targets = [
      contact.id,
      contact.id.toUpperCase(),
      '31600000010',
      '+31600000010',
      '%2B31600000010',
      '%2B31%206%200000%200010',
      'Main:31600000010',
      'second:31600000010',
      'Main%3A31600000010',
      `15550100002:${contact.id}`,
      `${test.tenantId}:31600000010`,
    ];
    for (const target of targets) {
      expect({ target, ...(await get(target)) }).toMatchObject({ target, status: 200, body: { id: contact.id } });
    }
  });

  it('finds a contact that hides its number by BSUID', async () => {
    const { body: person } = await test.simulator.call('PATCH', '/customers/31600000011', {
      hide_phone: true,
      username: 'bo.hides',
    });
    const { user_id: bsuid } = person as { user_id: string };
    await test.simulator.writeText('31600000011', 'Guess who', { profileName: 'Bo Hides' });
    await test.settle();
    const expected = { wa_id: null, phone: null, name: 'Bo Hides', bsuid, username: 'bo.hides', source: 'WhatsApp' };
    expect(await get(bsuid)).toMatchObject({ status: 200, body: expected });
    expect(await get(`Main:${bsuid}`)).toMatchObject({ status: 200, body: expected });
  });

  it('names the teams', async () => {
    const { body: contact } = await add('31600000012');
    await test.db.system(
      systemStatement(
        'test.assign-teams',
        `update contacts set team_ids = array(select id from teams where tenant_id = $1 order by name)
         where tenant_id = $1 and id = $2`,
      ),
      [test.tenantId, contact.id],
    );
    expect((await get(contact.id)).body.teams).toEqual(['Sales', 'Support']);
  });

  it('answers 404 for whom it does not know', async () => {
    for (const target of ['31699999999', '65f0c1a2b3d4e5f601234567', 'NL.123', 'nonsense', 'Main:31699999999', '%00']) {
      const answer = await get(target);
      expect({ target, status: answer.status, body: answer.body }).toMatchObject({
        target,
        status: 404,
        body: { code: 404, message: expect.any(String), timestamp: expect.stringMatching(isoMoment) },
      });
    }
  });

  it('does not know the contacts of another workspace', async () => {
    const { body: contact } = await add('31600000013');
    const { token } = await test.addTenant('200300');
    for (const target of [contact.id, '31600000013']) {
      expect((await test.api('GET', `${path}/${target}`, { token })).status).toBe(404);
    }
  });

  it('says so when the channel of a target is not found', async () => {
    await add('31600000014');
    const answer = await get('Nowhere:31600000014');
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, message: expect.stringMatching(/^Channel not found/) },
    });
  });
});

describe('segments', () => {
  it('are told by name, static and dynamic ones, of one contact and of a page', async () => {
    const { body: gold } = await add('31600000061', { custom_params: [{ name: 'plan', value: 'gold 61' }] });
    const { body: other } = await add('31600000062');
    const groups = [{ conditions: [{ attribute: 'plan', operator: '==', value: 'gold 61' }] }];
    for (const json of [
      { name: 'Named', refreshType: 1, contactIds: [gold.id, other.id] },
      { name: 'Gold', refreshType: 2, groups },
    ]) {
      expect((await test.api('POST', '/api/v1/createCustomSegment', { json })).body).toMatchObject({ ok: true });
    }
    expect((await get(gold.id)).body).toMatchObject({ segments: ['Gold', 'Named'] });
    const { body } = await test.api<{ contact_list: unknown[] }>('GET', path, { query: { page_size: '2' } });
    expect(body.contact_list).toMatchObject([{ segments: ['Named'] }, { segments: ['Gold', 'Named'] }]);
  });
});

describe('listContacts', () => {
  it('pages through all contacts, newest first, and ends with an empty list', async () => {
    const { token } = await test.addTenant('200400');
    const json = (n: number) => ({ whatsapp_number: `3161000000${n}`, name: `Person ${n}` });
    for (const n of [1, 2, 3]) await test.api('POST', path, { token, json: json(n) });
    const list = async (query: Record<string, string>) => {
      const answer = await test.api<{ contact_list: ContactDto[] }>('GET', path, { token, query });
      expect(answer.status).toBe(200);
      return { ...answer.body, contact_list: answer.body.contact_list.map((contact) => contact.name) };
    };
    const all = ['Person 3', 'Person 2', 'Person 1'];
    expect(await list({ page_number: '1', page_size: '2' })).toEqual({
      contact_list: all.slice(0, 2),
      page_number: 1,
      page_size: 2,
    });
    expect(await list({ page_number: '2', page_size: '2' })).toMatchObject({ contact_list: all.slice(2) });
    expect(await list({ page_number: '3', page_size: '2' })).toMatchObject({ contact_list: [], page_number: 3 });
    expect(await list({ pageNumber: '1', pageSize: '1' })).toMatchObject({ contact_list: ['Person 3'], page_size: 1 });
    expect(await list({})).toMatchObject({ contact_list: all, page_number: 1 });
    expect(await list({ channel: 'Nowhere' })).toMatchObject({ contact_list: all });
  });

  it.each([
    ['page_size', '101'],
    ['page_size', '0'],
    ['page_number', '0'],
    ['page_number', 'x'],
  ])('refuses %s=%s', async (name, value) => {
    const answer = await test.api('GET', path, { query: { [name]: value } });
    expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
  });
});

describe('countContacts', () => {
  const count = (query: Record<string, string>, token?: string) =>
    test.api('GET', `${path}/count`, { query, ...(token === undefined ? {} : { token }) });

  it('counts all, and those made between two dates, both included', async () => {
    const { token } = await test.addTenant('200500');
    const { body } = await test.api<ContactDto>('POST', path, {
      token,
      json: { whatsapp_number: '31620000001', name: 'Bo' },
    });
    const day = body.created.slice(0, 10);
    const dayBefore = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    expect((await count({}, token)).body).toEqual({ contact_count: 1 });
    expect((await count({ date_from: day, date_to: day }, token)).body).toEqual({ contact_count: 1 });
    // Contacts are counted by their ids, whose moment is that of `created` or, among many ids made at once, a little later.
    const seconds = Number.parseInt(body.id.slice(0, 8), 16);
    const millisecond = Math.floor(Number.parseInt(body.id.slice(8, 13), 16) / 1024);
    const moment = new Date(seconds * 1000 + millisecond).toISOString();
    expect((await count({ date_from: moment, date_to: moment }, token)).body).toEqual({ contact_count: 1 });
    expect((await count({ date_to: dayBefore }, token)).body).toEqual({ contact_count: 0 });
    expect((await count({ date_from: `${dayBefore}T00:00:00 02:00`, date_to: '' }, token)).body).toEqual({
      contact_count: 1,
    });
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01', '2026-01-01T25:00:00Z', '01/02/2026'])(
    'refuses %s',
    async (text) => {
      const answer = await count({ date_from: text });
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining('date_from') } });
      expect((await count({ date_to: text })).status).toBe(400);
    },
  );
});
