import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createReferenceServer } from '../src/http/reference/serve-reference.ts';
import { sweepCalls } from '../src/modules/requests/index.ts';
import type { ApiAnswer, ApiCall } from './harness/api-client.ts';
import { buildReference } from './harness/build-reference.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const password = 'a password for the tests';
const log = '/internal/developer/requests';
const customer = '85255501234';

interface Call {
  readonly id: string;
  readonly operation: string;
  readonly path: string;
  readonly status: number;
  readonly failed: boolean;
  readonly reason: string | null;
  readonly token: { id: string; name: string } | null;
  readonly person: { name: string } | null;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  readonly requestBody: string | null;
  readonly answerBody: string | null;
  readonly requestHeaders: Record<string, string>;
  readonly answerHeaders: Record<string, string>;
}

const rowsStatement = systemStatement<{ row: string }>(
  'test.log-rows',
  'select row_to_json(l)::text as row from request_log l order by id',
);

let parley: TestPlatform;
let session: Record<string, string>;
let foreign: Record<string, string>;
beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  session = await signIn('admin@demo.test');
  foreign = await signIn('agent@demo.test');
});
afterAll(() => parley.stop());

async function signIn(email: string): Promise<Record<string, string>> {
  const answer = await parley.call<{ csrfToken: string }>('POST', '/internal/session', {
    token: null,
    json: { email, password },
  });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, 'x-parley-csrf': answer.body.csrfToken };
}

const page = <Body = Record<string, unknown>>(method: string, path: string, call: ApiCall = {}) =>
  parley.call<Body>(method, path, { token: null, ...call, headers: { ...session, ...call.headers } });

const list = async (query: Record<string, string | number> = {}): Promise<Call[]> =>
  (await page<{ calls: Call[] }>('GET', log, { query })).body.calls;

/** The call that was answered so, with its bodies, once it is written. */
async function logged(answer: ApiAnswer<unknown>): Promise<Call> {
  const requestId = String(answer.headers['x-request-id']);
  await expect.poll(() => list({ requestId })).toHaveLength(1);
  const [found] = await list({ requestId });
  return (await page<Call>('GET', `${log}/${found?.id}`)).body;
}

