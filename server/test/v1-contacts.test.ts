import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Contact {
  id: string;
  wAid: string;
  fullName: string;
  customParams: { name: string; value: string }[];
}

interface ContactAnswer {
  result: boolean;
  info: string;
  message?: string;
  contact?: Contact;
}

interface ContactList {
  result: string;
  contact_list: Contact[];
  link: { prevPage: string | null; nextPage: string | null; pageNumber: number; pageSize: number; total: number };
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const add = (number: string, json?: unknown, query: Record<string, string> = {}) =>
  parley.api<ContactAnswer>('POST', `/api/v1/addContact/${encodeURIComponent(number)}`, {
    query,
    ...(json === undefined ? {} : { json }),
  });

const list = (query: Record<string, string | number> = {}) =>
  parley.api<ContactList>('GET', '/api/v1/getContacts', { query });

const attribute = (rows: unknown) => list({ attribute: JSON.stringify(rows), pageSize: 100 });

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

describe('getContacts', () => {
  test('pages through all, the newest first, with links that work', async () => {
    const other = await startOther('100300');
    for (let at = 0; at < 5; at += 1) await other('POST', `/api/v1/addContact/8525551000${at}`);
    const numbers: string[] = [];
    const pages: ContactList['link'][] = [];
    for (let path: string | undefined = '/api/v1/getContacts?pageSize=2'; path !== undefined; ) {
      const { body } = await other<ContactList>('GET', path);
      expect(body.result).toBe('success');
      numbers.push(...body.contact_list.map((contact) => contact.wAid));
      pages.push(body.link);
      path = body.link.nextPage?.replace(`${parley.baseUrl}/100300`, '');
    }
    expect(numbers).toEqual(['85255510004', '85255510003', '85255510002', '85255510001', '85255510000']);
    expect(pages.map((page) => [page.pageNumber, page.pageSize, page.total])).toEqual([
      [1, 2, 5],
      [2, 2, 5],
      [3, 2, 5],
    ]);
    expect(pages[0]?.prevPage).toBeNull();
    expect(pages[2]?.prevPage).toBe(`${parley.baseUrl}/100300/api/v1/getContacts?pageSize=2&pageNumber=2`);
  });

  test('is empty beyond the end, and takes page 0 for page 1', async () => {
    const beyond = await list({ pageNumber: 999, pageSize: 100 });
    expect(beyond.body).toMatchObject({ result: 'success', contact_list: [], link: { nextPage: null } });
    expect((await list({ pageNumber: 0 })).body.link).toMatchObject({ pageNumber: 1, pageSize: 10 });
  });

  test('a workspace without contacts answers an empty list', async () => {
    const other = await startOther('100301');
    const answer = await other<ContactList>('GET', '/api/v1/getContacts');
    expect(answer.body).toEqual({
      result: 'success',
      contact_list: [],
      link: { prevPage: null, nextPage: null, pageNumber: 1, pageSize: 10, total: 0 },
    });
  });

  test('name finds by part of the name in any case, and by the number in any writing', async () => {
    await add('85255520001', { name: 'Zacharias Quill' });
    for (const name of ['ias qui', 'ZACHARIAS', '85255520001', '+852 5552-0001', '5520001']) {
      const found = await list({ name });
      expect({ name, found: found.body.contact_list.map((contact) => contact.wAid) }).toEqual({
        name,
        found: ['85255520001'],
      });
    }
    expect((await list({ name: 'Zacharias %' })).body.contact_list).toEqual([]);
  });

  test.each([
    ['==', 'gold', ['85255530001']],
    ['!=', 'gold', ['85255530003', '85255530002']],
    ['contain', 'OL', ['85255530001']],
    ['notContain', 'ol', ['85255530003', '85255530002']],
    ['exist', undefined, ['85255530002', '85255530001']],
    ['notExist', undefined, ['85255530003']],
    ['valid', undefined, ['85255530001']],
    ['invalid', '', ['85255530003', '85255530002']],
  ])('attribute with %s', async (operator, value, expected) => {
    await add('85255530001', {
      customParams: [
        { name: 'tier', value: 'gold' },
        { name: 'row', value: 'filter' },
      ],
    });
    await add('85255530002', {
      customParams: [
        { name: 'tier', value: '' },
        { name: 'row', value: 'filter' },
      ],
    });
    await add('85255530003', { customParams: [{ name: 'row', value: 'filter' }] });
    const answer = await attribute([
      { name: 'row', operator: '==', value: 'filter' },
      { name: 'tier', operator, value },
    ]);
    expect(answer.body.contact_list.map((contact) => contact.wAid)).toEqual(expected);
  });

  test.each([
    'no json',
    '{"name":"plan"}',
    '[1]',
    '[{"operator":"==","value":"gold"}]',
    '[{"name":"plan","operator":"like","value":"gold"}]',
    '[{"name":"plan","operator":"==","value":{}}]',
    JSON.stringify(Array.from({ length: 51 }, () => ({ name: 'a', operator: 'exist' }))),
  ])('refuses the attribute %s', async (text) => {
    const answer = await parley.api<ContactAnswer>('GET', '/api/v1/getContacts', { query: { attribute: text } });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringContaining('attribute') } });
  });

  test('createdDate takes both forms and means the UTC day', async () => {
    await add('85255540001', { name: 'Day One' });
    const [year, month, day] = parley.clock.now().toISOString().slice(0, 10).split('-');
    for (const createdDate of [`${year}-${month}-${day}`, `${month}-${day}-${year}`]) {
      const answer = await list({ createdDate, name: 'Day One' });
      expect(answer.body.contact_list).toHaveLength(1);
    }
    expect((await list({ createdDate: '2001-02-03', name: 'Day One' })).body.contact_list).toEqual([]);
  });

  test.each(['yesterday', '2025-13-01', '02-30-2025', '2025/01/02'])(
    'refuses the createdDate %s',
    async (createdDate) => {
      const answer = await parley.api<ContactAnswer>('GET', '/api/v1/getContacts', { query: { createdDate } });
      expect(answer).toMatchObject({ status: 400, body: { info: expect.stringContaining('createdDate') } });
    },
  );

  test('reads its parameters from the form body of a GET', async () => {
    await add('85255550001', { name: 'Formed One' });
    await add('85255550002', { name: 'Formed Two' });
    const multipart = new FormData();
    for (const [name, value] of Object.entries({ pageSize: '1', pageNumber: '2', name: 'formed' })) {
      multipart.append(name, value);
    }
    for (const call of [{ multipart }, { form: { PageSize: '1', PageNumber: '2', Name: 'formed' } }]) {
      const answer = await parley.api<ContactList>('GET', '/api/v1/getContacts', call);
      expect(answer.body.contact_list.map((contact) => contact.fullName)).toEqual(['Formed One']);
      expect(answer.body.link).toMatchObject({ pageSize: 1, pageNumber: 2, total: 2, nextPage: null });
    }
  });

  test('takes paths and keys in any case, a slash at the end and an address without tenant', async () => {
    const answer = await parley.api<ContactList>('GET', '/API/V1/getcontacts/', { query: { PAGESIZE: 3 } });
    expect(answer.body.link.pageSize).toBe(3);
    const bare = await createApiClient(parley.baseUrl, parley.token)<ContactList>(
      'GET',
      '/api/v1/getContacts?pagesize=4',
    );
    expect(bare.body.link.pageSize).toBe(4);
  });

  test('a contact whom only a message made goes by the name of the profile', async () => {
    await parley.simulator.writeText('85255560001', 'Hello', { profileName: 'Profile Person' });
    await parley.settle();
    const [contact] = (await list({ name: 'Profile Person' })).body.contact_list;
    expect(contact).toMatchObject({ wAid: '85255560001', fullName: 'Profile Person', firstName: 'Profile' });
  });

  test('shows no contact of another workspace', async () => {
    const other = await startOther('100302');
    const answer = await other<ContactList>('GET', '/api/v1/getContacts', { query: { name: '852' } });
    expect(answer.body.link.total).toBe(0);
  });
});

/** A client of another workspace, which has no channel. */
async function startOther(tenantId: string): Promise<ApiClient> {
  const { token } = await parley.addTenant(tenantId);
  return createApiClient(`${parley.baseUrl}/${tenantId}`, token);
}
