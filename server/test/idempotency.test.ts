import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createTag } from '../src/modules/conversations/index.ts';
import { runOnce } from '../src/modules/idempotency/index.ts';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { multipart } from './http/contract-server.ts';
import { createGate } from './outgoing-lab.ts';

const countKeysStatement = systemStatement<{ count: number }>('test.keys', 'select count(*) from idempotency_keys');
const cutOffStatement = systemStatement('test.cut-off', 'update idempotency_keys set answer = null where key = $1');
const readAnswersStatement = systemStatement<{ answer: string }>('test.answers', 'select answer from idempotency_keys');
const customer = '31900000001';
const replayed = 'idempotency-replayed';

let parley: TestPlatform;
beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(customer, 'Hello', { profileName: 'Noor' });
  await parley.settle();
});
afterAll(() => parley.stop());

let keys = 0;
function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

function call(method: string, path: string, key: string, rest: ApiCall) {
  return parley.api<Record<string, unknown>>(method, path, {
    ...rest,
    headers: { ...rest.headers, 'idempotency-key': key },
  });
}

const welcome = (name: string) => ({
  template_name: 'welcome',
  broadcast_name: 'news',
  parameters: [
    { name: 'name', value: name },
    { name: 'company', value: 'Acme' },
  ],
});
const sendPath = (waId: string) => `/api/v2/sendTemplateMessage?whatsappNumber=${waId}`;
const textPath = '/api/ext/v3/conversations/messages/text';

async function phone(waId: string) {
  await parley.settle();
  return parley.simulator.phone(waId);
}

const recipients = (waId: string) => [
  { phone_number: waId, custom_params: welcome('Noor').parameters },
  { phone_number: '12', custom_params: [] },
];
const writes: [title: string, method: string, path: string, rest: ApiCall][] = [
  ['v1 a template', 'POST', '/api/v1/sendTemplateMessage?whatsappNumber=31900000010', { json: welcome('A') }],
  ['v1 a session text', 'POST', `/api/v1/sendSessionMessage/${customer}`, { form: { messageText: 'once' } }],
  ['v1 a new contact', 'POST', '/api/v1/addContact/31900000011', { json: { name: 'Sam' } }],
  ['v2 a template', 'POST', sendPath('31900000012'), { json: welcome('B') }],
  [
    'v2 a webhook endpoint',
    'POST',
    '/api/v2/webhookEndpoints',
    { json: [{ phoneNumber: '15550100001', status: 0, url: 'http://127.0.0.1:9/hook', eventTypes: ['message'] }] },
  ],
  ['v3 a text', 'POST', textPath, { json: { target: customer, text: 'once more' } }],
  ['v3 a contact', 'POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31900000013', name: 'Kim' } }],
  [
    'v3 templates',
    'POST',
    '/api/ext/v3/messageTemplates/send',
    { json: { template_name: 'welcome', broadcast_name: 'n', recipients: recipients('31900000014') } },
  ],
];

describe('a call repeated with its key', () => {
  test.each(writes)('is done once: %s', async (_title, method, path, rest) => {
    const key = newKey();
    const first = await call(method, path, key, rest);
    const again = await call(method, path, key, rest);
    expect(first.status).toBe(200);
    expect(first.headers[replayed]).toBeUndefined();
    expect(again.headers[replayed]).toBe('true');
    expect({ ...again, headers: {} }).toEqual({ ...first, headers: {} });
  });

  test('sends one message', async () => {
    expect(await phone('31900000010')).toHaveLength(1);
    expect(await phone('31900000012')).toHaveLength(1);
    expect(await phone('31900000014')).toHaveLength(1);
    const texts = (await phone(customer)).filter((message) => message.direction === 'out');
    expect(texts.map((message) => message.text)).toEqual(['once', 'once more']);
  });

  test('is done once when all repeats come at the same time', async () => {
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call('POST', sendPath('31900000020'), key, { json: welcome('C') })),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers[replayed] === undefined)).toHaveLength(1);
    expect(await phone('31900000020')).toHaveLength(1);
  });

  test('is the same call whatever the order of its members', async () => {
    const key = newKey();
    await call('POST', textPath, key, { json: { target: customer, text: 'x' } });
    const again = await call('POST', textPath, key, { json: { text: 'x', target: customer } });
    expect(again.headers[replayed]).toBe('true');
  });

  test('with a file is known by its bytes', async () => {
    const key = newKey();
    const path = `/api/v1/sendSessionFile/${customer}`;
    const file = (content: string): ApiCall => {
      const { type, body } = multipart([['file', { fileName: 'note.txt', type: 'text/plain', content }]]);
      return { raw: body, headers: { 'content-type': type } };
    };
    const first = await call('POST', path, key, file('one'));
    expect((await call('POST', path, key, file('one'))).text).toBe(first.text);
    expect((await call('POST', path, key, file('two'))).status).toBe(409);
    const files = (await phone(customer)).filter((message) => message.type === 'document');
    expect(files).toHaveLength(1);
  });

  test('asks Meta once', async () => {
    const json = { type: 'template', category: 'UTILITY', elementName: 'kept_once', language: 'en', body: 'Hello.' };
    const draft = await call('POST', '/api/v1/whatsApp/templates', newKey(), { json });
    const { result } = draft.body as { result: Record<string, unknown> };
    const key = newKey();
    const change = { json: { ...result, status: 'PENDING' } };
    const submit = () => call('POST', '/api/v1/templates/update', key, change);
    const first = await submit();
    expect(first).toMatchObject({ status: 200, body: { result: { status: 'PENDING' } } });
    expect((await submit()).text).toBe(first.text);
    const requests = await parley.simulator.graphRequests();
    expect(
      requests.filter((asked) => asked.operation === 'template.create' && JSON.stringify(asked).includes('kept_once')),
    ).toHaveLength(1);
  });
});

