import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiDeps } from '../src/http/api-deps.ts';
import { createV3Handlers } from '../src/http/v3/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

// What existing clients of v3 trip over (contract/wati-v3-behaviour.md, section 12), each as its client does it.
const handled = new Set(Object.keys(createV3Handlers({} as ApiDeps)));
const base = '/api/ext/v3';
const customer = '447907000001';
const hidden = '447907000002';
const values = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Acme' },
];

let parley: TestPlatform;
beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(customer, 'Hello');
  await parley.simulator.write(customer, { type: 'image', image: { caption: 'Look' } });
  await parley.simulator.patch(hidden, { hide_phone: true, username: 'shy' });
  await parley.simulator.writeText(hidden, 'Guess who');
  await parley.settle();
  await sendTemplate({ recipients: [{ phone_number: customer, custom_params: values }] });
  await sendText(customer);
  await parley.settle();
});
afterAll(() => parley.stop());

const get = <Body>(path: string, call: Parameters<TestPlatform['api']>[2] = {}) =>
  parley.api<Body>('GET', base + path, call);
const sendText = (target: string) =>
  parley.api<{ message: Record<string, unknown> }>('POST', `${base}/conversations/messages/text`, {
    json: { target, text: 'Hi' },
  });
const sendTemplate = (more: Record<string, unknown>) =>
  parley.api<Record<string, unknown>>('POST', `${base}/messageTemplates/send`, {
    json: { template_name: 'welcome', broadcast_name: 'traps', ...more },
  });

