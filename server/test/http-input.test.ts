import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ContractServer, multipart, startContractServer } from './http/contract-server.ts';
import { createRecorder, type Recorder } from './http/recording-handlers.ts';

let parley: ContractServer;
let recorder: Recorder;

beforeAll(async () => {
  recorder = createRecorder();
  parley = await startContractServer(recorder.handlers);
});
afterAll(() => parley.close());
beforeEach(() => {
  recorder.seen.length = 0;
});

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

describe('a parameter of v1', () => {
  const text = 'Grüße & 100% + 你好';
  const way: Record<string, { query?: string; type?: string; body?: string | Buffer }> = {
    query: { query: `?messageText=${encodeURIComponent(text)}` },
    urlencoded: { type: form, body: new URLSearchParams({ messageText: text }).toString() },
    multipart: multipart([['messageText', text]]),
    json: { type: json, body: JSON.stringify({ messageText: text }) },
    'json patch type': { type: 'application/json-patch+json', body: JSON.stringify({ messageText: text }) },
    'text/json with a charset': { type: 'text/json; charset=utf-8', body: JSON.stringify({ MESSAGETEXT: text }) },
    'a vendor type': { type: 'application/vnd.acme+json', body: JSON.stringify({ messagetext: text }) },
    'json without a type': { body: JSON.stringify({ messageText: text }) },
    'json under a wrong type': { type: 'text/plain', body: JSON.stringify({ messageText: text }) },
    'json under a form type': { type: form, body: JSON.stringify({ messageText: text }) },
    'json under a malformed type': { type: 'json', body: JSON.stringify({ messageText: text }) },
    'json with a byte order mark': { type: json, body: `\uFEFF${JSON.stringify({ messageText: text })}` },
    'json in UTF-16': {
      type: 'application/json; charset=utf-16le',
      body: Buffer.from(JSON.stringify({ messageText: text }), 'utf16le'),
    },
  };
  test.each(Object.entries(way))('is taken from %s', async (_name, { query = '', ...body }) => {
    const answer = await parley.call(`/api/v1/sendSessionMessage/85255501234${query}`, { method: 'POST', ...body });
    expect(answer.status).toBe(200);
    expect(recorder.last().query.messageText).toBe(text);
  });

  test('is taken from the query before a form, unless it is empty there, and from a form before nothing', async () => {
    await parley.call('/api/v1/sendSessionMessage/852?messageText=q', {
      method: 'POST',
      type: form,
      body: 'messageText=f',
    });
    expect(recorder.last().query.messageText).toBe('q');
    const empty = '/api/v1/sendSessionMessage/852?messageText=';
    await parley.call(empty, { method: 'POST', type: json, body: '{"messageText":"j"}' });
    expect(recorder.last().query.messageText).toBe('j');
    await parley.call(empty, { method: 'POST' });
    expect(recorder.last().query.messageText).toBe('');
  });

  test.each([
    [
      'multipart',
      multipart([
        ['pageSize', '25'],
        ['PageNumber', '2'],
        ['name', 'Mei'],
      ]),
    ],
    ['urlencoded', { type: form, body: 'pagesize=25&pageNumber=2&name=Mei' }],
    ['json', { type: json, body: '{"pageSize":25,"pageNumber":"2","name":"Mei"}' }],
  ])('is read from the %s body of a GET', async (_name, body) => {
    expect((await parley.call('/api/v1/getContacts', body)).status).toBe(200);
    expect(recorder.last().query).toMatchObject({ pageSize: 25, pageNumber: 2, name: 'Mei' });
  });

  test('may be a list: repeated, with brackets, single, or in JSON', async () => {
    const lists = [
      '?teams=Sales&teams=Support',
      '?teams[]=Sales&teams[]=Support',
      '?teams[1]=Support&teams[0]=Sales',
      '?teams=["Sales","Support"]',
    ];
    for (const query of lists) {
      await parley.call(`/api/v1/assignTeam${query}`, { method: 'POST' });
      expect(recorder.last().query.teams).toEqual(['Sales', 'Support']);
    }
    await parley.call('/api/v1/assignTeam?Teams=Sales', { method: 'POST' });
    expect(recorder.last().query.teams).toEqual(['Sales']);
    await parley.call('/api/v1/assignTeam', { method: 'POST', type: json, body: '{"teams":["Sales"]}' });
    expect(recorder.last().query.teams).toEqual(['Sales']);
  });

  test('the exact casing wins over another casing', async () => {
    await parley.call('/api/v1/getContacts?NAME=loud&name=exact&Name=other');
    expect(recorder.last().query.name).toBe('exact');
  });

  test('an undocumented query name is kept', async () => {
    await parley.call('/api/ext/v3/contacts?channel=Main');
    expect(recorder.last().query.channel).toBe('Main');
  });
});

