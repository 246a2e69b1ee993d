import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiAnswer, type ApiClient, createApiClient } from './harness/api-client.ts';
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

describe('getContacts', () => {
  test('pages through all, the newest first, with links that work', async () => {
    const other = await startOther('100300');
    for (let at = 0; at < 5; at += 1) await other('POST', `/api/v1/addContact/8525551000${at}`);
    const numbers: string[] = [];
    const pages: ContactList['link'][] = [];
    for (let path: string | undefined = '/api/v1/getContacts?pageSize=2'; path !== undefined; ) {
      const { body }: ApiAnswer<ContactList> = await other('GET', path);
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