describe('a call of a program', () => {
  test('is kept with its bodies, its token, its key and the time it took', async () => {
    const answer = await parley.api('POST', `/api/v1/addContact/${customer}?sourceType=Shop`, {
      json: { name: 'Ann Example' },
      headers: { 'idempotency-key': 'k-1', 'user-agent': 'shop/1' },
    });
    expect(await logged(answer)).toMatchObject({
      operation: 'addContact',
      version: 'v1',
      method: 'POST',
      path: `/100100/api/v1/addContact/${customer}?sourceType=Shop`,
      status: 200,
      failed: false,
      reason: null,
      durationMs: expect.any(Number),
      token: { name: 'Demo token' },
      person: null,
      address: '127.0.0.1',
      idempotencyKey: 'k-1',
      requestHeaders: { 'content-type': 'application/json', 'user-agent': 'shop/1' },
      requestBody: '{"name":"Ann Example"}',
      answerBody: expect.stringContaining('"fullName":"Ann Example"'),
      answerHeaders: { 'content-type': 'application/json; charset=utf-8' },
    });
  });

  test('that fails is kept with its reason, by its status or within status 200', async () => {
    const [refused, within] = [
      await parley.api('GET', '/api/ext/v3/contacts/85255509999'),
      await parley.api('POST', '/api/v1/assignOperator', {
        query: { email: 'nobody@demo.test', whatsappNumber: customer },
      }),
    ];
    expect(await logged(refused)).toMatchObject({ status: 404, failed: true, reason: 'contact.not_found' });
    expect(await logged(within)).toMatchObject({ status: 200, failed: true });
    expect((await list({ status: 4 })).map(({ operation }) => operation)).toEqual(['getContact']);
    expect(await list({ failed: 'true' })).toHaveLength(2);
  });

  test('is kept without any secret of the request or the answer', async () => {
    const typed = 'Hunter2-is-typed';
    const blocked = await parley.addToken({ scopes: ['contacts:read'] });
    const form = new FormData();
    form.set('token', typed);
    const calls = [
      await parley.api('POST', '/api/v1/rotateToken', { query: { token: blocked } }),
      await parley.api('POST', '/api/v1/rotateToken', { multipart: form }),
      await parley.api<{ text: string }>('POST', '/api/parley/v1/tokens', { json: { name: 'n', scopes: ['api'] } }),
      await parley.api<{ secret: string }>('POST', '/api/parley/v1/webhook-endpoints', {
        json: {
          url: `https://hooks.test/a?access_token=${typed}`,
          eventTypes: ['message'],
          signed: true,
        },
      }),
      await parley.api('POST', '/api/parley/v1/webhook-endpoints', {
        json: { url: `https://u:${typed}@hooks.test/b`, eventTypes: ['message'] },
      }),
      await parley.api('POST', `/api/v1/sendSessionMessage/${customer}`, {
        query: { messageText: `my token is ${parley.token}` },
      }),
      await parley.api('POST', '/api/v2/sendTemplateMessage', {
        query: { whatsappNumber: customer },
        json: {
          template_name: 'otp',
          broadcast_name: 'b',
          parameters: [{ name: 'otp', value: typed }],
          password: typed,
        },
      }),
    ];
    for (const call of calls) await logged(call);
    const rows = JSON.stringify(await parley.db.system(rowsStatement));
    const made = calls as ApiAnswer<{ text?: string; secret?: string }>[];
    const secrets = [typed, blocked, parley.token, made[2]?.body.text, made[3]?.body.secret, ...Object.values(session)];
    expect(secrets.every((secret) => secret !== undefined && secret.length > 10)).toBe(true);
    expect(secrets.filter((secret) => rows.includes(secret ?? ''))).toEqual([]);
    expect(rows).toContain('hooks.test/a');
  });

  test('is cut where its body is long, and of a file only name and size are kept', async () => {
    const form = new FormData();
    form.set('file', new Blob(['x'.repeat(500)], { type: 'text/plain' }), 'note.txt');
    const file = await logged(await parley.api('POST', `/api/v1/sendSessionFile/${customer}`, { multipart: form }));
    expect(file.requestBody).toBe('{"file":"[file note.txt, text/plain, 500 bytes]"}');
    const items = Array.from({ length: 400 }, (_, index) => ({ target: `8525550${index}`, customParams: [] }));
    const long = await logged(
      await parley.api('POST', '/api/v1/updateContactAttributesForMultiContacts', { json: { items, contacts: items } }),
    );
    expect(long.requestBody).toMatch(/ … \[cut\]$/);
    expect(long.requestBody?.length).toBeLessThan(8_300);
  });
});