describe('409', () => {
  test('another call with the key is refused in the envelope of its version', async () => {
    const key = newKey();
    await call('POST', textPath, key, { json: { target: customer, text: 'first' } });
    const other = await call('POST', textPath, key, { json: { target: customer, text: 'second' } });
    const legacy = await call('POST', sendPath('31900000030'), key, { json: welcome('D') });
    expect(other).toMatchObject({ status: 409, body: { code: 409, message: expect.stringContaining('different') } });
    expect(legacy).toMatchObject({ status: 409, body: { result: false, reason: 'idempotency.key_reused' } });
    expect(await phone('31900000030')).toEqual([]);
  });

  test('a new secret is not shown again to another caller who guesses the call and its key', async () => {
    const key = newKey();
    const json = { name: 'Everything', scopes: null };
    const first = await call('POST', '/api/parley/v1/tokens', key, { json });
    const weak = await parley.addToken({ scopes: ['tokens:write'] });
    const guessed = await call('POST', '/api/parley/v1/tokens', key, { json, token: weak });
    expect(guessed).toMatchObject({ status: 409, body: { reason: 'idempotency.key_reused' } });
    expect((await call('POST', '/api/parley/v1/tokens', key, { json })).body).toEqual(first.body);
  });

  test('a call that speaks to the network meanwhile is under way, and its answer is repeated afterwards', async () => {
    const { db, clock } = parley;
    const deps = { db, clock, secrets: createSecretBox('a secret key for the tests only') };
    const ctx = { tenantId: parley.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    const call = { key: newKey(), fingerprint: 'the same call' };
    const [isOut, mayAnswer] = [createGate(), createGate()];
    let times = 0;
    const work = async () => {
      times += 1;
      await createTag(parley, ctx, 'made by a call');
      await db.checkpoint();
      isOut.open();
      await mayAnswer.opened;
      return { times };
    };
    const first = runOnce(deps, ctx, call, work);
    await isOut.opened;
    await expect(runOnce(deps, ctx, call, work)).rejects.toMatchObject({ reason: 'idempotency.in_progress' });
    mayAnswer.open();
    expect(await first).toEqual({ answer: { times: 1 }, isReplay: false });
    expect(await runOnce(deps, ctx, call, work)).toEqual({ answer: { times: 1 }, isReplay: true });
  });

  test('a call that was cut off in the middle is not done again', async () => {
    const key = newKey();
    const send = () => call('POST', sendPath('31900000031'), key, { json: welcome('E') });
    await send();
    await parley.db.system(cutOffStatement, [key]);
    expect(await send()).toMatchObject({ status: 409, body: { reason: 'idempotency.in_progress' } });
    await parley.simulator.advance(121);
    expect(await send()).toMatchObject({ status: 409, body: { reason: 'idempotency.outcome_unknown' } });
    expect(await phone('31900000031')).toHaveLength(1);
  });
});

describe('a key is not used up', () => {
  test('by a call that was refused', async () => {
    const key = newKey();
    const path = sendPath('31900000040');
    expect((await call('POST', path, key, { json: { ...welcome('F'), template_name: 'unknown' } })).status).not.toBe(
      409,
    );
    expect(await call('POST', path, key, { json: welcome('F') })).toMatchObject({
      status: 200,
      body: { result: true },
    });
  });

  test('by a business refusal, which may be lifted', async () => {
    const key = newKey();
    const send = () => call('POST', '/api/v1/sendSessionMessage/31900000041', key, { form: { messageText: 'later' } });
    expect(await send()).toMatchObject({ status: 200, body: { result: false } });
    await parley.simulator.writeText('31900000041', 'now', { profileName: 'Lee' });
    await parley.settle();
    expect(await send()).toMatchObject({ status: 200, body: { result: 'success' } });
  });

  test('by a read', async () => {
    const before = await parley.db.system(countKeysStatement);
    await call('GET', '/api/v1/getContacts', newKey(), {});
    expect(await parley.db.system(countKeysStatement)).toEqual(before);
  });

  test('by another workspace', async () => {
    const { token } = await parley.addTenant('100200');
    const key = newKey();
    await call('POST', '/api/ext/v3/contacts', key, { json: { whatsapp_number: '31900000050', name: 'Mine' } });
    const other = createApiClient(parley.baseUrl, token);
    const answer = await other('POST', '/api/ext/v3/contacts', {
      json: { whatsapp_number: '31900000050', name: 'Theirs' },
      headers: { 'idempotency-key': key },
    });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.headers[replayed]).toBeUndefined();
  });
});

describe('a key', () => {
  test.each([['two words'], ['x'.repeat(256)], ['é']])('of a wrong form is refused: %s', async (key) => {
    const answer = await call('POST', textPath, key, { json: { target: customer, text: 'never' } });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('Idempotency-Key') } });
  });

  test('keeps its answer sealed', async () => {
    const answers = await parley.db.system(readAnswersStatement);
    expect(answers.length).toBeGreaterThan(8);
    expect(answers.filter(({ answer }) => answer?.includes('31900000'))).toEqual([]);
  });

  test('is forgotten after 24 hours', async () => {
    const key = newKey();
    const send = () => call('POST', sendPath('31900000060'), key, { json: welcome('G') });
    await send();
    await parley.simulator.advance(23 * 3600);
    expect((await send()).headers[replayed]).toBe('true');
    await parley.simulator.advance(3 * 3600);
    expect((await send()).headers[replayed]).toBeUndefined();
    expect(await phone('31900000060')).toHaveLength(2);
  });
});
