import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { addContact, type ContactAnswer } from './v1-contacts.ts';

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const add = (number: string, json?: unknown, query?: Record<string, string>) => addContact(parley, number, json, query);

describe('addContact', () => {
  test('stores a contact and answers it with every documented member', async () => {
    const now = parley.clock.now();
    const answer = await add('85255501234', { name: 'Mei Tam', customParams: [{ name: 'plan', value: 'gold' }] });
    expect(answer.status).toBe(200);
    const month = now.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
    const day = now.toISOString().slice(8, 10);
    expect(answer.body).toEqual({
      result: true,
      info: '',
      contact: {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        wAid: '85255501234',
        firstName: 'Mei',
        fullName: 'Mei Tam',
        phone: '85255501234',
        source: 'Wati',
        contactStatus: 'VALID',
        photo: null,
        created: `${month}-${day}-${now.getUTCFullYear()}`,
        customParams: [
          { name: 'plan', value: 'gold' },
          { name: 'name', value: 'Mei Tam' },
          { name: 'phone', value: '85255501234' },
        ],
        optedIn: false,
        isDeleted: false,
        lastUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        allowBroadcast: true,
        allowSMS: true,
        teamIds: [],
        isInFlow: false,
        lastFlowId: null,
        currentFlowNodeId: null,
        selectedHubspotId: null,
      },
    });
  });

  test('overwrites name and attributes of a number that is known, and keeps the others', async () => {
    const first = await add('85255501235', { name: 'Before', customParams: [{ name: 'plan', value: 'gold' }] });
    const second = await add('+852 5550-1235', { name: 'After', customParams: [{ name: 'city', value: 'Kowloon' }] });
    expect(second.body.contact?.id).toBe(first.body.contact?.id);
    expect(second.body.contact?.fullName).toBe('After');
    const params = second.body.contact?.customParams.map(({ name, value }) => [name, value]) ?? [];
    expect(Object.fromEntries(params)).toEqual({ plan: 'gold', city: 'Kowloon', name: 'After', phone: '85255501235' });
    expect(params.slice(-2).map(([name]) => name)).toEqual(['name', 'phone']);
  });

  test('makes text of numbers and booleans, and passes over entries without a name', async () => {
    const answer = await add('85255501236', {
      name: 'Values',
      customParams: [
        { name: 'age', value: 41 },
        { name: 'vip', value: true },
        { name: 'note', value: null },
        { name: '', value: 'nameless' },
        { value: 'nameless' },
      ],
    });
    expect(answer.body.contact?.customParams.slice(0, 3)).toEqual([
      { name: 'age', value: '41' },
      { name: 'vip', value: 'true' },
      { name: 'note', value: '' },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('nameless');
  });

  test.each([
    ['a JSON patch type', { headers: { 'content-type': 'application/json-patch+json' }, raw: '{"name":"Any Form"}' }],
    ['text/json', { headers: { 'content-type': 'text/json' }, raw: '{"Name":"Any Form"}' }],
    ['no content type', { raw: '{"NAME":"Any Form"}' }],
    ['a form', { form: { name: 'Any Form' } }],
    ['the query', { query: { name: 'Any Form' } }],
  ])('takes its body as %s', async (_form, call) => {
    const answer = await parley.api<ContactAnswer>('POST', '/api/v1/addContact/85255501237/', call);
    expect(answer).toMatchObject({ status: 200, body: { result: true, contact: { fullName: 'Any Form' } } });
  });

  test('needs no body: the contact goes by its number', async () => {
    const answer = await add('85255501238');
    expect(answer.body.contact).toMatchObject({ fullName: '85255501238', firstName: '85255501238' });
    expect(answer.body.contact?.customParams).toEqual([{ name: 'phone', value: '85255501238' }]);
  });

  test('keeps sourceType as the source', async () => {
    const answer = await add('85255501239', { name: 'Shop' }, { sourceType: 'Shopify' });
    expect(answer.body.contact).toMatchObject({ source: 'Shopify' });
  });

  test.each(['123', 'not-a-number', '0085', 'HK.1234567890', '65f0c1a2b3d4e5f601728394'])(
    'refuses %s with HTTP 200',
    async (number) => {
      const answer = await add(number, { name: 'Nobody' });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        result: false,
        info: 'The phone number is not valid',
        message: 'The phone number is not valid',
      });
    },
  );

  test('refuses a body of another form', async () => {
    expect(await add('85255501240', { name: 'Mei', customParams: 'none' })).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringContaining('customParams') },
    });
    const many = Array.from({ length: 501 }, (_, at) => ({ name: `a${at}`, value: 'x' }));
    expect(await add('85255501240', { customParams: many })).toMatchObject({ status: 400, body: { result: false } });
  });

  test('needs a token with one of its scopes, of this workspace', async () => {
    const path = '/api/v1/addContact/85255501242';
    expect((await parley.api('POST', path, { token: null })).status).toBe(401);
    const reader = await parley.addToken({ scopes: ['contacts:read'] });
    expect((await parley.api('POST', path, { token: reader })).status).toBe(403);
    const writer = await parley.addToken({ scopes: ['contacts:write'] });
    expect((await parley.api('POST', path, { token: writer })).status).toBe(200);
    const { token } = await parley.addTenant('100200');
    expect((await parley.api('POST', path, { token })).status).toBe(403);
  });
});
