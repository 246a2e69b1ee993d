import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { type ApiAnswer, type ApiClient, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { addContact, type Contact, type ContactAnswer } from './v1-contacts.ts';

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

const add = (number: string, json?: unknown, query?: Record<string, string>) => addContact(parley, number, json, query);

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
    for (const name of ['Za', 'ias qui', 'ZACHARIAS', '85255520001', '+852 5552-0001', '0085255520001', '5520001']) {
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
    `[{name: "nick", operator: "contain", value: "O'Neil \\"Bo\\""}]`,
    `[{'name': 'nick', 'operator': 'contain', 'value': 'O\\'Neil "Bo"'},]`,
    `[{name:'nick',operator:'contain',value:'\\u004f\\'Neil \\"Bo'}, {name: 'nick', operator: 'exist', value: null}]`,
  ])('attribute is read as WATI reads JSON: %s', async (text) => {
    await add('85255530009', { customParams: [{ name: 'nick', value: `O'Neil "Bo"` }] });
    expect((await list({ attribute: text })).body.contact_list.map((contact) => contact.wAid)).toEqual(['85255530009']);
  });

  test.each([
    'no json',
    '[{name: "plan", operator: contain, value: "gold"}]',
    `[{name: "plan", operator: "contain', value: "gold"}]`,
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

  test.each([
    ['one Chinese character', '丽'],
    ['two of them', '美丽'],
    ['other casing of another script', 'ПЁТР'],
    ['part of a long name', 'мённый Пёт'],
  ])('name finds %s', async (_kind, name) => {
    await add('85255570001', { name: '王美丽' });
    await add('85255570002', { name: 'Безымённый Пётр' });
    const found = (await list({ name })).body.contact_list.map((contact) => contact.wAid);
    expect(found).toEqual([/[а-яё]/i.test(name) ? '85255570002' : '85255570001']);
  });

  test('attribute finds the name and the number, and the last of a changed value', async () => {
    await add('85255580001', { name: 'Attribute Anna', customParams: [{ name: 'hue', value: 'Dark Blue' }] });
    const numbers = async (...row: [string, string, string?]) => {
      const [name, operator, value] = row;
      return (await attribute([{ name, operator, value }])).body.contact_list.map((contact) => contact.wAid);
    };
    expect(await numbers('name', '==', 'Attribute Anna')).toEqual(['85255580001']);
    expect(await numbers('phone', 'contain', '5580001')).toEqual(['85255580001']);
    expect(await numbers('phone', '==', '+852 5558-0001')).toEqual(['85255580001']);
    expect(await numbers('phone', 'contain', '+852 5558 0001')).toEqual(['85255580001']);
    expect(await numbers('phone', 'contain', '+5558 0001')).toEqual([]);
    expect(await numbers('phone', 'contain', '5558 0001')).toEqual(['85255580001']);
    expect(await numbers('hue', 'contain', 'k b')).toEqual(['85255580001']);
    await add('85255580001', { customParams: [{ name: 'hue', value: 'red' }] });
    expect(await numbers('hue', 'contain', 'k b')).toEqual([]);
    expect(await numbers('hue', '==', 'red')).toEqual(['85255580001']);
    expect(await numbers('hue', 'contain', '_e')).toEqual([]);
  });

  test('pages of many days are the same from either end', async () => {
    const other = await startOther('100303');
    const insert = systemStatement(
      'test.contacts-of-days',
      `insert into contacts (tenant_id, id, wa_id, created_at, updated_at)
       select '100303', lpad(to_hex(1735689600 + n * 20000), 8, '0') || lpad(to_hex(n), 16, '0'), (4470000000 + n)::text,
         to_timestamp(1735689600 + n * 20000), now() from generate_series(1, 57) n`,
    );
    await parley.db.system(insert);
    const numbers: string[] = [];
    for (let pageNumber = 1; pageNumber <= 9; pageNumber += 1) {
      const { body } = await other<ContactList>('GET', '/api/v1/getContacts', { query: { pageNumber, pageSize: 7 } });
      expect(body.link).toMatchObject({ total: 57, pageNumber });
      numbers.push(...body.contact_list.map((contact) => contact.wAid));
    }
    expect(numbers).toEqual(Array.from({ length: 57 }, (_, at) => String(4470000057 - at)));
    const day = await other<ContactList>('GET', '/api/v1/getContacts', {
      query: { createdDate: '2025-01-03', pageSize: 3 },
    });
    expect(day.body.contact_list.map((contact) => contact.wAid)).toEqual(['4470000012', '4470000011', '4470000010']);
    expect(day.body.link.total).toBe(4);
  });

  test('a filter that more than 10,000 pass pages through them all', async () => {
    const other = await startOther('100304');
    const insert = systemStatement(
      'test.many-contacts',
      `insert into contacts (tenant_id, id, wa_id, attributes, created_at, updated_at)
       select '100304', lpad(to_hex(1735689600 + n), 8, '0') || lpad(to_hex(n), 16, '0'), (4480000000 + n)::text,
         case when n % 10 = 0 then '{}' else '{"in":"yes"}' end::jsonb, now(), now() from generate_series(1, 11500) n`,
    );
    await parley.db.system(insert);
    const filter = JSON.stringify([{ name: 'in', operator: '==', value: 'yes' }]);
    const seen = new Set<string>();
    for (let pageNumber = 1; ; pageNumber += 1) {
      const query = { attribute: filter, pageSize: 1_000, pageNumber };
      const { body } = await other<ContactList>('GET', '/api/v1/getContacts', { query });
      for (const contact of body.contact_list) seen.add(contact.wAid);
      expect(body.link.total).toBe(10_350);
      if (body.link.nextPage === null) break;
    }
    expect(seen.size).toBe(10_350);
    const missing = JSON.stringify([{ name: 'in', operator: 'notExist' }]);
    const others = await other<ContactList>('GET', '/api/v1/getContacts', { query: { attribute: missing } });
    expect(others.body.link.total).toBe(1_150);
  });

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

describe('contacts, the list of Pipedream', () => {
  const page = (json: unknown) =>
    parley.api<{ result: { items: Contact[]; total: number } }>('POST', '/api/v1/contacts', { json });

  test('pages from 0', async () => {
    const first = await page({ pageSize: 2, pageNumber: 0 });
    const second = await page({ PageSize: '2', PageNumber: '1' });
    const both = await list({ pageSize: 4 });
    expect(first.status).toBe(200);
    expect([...first.body.result.items, ...second.body.result.items]).toEqual(both.body.contact_list);
    expect(first.body.result.total).toBe(both.body.link.total);
  });

  test('has 10 on a page unless told', async () => {
    expect((await page({})).body.result.items).toHaveLength(10);
  });

  test.each([{ pageNumber: -1 }, { pageSize: -5 }, { pageSize: 'all' }])('refuses %o', async (json) => {
    expect(await page(json)).toMatchObject({ status: 400, body: { result: false } });
  });
});

/** A client of another workspace, which has no channel. */
async function startOther(tenantId: string): Promise<ApiClient> {
  const { token } = await parley.addTenant(tenantId);
  return createApiClient(`${parley.baseUrl}/${tenantId}`, token);
}