describe('paging', () => {
  test('goes with blank moments, which are none', async () => {
    const answer = await parley.call('/api/ext/v3/broadcasts?date_from=&date_to=%20');
    expect(answer.status).toBe(200);
    expect(recorder.last().query).toEqual({ page_number: 1, page_size: 50 });
  });

  test('of v3 is filled in, and taken in camel case', async () => {
    await parley.call('/api/ext/v3/contacts');
    expect(recorder.last().query).toEqual({ page_number: 1, page_size: 50 });
    await parley.call('/api/ext/v3/contacts?pageSize=7&pageNumber=3');
    expect(recorder.last().query).toMatchObject({ page_number: 3, page_size: 7 });
    await parley.call('/api/ext/v3/contacts/count');
    expect(recorder.last().query).toEqual({});
  });

  test.each(['page_size=0', 'page_size=101', 'page_size=-1'])('of v3 refuses %s', async (query) => {
    const answer = await parley.call(`/api/ext/v3/contacts?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 400, message: 'page_size is out of range.' });
  });

  test('of v1 is filled in, starts at 1 and caps huge pages', async () => {
    await parley.call('/api/v1/getContacts');
    expect(recorder.last().query).toEqual({ pageNumber: 1, pageSize: 10 });
    await parley.call('/api/v1/getContacts?pageNumber=0&pageSize=5000');
    expect(recorder.last().query).toEqual({ pageNumber: 1, pageSize: 1000 });
    await parley.call('/api/v1/getContacts?pageSize=500&pageNumber=');
    expect(recorder.last().query).toEqual({ pageNumber: 1, pageSize: 500 });
  });

  test.each(['pageSize=-1', 'pageSize=ten', 'pageNumber=1.5'])('of v1 refuses %s', async (query) => {
    const answer = await parley.call(`/api/v1/getContacts?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json.result).toBe(false);
  });
});

describe('a path', () => {
  test.each([
    '/API/V1/GETCONTACTS',
    '/api/v1/getContacts/',
    '/api/v1/getContacts/?name=x',
    '//api//v1/getContacts',
    '/100100/api/v1/getContacts',
    '//100100//api/v1//getcontacts/?name=x',
  ])('is found as %s', async (path) => {
    expect((await parley.call(path)).status).toBe(200);
    expect(recorder.last().operation).toBe('getContacts');
  });

  test('of v3 is found with the tenant segment, in any casing and under its alias', async () => {
    expect((await parley.call('/100100/api/ext/v3/contacts')).status).toBe(200);
    expect((await parley.call('/api/ext/v3/CONTACTS/Count')).status).toBe(200);
    const tag = { method: 'POST', type: json, body: '{"tag_name":"vip"}' } as const;
    expect((await parley.call('/api/ext/v3/conversations/852/conv-tags', tag)).status).toBe(200);
    expect((await parley.call('/api/ext/v3/webhooks/e1', { method: 'PUT', type: json, body: '{}' })).status).toBe(200);
    expect(recorder.seen.map((seen) => seen.operation)).toEqual([
      'listContacts',
      'countContacts',
      'addConversationTag',
      'updateWebhook',
    ]);
  });

  test.each([
    ['Main%3A%2B852555', 'Main:+852555'],
    ['Main:+852555', 'Main:+852555'],
    ['HK.AbC123', 'HK.AbC123'],
    ['Zo%C3%AB%20Shop%3A1', 'Zoë Shop:1'],
    ['a%252Fb', 'a%2Fb'],
    ['a%2Fb', 'a/b'],
  ])('keeps the parameter %s as %s', async (sent, expected) => {
    await parley.call(`/api/ext/v3/contacts/${sent}`);
    expect(recorder.last().params).toEqual({ target: expected });
  });

  test('takes a long parameter', async () => {
    const target = 'x'.repeat(300);
    await parley.call(`/api/ext/v3/contacts/${target}`);
    expect(recorder.last().params).toEqual({ target });
  });

  test('takes a message of full length in the query', async () => {
    const text = '語'.repeat(4096);
    const path = `/api/v1/sendSessionMessage/852?messageText=${encodeURIComponent(text)}`;
    expect((await parley.call(path, { method: 'POST' })).status).toBe(200);
    expect(recorder.last().query.messageText).toBe(text);
  });
});

describe('a refusal names the field', () => {
  const v3 = (path: string, body: unknown) =>
    parley.call(path, { method: 'POST', type: json, body: JSON.stringify(body) });
  test.each([
    [{ template_name: 't', broadcast_name: 'b', recipients: [] }, 'recipients must hold at least 1 item.'],
    [{ template_name: 't', recipients: [{}] }, 'broadcast_name is required.'],
    [{ template_name: 't', broadcast_name: 'b', recipients: [{ target: {} }] }, 'recipients[0].target must be a text.'],
    [{ template_name: [], broadcast_name: 'b', recipients: [{}] }, 'template_name must be a text.'],
    [[], 'The request body must be an object.'],
  ])('%j', async (body, message) => {
    const answer = await v3('/api/ext/v3/messageTemplates/send', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 400, message });
    expect(recorder.seen).toHaveLength(0);
  });

  test('with the sentence of WATI where that is known', async () => {
    const answer = await parley.call('/api/v1/whatsApp/messages/15550100001/short');
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      result: false,
      info: 'Local message ID length must be between 10 and 64 characters',
      message: 'Local message ID length must be between 10 and 64 characters',
      reason: 'request.invalid',
    });
  });

  test('of an alternative', async () => {
    const answer = await parley.call('/api/v1/sendInteractiveButtonsMessage?whatsappNumber=1', {
      method: 'POST',
      type: json,
      body: JSON.stringify({ body: 'x', buttons: [1, 2, 3, 4].map((id) => ({ text: `b${id}` })) }),
    });
    expect(answer.json.info).toBe('buttons must hold at most 3 items.');
  });
});
