import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface TemplateList {
  result: string;
  messageTemplates: { id: string; elementName: string; status: string }[];
  link: { nextPage: string | null; pageNumber: number; pageSize: number; total: number };
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.settle();
});

afterAll(() => parley.stop());

const list = (query: Record<string, string | number> = {}, call: ApiCall = {}) =>
  parley.api<TemplateList>('GET', '/api/v2/getMessageTemplates', { query, ...call });

const namesOf = ({ messageTemplates }: TemplateList): string[] =>
  messageTemplates.map((template) => template.elementName).sort();

describe('getMessageTemplatesV2', () => {
  test('lists the rows of v1, in all states', async () => {
    const query = { pageSize: 500 };
    const first = await parley.api<TemplateList>('GET', '/api/v1/getMessageTemplates', { query });
    const { body } = await list({ pageSize: 500 });
    expect(body.result).toBe('success');
    expect(body.messageTemplates).toEqual(first.body.messageTemplates);
    expect(namesOf(body)).toEqual(['draft_note', 'order_update', 'otp', 'promo', 'welcome']);
    expect(body.messageTemplates.find((row) => row.elementName === 'draft_note')?.status).toBe('PENDING');
  });

  test('is filtered by a part of the name, in any case', async () => {
    expect(namesOf((await list({ name: 'ORDER' })).body)).toEqual(['order_update']);
    expect(namesOf((await list({ Name: 'o' })).body)).toEqual([
      'draft_note',
      'order_update',
      'otp',
      'promo',
      'welcome',
    ]);
    expect((await list({ name: '%' })).body.link.total).toBe(0);
    expect((await list({ name: 'nothing_like_it' })).body).toMatchObject({ result: 'success', messageTemplates: [] });
  });

  test('is filtered by the account', async () => {
    expect((await list({ wabaId: '200200' })).body.link.total).toBe(5);
    expect((await list({ wabaId: '999' })).body.messageTemplates).toEqual([]);
  });

  test('pages with links that keep the filters', async () => {
    const { body } = await list({ pageSize: 1, name: 'o', wabaId: '200200' });
    expect(body.link).toMatchObject({ pageNumber: 1, pageSize: 1, total: 5 });
    const next = new URL(body.link.nextPage ?? '');
    expect(next.pathname).toBe('/100100/api/v2/getMessageTemplates');
    expect(Object.fromEntries(next.searchParams)).toEqual({
      pageSize: '1',
      pageNumber: '2',
      name: 'o',
      wabaId: '200200',
    });
    expect((await list()).body.link).toMatchObject({ pageNumber: 1, pageSize: 10 });
  });

  test('shows nothing of another workspace', async () => {
    const { token } = await parley.addTenant('100701');
    const other = createApiClient(`${parley.baseUrl}/100701`, token);
    const { body } = await other<TemplateList>('GET', '/api/v2/getMessageTemplates', { query: { wabaId: '200200' } });
    expect(body.messageTemplates).toEqual([]);
  });

  test('needs a token with one of the scopes', async () => {
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    expect((await list({}, { token: reader })).status).toBe(200);
    const writer = await parley.addToken({ scopes: ['messagetemplate:write'] });
    expect((await list({}, { token: writer })).status).toBe(403);
    expect((await list({}, { token: null })).status).toBe(401);
  });
});