/** Every member of a reply, at any depth, with its path. */
function membersOf(value: unknown, path = ''): { name: string; path: string; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => membersOf(item, `${path}[${place}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = `${path}.${name}`;
    return [{ name, path: at, value: inner }, ...membersOf(inner, at)];
  });
}

const dates = new Set(['created', 'last_updated', 'scheduled_at', 'last_modified', 'expiration_time']);
const booleans = new Set([
  ...['opted_in', 'allow_broadcast', 'allow_sms', 'success', 'result', 'deleted', 'cleanup_completed', 'owner'],
  ...['include_expiry_time', 'add_security_recommendation', 'is_url_btn_click_tracking_enabled', 'has_expiration'],
]);
const integers = new Set(['page_number', 'page_size', 'total', 'total_count', 'contact_count', 'expires_in', 'code']);

function brokenFor(body: unknown): string[] {
  return membersOf(body).flatMap(({ name, path, value }) => {
    const isBroken =
      (dates.has(name) && (typeof value !== 'string' || Number.isNaN(Date.parse(value)))) ||
      (booleans.has(name) && typeof value !== 'boolean') ||
      (integers.has(name) && !Number.isInteger(value)) ||
      (name === 'is_broadcast_limit_reached' && typeof value === 'boolean') ||
      (name === 'status' && typeof value !== 'string');
    return isBroken ? [`${path}: ${JSON.stringify(value)}`] : [];
  });
}

const reads = [
  ['listContacts', '/contacts'],
  ['getContact', `/contacts/${customer}`],
  ['countContacts', '/contacts/count'],
  ['listMessages', `/conversations/${customer}/messages`],
  ['listConversations', '/conversations'],
  ['listMessageTemplates', '/messageTemplates'],
  ['listChannels', '/channels'],
  ['listChatbots', '/chatbots'],
  ['listBroadcasts', '/broadcasts'],
  ['listLeadStages', '/salesAnalytics/leadStages'],
].filter(([id = '']) => handled.has(id));

describe('a strictly typed client', () => {
  test.each(reads)('reads %s: dates, booleans and numbers are never null, a status is a word', async (_id, path) => {
    const answer = await get(path ?? '');
    expect(answer.status).toBe(200);
    expect(membersOf(answer.body).length).toBeGreaterThan(0);
    expect(brokenFor(answer.body)).toEqual([]);
  });

  test('reads what sends and refusals answer, each with its message or success', async () => {
    const text = await sendText(customer);
    expect(text.body.message).toMatchObject({ id: expect.any(String), status: 'sent' });
    const sent = await sendTemplate({ recipients: [{ phone_number: customer, custom_params: values }] });
    expect(sent.body.success).toBe(true);
    const refused = await sendTemplate({ template_name: 'nothing', recipients: [{ phone_number: customer }] });
    expect(refused).toMatchObject({ status: 200, body: { success: false, error: expect.any(String) } });
    const closed = await sendText('447907999999');
    expect(closed.body).toMatchObject({ code: closed.status, message: expect.any(String) });
    for (const { body } of [text, sent, refused, closed]) expect(brokenFor(body)).toEqual([]);
  });
});

describe('the MCP server', () => {
  test('puts the tenant id in front of a bare number, without encoding it', async () => {
    const target = `${parley.tenantId}:${customer}`;
    expect((await get(`/contacts/${target}`)).body).toMatchObject({ wa_id: customer });
    const messages = await get<{ message_list: unknown[] }>(`/conversations/${target}/messages`);
    expect(messages.body.message_list.length).toBeGreaterThan(2);
    expect((await sendText(target)).body.message).toMatchObject({ text: 'Hi' });
  });

  test('takes any member called error for a failure: no good answer has one that says something', async () => {
    const answers = await Promise.all([
      ...reads.map(([, path = '']) => get(path)),
      sendText(customer),
      sendTemplate({ recipients: [{ phone_number: customer, custom_params: values }] }),
    ]);
    const errors = answers
      .flatMap(({ body }) => membersOf(body))
      .filter(({ name, value }) => name === 'error' && value);
    expect(errors).toEqual([]);
    const { body } = await get<{ templates: { id: string }[] }>('/messageTemplates');
    const single = await get(`/messageTemplates/${body.templates[0]?.id}`);
    expect(single).toMatchObject({ status: 200, body: { id: body.templates[0]?.id } });
    expect(single.body).not.toHaveProperty('error');
  });

  test('shows when a message was made: created has a T', async () => {
    const { body } = await get<{ message_list: { created: string }[] }>(`/conversations/${customer}/messages`);
    for (const row of body.message_list) expect(row.created).toContain('T');
  });
});

describe('the n8n node', () => {
  test('tests its credential with a page size in camel case alone', async () => {
    const answer = await get<{ contact_list: unknown[] }>('/contacts', { query: { pageSize: 1 } });
    expect(answer).toMatchObject({ status: 200, body: { page_number: 1, page_size: 1 } });
    expect(answer.body.contact_list).toHaveLength(1);
  });

  test('sends templates in the words of v1', async () => {
    const { status, body } = await sendTemplate({ receivers: [{ whatsappNumber: customer, customParams: values }] });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { success: true, recipients: [{ phone_number: customer, errors: [] }] },
    });
  });

  test('finds type and name of a file in the headers', async () => {
    const { body } = await get<{ message_list: { id: string; type: string }[] }>(`/conversations/${customer}/messages`);
    const image = body.message_list.find((row) => row.type === 'image');
    const file = await get(`/conversations/messages/file/${image?.id}`);
    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toMatch(/^image\//);
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="/);
  });
});

test('the conductor client names recipients in the words of v1, inside the list of v3', async () => {
  const { body } = await sendTemplate({ recipients: [{ whatsappNumber: customer, customParams: values }] });
  expect(body).toMatchObject({ success: true, recipients: [{ phone_number: customer, errors: [] }] });
});

describe('the Frappe client', () => {
  const headers = { 'content-type': 'application/json-patch+json' };

  test('reads with the content type of v1, with and without a body', async () => {
    for (const call of [{ headers }, { headers, raw: '{}' }]) expect((await get('/contacts', call)).status).toBe(200);
  });

  test('looks at bodies alone: those of refusals are JSON with a message', async () => {
    const wrong = { headers, raw: '{"target":' };
    const answers = [
      await parley.api('POST', `${base}/conversations/messages/text`, wrong),
      await get('/contacts/nobody'),
      await get('/contacts', { token: null }),
      await get('/contacts', { query: { page_size: 'many' } }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.body).toMatchObject({ message: expect.any(String) });
      expect(answer.body).not.toHaveProperty('error');
    }
  });
});

describe('the metorial client, whose members are all wrong, is told so', () => {
  const wrong = [
    ['sendText', 'POST', '/conversations/messages/text', { target: customer, message_text: 'Hi' }],
    ['assignContactToTeams', 'PUT', '/contacts/teams', { target: customer, team_ids: ['1'] }],
    ['assignOperator', 'PUT', `/conversations/${customer}/operator`, { email: 'agent@demo.test' }],
    ['updateConversationStatus', 'PUT', `/conversations/${customer}/status`, { status: 'solved' }],
    ['sendInteractive', 'POST', '/conversations/messages/interactive', { target: customer, interactive_message: {} }],
    ['sendTemplateMessages', 'POST', '/messageTemplates/send', { template_id: '1', target: customer }],
  ] as const;

  test.each(wrong.filter(([id]) => handled.has(id)))('%s: 400', async (_id, method, path, json) => {
    const before = await parley.simulator.phone(customer);
    const answer = await parley.api(method, base + path, { json });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    await parley.settle();
    expect(await parley.simulator.phone(customer)).toHaveLength(before.length);
  });
});

test('openclaw calls a path that nobody has: 404', async () => {
  const answer = await parley.api('POST', `${base}/conversations/messages/template`, { json: { target: customer } });
  expect(answer.status).toBe(404);
});

test('health checks of clients need no parameters', async () => {
  expect(await get('/contacts/count')).toMatchObject({ status: 200, body: { contact_count: expect.any(Number) } });
  expect(await get('/channels')).toMatchObject({ status: 200, body: { channels: expect.any(Array) } });
});

test('a contact without a number has an id, and no word of undefined', async () => {
  const { body } = await get<{ contact_list: Record<string, unknown>[] }>('/contacts', { query: { page_size: 100 } });
  const contact = body.contact_list.find((row) => row.username === 'shy');
  expect(contact).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{24}$/), wa_id: null, phone: null });
  expect(contact?.bsuid).toMatch(/^[A-Z]{2}\./);
});
