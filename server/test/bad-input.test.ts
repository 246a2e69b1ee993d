import { FormData } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

// Hostile and mistaken input is refused in the version's own envelope, stores nothing and leaks nothing.
let parley: TestPlatform;
const known = '4479000000077';
const textPath = '/api/ext/v3/conversations/messages/text';
const parameters = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Acme' },
];

const countStatement = systemStatement<{ rows: number }>(
  'test.count',
  `select (select count(*) from messages) + (select count(*) from contacts) + (select count(*) from media)
     + (select count(*) from webhook_endpoints) + (select count(*) from campaigns) as rows`,
);

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(known, 'hello');
  await parley.settle();
});
afterAll(() => parley.stop());

async function refused(
  method: string,
  path: string,
  call: ApiCall,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const [before] = await parley.db.system(countStatement);
  const answer = await parley.api<Record<string, unknown>>(method, path, call);
  await parley.settle();
  const [after] = await parley.db.system(countStatement);
  expect(after?.rows, 'nothing is stored').toBe(before?.rows);
  expect(answer.text).not.toMatch(/\bat .*\.ts:\d+|node_modules|select |insert /);
  return answer;
}

const legacy = { result: false, info: expect.stringMatching(/\S/) };
const v3 = { code: expect.any(Number), message: expect.stringMatching(/\S/), timestamp: expect.stringMatching(/Z$/) };

test('malformed JSON', async () => {
  const raw = '{"template_name": "welcome", ';
  const headers = { 'content-type': 'application/json' };
  const query = { whatsappNumber: '447900000002' };
  expect(await refused('POST', '/api/v1/sendTemplateMessage', { raw, headers, query })).toMatchObject({
    status: 400,
    body: legacy,
  });
  expect(await refused('POST', textPath, { raw, headers })).toMatchObject({ status: 400, body: v3 });
});

test('wrong types', async () => {
  const json = { template_name: 'welcome', broadcast_name: 'x', receivers: 'everybody' };
  expect(await refused('POST', '/api/v1/sendTemplateMessages', { json })).toMatchObject({ status: 400, body: legacy });
  const v3Json = { template_name: 'welcome', broadcast_name: 'x', recipients: { phone_number: '1' } };
  expect(await refused('POST', '/api/ext/v3/messageTemplates/send', { json: v3Json })).toMatchObject({
    status: 400,
    body: v3,
  });
});

test('a body of 30 MB', async () => {
  const headers = { 'content-type': 'application/json' };
  const raw = JSON.stringify({ target: known, text: 'x'.repeat(30 * 1024 * 1024) });
  expect(await refused('POST', textPath, { raw, headers })).toMatchObject({ status: 413, body: v3 });
  const v1 = { raw, headers, query: { whatsappNumber: known } };
  expect(await refused('POST', '/api/v1/sendTemplateMessage', v1)).toMatchObject({ status: 413, body: legacy });
});

test('an unknown template, one that waits for its review, and missing parameters', async () => {
  const query = { whatsappNumber: '447900000002' };
  const send = (template_name: string, given: unknown[]) =>
    refused('POST', '/api/v1/sendTemplateMessage', {
      query,
      json: { template_name, broadcast_name: 'x', parameters: given },
    });
  expect(await send('no_such_template', parameters)).toMatchObject({ status: 200, body: legacy });
  expect(await send('draft_note', parameters)).toMatchObject({ status: 400, body: legacy });
  expect(await send('welcome', [])).toMatchObject({ status: 400, body: legacy });
  const json = {
    template_name: 'no_such_template',
    broadcast_name: 'x',
    recipients: [{ phone_number: '447900000002' }],
  };
  expect(await refused('POST', '/api/ext/v3/messageTemplates/send', { json })).toMatchObject({
    status: 200,
    body: { success: false, broadcast_id: null },
  });
});