describe('the list', () => {
  test('is filtered, pages, and tells what came after a call', async () => {
    const token = await parley.addToken({ scopes: ['contacts:read'] });
    for (let count = 0; count < 3; count += 1) await logged(await parley.api('GET', '/api/v1/getContacts', { token }));
    const mine = (await list({ operation: 'getContacts' })).filter((call) => call.token?.name === 'test');
    expect(mine).toHaveLength(3);
    const first = await page<{ calls: Call[]; nextCursor: string }>('GET', log, {
      query: { limit: 2, operation: 'getContacts' },
    });
    const rest = await page<{ calls: Call[]; nextCursor: null }>('GET', log, {
      query: { limit: 2, operation: 'getContacts', cursor: first.body.nextCursor },
    });
    expect([...first.body.calls, ...rest.body.calls].map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
    expect(rest.body.nextCursor).toBeNull();
    expect(await list({ operation: 'getContacts', after: mine[1]?.id ?? '' })).toHaveLength(1);
    expect(await list({ path: 'GETCONTACTS' })).toHaveLength(3);
    expect(await list({ from: new Date(parley.clock.nowMs() + 60_000).toISOString() })).toEqual([]);
    expect(await list({ tokenId: mine[0]?.token?.id ?? '' })).toEqual(mine);
  });

  test('has no call of the web app itself, but what a person tries', async () => {
    const before = await list();
    await page('GET', '/api/ext/v3/channels');
    await logged(await page('GET', '/api/ext/v3/contacts/count', { headers: { 'x-parley-try': 'reference' } }));
    const after = await list({ after: before[0]?.id ?? '' });
    expect(after.map(({ operation, person, token }) => ({ operation, person: person?.name, token }))).toEqual([
      { operation: 'countContacts', person: 'Ada Admin', token: null },
    ]);
  });

  test.each(['cursor', 'after', 'from', 'to', 'status'])('refuses a %s that is none', async (name) => {
    expect(await page('GET', log, { query: { [name]: 'x' } })).toMatchObject({
      status: 400,
      body: { reason: 'request.invalid' },
    });
  });

  test('is for people who manage tokens, and knows no calls of others', async () => {
    for (const path of [log, `${log}/x`, '/internal/developer/request-log', '/internal/developer/reference']) {
      expect((await parley.call('GET', path, { token: null, headers: foreign })).status).toBe(403);
      expect((await parley.call('GET', path)).status).toBe(401);
    }
    const other = (await parley.addTenant('100778')).token;
    const answer = await parley.call('GET', '/api/v1/getContacts', { token: other });
    await expect
      .poll(async () => JSON.stringify(await parley.db.system(rowsStatement)))
      .toContain(String(answer.headers['x-request-id']));
    const [row] = (await parley.db.system(rowsStatement)).filter(({ row: text }) => text.includes('"100778"'));
    expect(await list({ requestId: String(answer.headers['x-request-id']) })).toEqual([]);
    expect(await page('GET', `${log}/${(JSON.parse(row?.row ?? '{}') as { id: string }).id}`)).toMatchObject({
      status: 404,
      body: { reason: 'request_log.not_found' },
    });
  });
});

describe('the log', () => {
  const facts = '/internal/developer/request-log';

  test('is switched off and on for the workspace', async () => {
    expect((await page('GET', facts)).body).toMatchObject({ enabled: true, keptSeconds: 259_200, skipped: 0 });
    expect((await page('PATCH', facts, { json: { enabled: false } })).body).toMatchObject({ enabled: false });
    await parley.api('GET', '/api/ext/v3/channels');
    expect((await page('PATCH', facts, { json: { enabled: true } })).body).toMatchObject({ enabled: true });
    await logged(await parley.api('GET', '/api/v2/getMessageTemplates'));
    expect(await list({ operation: 'listChannels' })).toEqual([]);
    expect((await page('PATCH', facts, { json: {} })).status).toBe(400);
  });

  test('keeps the newest of a workspace, for three days', async () => {
    const before = await list({ limit: 100 });
    await sweepCalls({ db: parley.db, keptFrom: () => undefined }, 5);
    expect(await list({ limit: 100 })).toEqual(before.slice(0, 5));
    await parley.simulator.advance(3 * 86_400 + 7_200);
    expect(await list()).toEqual([]);
  });
});

describe('the reference', () => {
  test('where it was not built, that is told', async () => {
    const serve = createReferenceServer(() => parley.baseUrl, new URL('nowhere.json', import.meta.url));
    await expect(serve(undefined)).rejects.toMatchObject({ reason: 'reference.not_built' });
  });

  test('has every public operation and event, compressed where that is taken', async () => {
    buildReference();
    const path = '/internal/developer/reference';
    const plain = await page<{ documents: { operations: { id: string }[]; events: { name: string }[] }[] }>(
      'GET',
      path,
    );
    const operations = plain.body.documents.flatMap((document) => document.operations.map(({ id }) => id));
    expect(operations).toEqual(expect.arrayContaining(['getContacts', 'updateWebhook', 'createToken']));
    expect(plain.body.documents.flatMap(({ events }) => events.map(({ name }) => name))).toContain('message');
    const small = await page('GET', path, { headers: { 'accept-encoding': 'gzip' } });
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(small.text.length).toBeLessThan(plain.text.length / 4);
  });
});
