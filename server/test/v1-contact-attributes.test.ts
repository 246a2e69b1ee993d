import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Contact {
  id: string;
  wAid: string;
  fullName: string;
  lastUpdated: string;
  customParams: { name: string; value: string }[];
}

interface Answer {
  result: boolean;
  info?: string;
  message?: string;
  contact?: Contact;
  errors?: { target: string; info: string }[];
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const add = async (number: string, params: Record<string, string> = {}, name = 'Somebody'): Promise<Contact> => {
  const json = { name, customParams: toParams(params) };
  const { body } = await parley.api<Required<Answer>>('POST', `/api/v1/addContact/${number}`, { json });
  return body.contact;
};

const toParams = (params: Record<string, string>) => Object.entries(params).map(([name, value]) => ({ name, value }));

const update = (target: string, json: unknown, token?: string | null) =>
  parley.api<Answer>('POST', `/api/v1/updateContactAttributes/${encodeURIComponent(target)}`, {
    json,
    ...(token === undefined ? {} : { token }),
  });

const updateMany = (contacts: unknown) =>
  parley.api<Answer>('POST', '/api/v1/updateContactAttributesForMultiContacts', { json: { contacts } });

const read = async (number: string): Promise<Contact | undefined> => {
  const { body } = await parley.api<{ contact_list: Contact[] }>('GET', '/api/v1/getContacts', {
    query: { name: number },
  });
  return body.contact_list[0];
};

const attributesOf = async (number: string): Promise<Record<string, string>> => {
  const params = (await read(number))?.customParams.map(({ name, value }) => [name, value]) ?? [];
  const { name: _name, phone: _phone, ...others } = Object.fromEntries(params);
  return others;
};

describe('updateContactAttributes', () => {
  test('changes the named attributes, keeps the others and adds new ones', async () => {
    await add('85256000001', { plan: 'gold', city: 'Lima' });
    const answer = await update('85256000001', { customParams: toParams({ plan: 'silver', size: 'L' }) });
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    expect(await attributesOf('85256000001')).toEqual({ plan: 'silver', city: 'Lima', size: 'L' });
  });

  test.each([
    ['a number with plus and blanks', async () => '+852 5600-0002'],
    ['a contact id', async (contact: Contact) => contact.id.toUpperCase()],
    ['the channel in front', async () => '15550100001:85256000002'],
  ])('takes %s as the target', async (form, targetOf) => {
    const contact = await add('85256000002');
    const answer = await update(await targetOf(contact), { customParams: toParams({ form }) });
    expect(answer.body).toMatchObject({ result: true });
    expect(await attributesOf('85256000002')).toMatchObject({ form });
  });

  test('the attribute name is the name of the contact, and phone changes no number', async () => {
    await add('85256000003', {}, 'Old Name');
    await update('85256000003', { customParams: toParams({ name: 'New Name', phone: '1' }) });
    expect(await read('85256000003')).toMatchObject({ fullName: 'New Name', wAid: '85256000003' });
  });

  test('takes forms, other casing and values that are no text', async () => {
    await add('85256000004');
    await parley.api('POST', '/API/v1/updatecontactattributes/85256000004', {
      form: { customParams: JSON.stringify([{ Name: 'age', Value: 41 }]) },
    });
    await update('85256000004', {
      CustomParams: [
        { name: 'vip', value: true },
        { name: 'note', value: null },
      ],
    });
    expect(await attributesOf('85256000004')).toEqual({ age: '41', vip: 'true', note: '' });
  });

  test.each(['85256999999', '65f0c1a2b3d4e5f601728394', 'HK.12345'])('does not know %s', async (target) => {
    const answer = await update(target, { customParams: toParams({ plan: 'gold' }) });
    expect(answer).toMatchObject({
      status: 200,
      body: { result: false, info: 'Contact not found', message: 'Contact not found' },
    });
  });

  test('refuses a target that can be none with HTTP 200', async () => {
    const answer = await update('nobody', { customParams: [] });
    expect(answer).toMatchObject({ status: 200, body: { result: false, info: 'The phone number is not valid' } });
  });

  test.each([
    ['no attributes', {}],
    ['another form', { customParams: 'gold' }],
    ['a value too long', { customParams: toParams({ plan: 'x'.repeat(4_097) }) }],
    ['a name too long', { customParams: toParams({ ['n'.repeat(257)]: 'x' }) }],
    ['too many', { customParams: Array.from({ length: 501 }, (_, at) => ({ name: `a${at}`, value: 'x' })) }],
  ])('refuses %s and writes nothing', async (_kind, json) => {
    const before = await add('85256000005', { plan: 'gold' });
    expect(await update('85256000005', json)).toMatchObject({ status: 400, body: { result: false } });
    expect(await read('85256000005')).toEqual(before);
  });

  test('a contact holds a bounded number of attributes', async () => {
    const batch = (from: number, size: number) =>
      Array.from({ length: size }, (_, at) => ({ name: `a${from + at}`, value: '' }));
    await add('85256000006');
    for (const from of [0, 500]) await update('85256000006', { customParams: batch(from, 500) });
    expect(await update('85256000006', { customParams: batch(1_000, 1) })).toMatchObject({ status: 400 });
    expect(await update('85256000006', { customParams: batch(500, 1) })).toMatchObject({ status: 200 });
    expect(Object.keys(await attributesOf('85256000006'))).toHaveLength(1_000);
  });

  test('does not reach a contact of another workspace', async () => {
    const contact = await add('85256000007', { plan: 'gold' });
    const { token } = await parley.addTenant('100410');
    const other = createApiClient(`${parley.baseUrl}/100410`, token);
    for (const target of [contact.id, contact.wAid]) {
      const json = { customParams: toParams({ plan: 'stolen' }) };
      const answer = await other('POST', `/api/v1/updateContactAttributes/${target}`, { json });
      expect(answer.body).toMatchObject({ result: false, info: 'Contact not found' });
    }
    expect(await attributesOf('85256000007')).toEqual({ plan: 'gold' });
  });

  test('needs a token', async () => {
    expect((await update('85256000001', { customParams: [] }, null)).status).toBe(401);
  });
});

describe('updateContactAttributesForMultiContacts', () => {
  test('updates each contact by target or number; target wins', async () => {
    const first = await add('85256100001', { plan: 'gold' });
    await add('85256100002', { plan: 'gold' });
    const answer = await updateMany([
      { whatsappNumber: '85256100002', target: first.id, customParams: toParams({ plan: 'silver' }) },
      { whatsappNumber: '+852 5610 0002', customParams: toParams({ city: 'Rome' }) },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    expect(await attributesOf('85256100001')).toEqual({ plan: 'silver' });
    expect(await attributesOf('85256100002')).toEqual({ plan: 'gold', city: 'Rome' });
  });

  test('the last of two updates of one contact counts', async () => {
    const contact = await add('85256100003');
    await updateMany([
      { whatsappNumber: '85256100003', customParams: toParams({ plan: 'one', seen: 'yes' }) },
      { target: contact.id, customParams: toParams({ plan: 'two' }) },
    ]);
    expect(await attributesOf('85256100003')).toEqual({ plan: 'two', seen: 'yes' });
  });

  test('updates those it knows and names the others', async () => {
    await add('85256100004');
    const answer = await updateMany([
      { whatsappNumber: '85256999998', customParams: toParams({ plan: 'gold' }) },
      { whatsappNumber: '85256100004', customParams: toParams({ plan: 'gold' }) },
      { whatsappNumber: 'nobody', customParams: toParams({ plan: 'gold' }) },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      result: false,
      info: '1 of 3 contacts were updated. Contact not found: 85256999998; The phone number is not valid: nobody',
      errors: [
        { target: '85256999998', info: 'Contact not found' },
        { target: 'nobody', info: 'The phone number is not valid' },
      ],
    });
    expect(await attributesOf('85256100004')).toEqual({ plan: 'gold' });
  });

  test.each([
    ['an empty list', []],
    ['no list', 'all'],
    ['nobody named', [{ customParams: [] }]],
    ['a value too long', [{ whatsappNumber: '85256100005', customParams: toParams({ plan: 'x'.repeat(4_097) }) }]],
    ['too many', Array.from({ length: 1_001 }, () => ({ whatsappNumber: '85256100005', customParams: [] }))],
  ])('refuses %s and writes nothing', async (_kind, contacts) => {
    const before = await add('85256100005', { plan: 'gold' });
    expect(await updateMany(contacts)).toMatchObject({ status: 400, body: { result: false } });
    expect(await read('85256100005')).toEqual(before);
  });
});