test('an invalid number', async () => {
  const json = { template_name: 'welcome', broadcast_name: 'x', parameters };
  const query = { whatsappNumber: '123' };
  expect(await refused('POST', '/api/v1/sendTemplateMessage', { query, json })).toMatchObject({
    status: 200,
    body: { result: false, validWhatsAppNumber: false },
  });
  expect(await refused('POST', '/api/v1/addContact/abc', { json: { name: 'x' } })).toMatchObject({
    status: 200,
    body: legacy,
  });
  const contact = { whatsapp_number: '12', name: 'x' };
  expect(await refused('POST', '/api/ext/v3/contacts', { json: contact })).toMatchObject({ status: 400, body: v3 });
});

test("a foreign tenant's ids and path", async () => {
  const foreign = await parley.addTenant('505050');
  const history = await parley.api<{ messages: { items: { id: string; conversationId: string }[] } }>(
    'GET',
    `/api/v1/getMessages/${known}`,
  );
  const [row] = history.body.messages.items;
  const { token } = foreign;
  expect(await refused('GET', '/api/v1/getContacts', { token })).toMatchObject({ status: 403 });
  const v3Messages = `/api/ext/v3/conversations/${row?.conversationId}/messages`;
  expect(await refused('GET', v3Messages, { token })).toMatchObject({ status: 404, body: v3 });
  expect(await refused('GET', `/api/ext/v3/conversations/messages/file/${row?.id}`, { token })).toMatchObject({
    status: 404,
  });
  expect(await refused('GET', `/api/ext/v3/contacts/${known}`, { token })).toMatchObject({ status: 404 });
});

test('no token, an unknown, an expired and a too narrow one', async () => {
  const expired = await parley.addToken({ expiresAt: new Date(parley.clock.nowMs() - 1000) });
  const narrow = await parley.addToken({ scopes: ['contactsv3:read'] });
  for (const [token, status] of [
    [null, 401],
    ['nobody', 401],
    [expired, 401],
    [narrow, 403],
  ] as const) {
    const json = { target: known, text: 'x' };
    expect(await refused('POST', textPath, { token, json })).toMatchObject({ status, body: v3 });
    const query = { messageText: 'x' };
    const answer = await refused('POST', `/api/v1/sendSessionMessage/${known}`, { token, query });
    expect(answer).toMatchObject({ status, body: legacy });
  }
});

test('a file of a forbidden type, and one from a place that can not be reached', async () => {
  const multipart = new FormData();
  multipart.set('target', known);
  multipart.set('file', new File([Buffer.from('MZ\u0090 not a picture')], 'picture.png', { type: 'image/png' }));
  expect(await refused('POST', '/api/ext/v3/conversations/messages/file', { multipart })).toMatchObject({
    status: 400,
    body: v3,
  });
  const json = { target: known, file_url: 'http://127.0.0.1:1/none.pdf' };
  expect(await refused('POST', '/api/ext/v3/conversations/messages/fileViaUrl', { json })).toMatchObject({
    status: 400,
    body: v3,
  });
  const scheme = { target: known, file_url: 'file:///etc/passwd' };
  expect(await refused('POST', '/api/ext/v3/conversations/messages/fileViaUrl', { json: scheme })).toMatchObject({
    status: 400,
    body: v3,
  });
});

test('a path outside the media of the tenant', async () => {
  for (const fileName of [
    '../../../etc/passwd',
    'data/images/../../secret-key',
    '/etc/passwd',
    'data/images/%00.jpg',
  ]) {
    expect(await refused('GET', '/api/v1/getMedia', { query: { fileName } })).toMatchObject({
      status: 404,
      body: legacy,
    });
  }
});

test('the log holds no token, secret or text of a message', async () => {
  const secret = 'a text that nobody else should read';
  await parley.api('POST', `/api/v1/sendSessionMessage/${known}`, { query: { messageText: secret } });
  await parley.settle();
  const log = parley.logLines.join('\n');
  expect(log).toContain('"msg":"request"');
  for (const word of [parley.token, parley.appSecret, parley.verifyToken, 'nobody', secret])
    expect(log).not.toContain(word);
});
