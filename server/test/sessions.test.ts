import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOperator, createTenant, setPassword } from '../src/modules/accounts/index.ts';
import type { ApiAnswer, ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const password = 'a password for the tests';
const admin = 'admin@demo.test';
const agent = 'agent@demo.test';

let parley: TestPlatform;
let call: <Body = Record<string, unknown>>(method: string, path: string, call?: ApiCall) => Promise<ApiAnswer<Body>>;

beforeAll(async () => {
  parley = await startTestPlatform({
    environment: { PARLEY_DEMO_PASSWORD: password, PARLEY_TRUSTED_PROXIES: 'loopback' },
  });
  call = (method, path, options) => parley.call(method, path, { token: null, ...options });
});
afterAll(() => parley.stop());

interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
  readonly body: { id: string; permissions: string[]; operator: { id: string } };
}

async function signIn(email: string, tenantId?: string, headers: Record<string, string> = {}): Promise<SignedIn> {
  const answer = await call<SignedIn['body'] & { csrfToken: string }>('POST', '/internal/session', {
    json: { email, password, tenantId },
    headers,
  });
  expect(answer.status).toBe(201);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, csrf: answer.body.csrfToken, body: answer.body };
}

const as = ({ cookie, csrf }: SignedIn): Record<string, string> => ({ cookie, 'x-parley-csrf': csrf });

describe('the sign-in page', () => {
  // A page of another site can have its own name lead to this machine, and then read what is answered under it.
  test.each([
    ['127.0.0.1:8080', true],
    ['[::1]:8080', true],
    ['localhost:8080', true],
    ['rebound.example', false],
    ['127.0.0.1.rebound.example:8080', false],
  ])('called %s is told them: %s', async (host, isTold) => {
    const { body } = await call<{ demo: unknown }>('GET', '/internal/sign-in', { headers: { host } });
    expect(body.demo !== null).toBe(isTold);
  });

  test('is told the credentials of the demo workspace', async () => {
    const { status, body } = await call('GET', '/internal/sign-in');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      simulator: true,
      demo: { password, people: [{ email: admin }, { email: agent }, {}] },
    });
  });
});

describe('signing in', () => {
  test('answers who it is and sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await call('POST', '/internal/session', { json: { email: ' ADMIN@demo.test ', password } });
    expect(answer.status).toBe(201);
    expect(answer.headers['set-cookie']).toMatch(
      /^parley_session=100100\.[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.body).toMatchObject({
      operator: { name: 'Ada Admin', email: admin, roles: ['administrator'] },
      tenant: { id: '100100' },
      simulator: true,
    });
    expect(answer.text).not.toContain(password);
  });

  test.each([
    ['a wrong password', { email: admin, password: 'wrong' }],
    ['an unknown e-mail', { email: 'nobody@demo.test', password }],
    ['another workspace', { email: admin, password, tenantId: '100999' }],
  ])('%s: 401, always the same', async (_what, json) => {
    const { status, body, headers } = await call('POST', '/internal/session', { json });
    expect(status).toBe(401);
    expect(body).toMatchObject({ reason: 'session.refused', message: 'The e-mail or the password is wrong.' });
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('what is no sign-in: 400', async () => {
    expect((await call('POST', '/internal/session', { json: { email: admin } })).status).toBe(400);
  });

  test('a page of another site: 403', async () => {
    const { status, body } = await call('POST', '/internal/session', {
      json: { email: admin, password },
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([status, body.reason]).toEqual([403, 'auth.forgery_suspected']);
  });

  test('the eleventh attempt within a quarter of an hour: 429, even with the right password; then again', async () => {
    const attempt = (secret: string) =>
      call('POST', '/internal/session', { json: { email: 'Agent2@demo.test', password: secret } });
    for (let index = 0; index < 10; index += 1) expect((await attempt('wrong')).status).toBe(401);
    const { status, body, headers } = await attempt(password);
    expect([status, body.reason]).toEqual([429, 'session.too_many_attempts']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
    await parley.simulator.advance(901);
    expect((await attempt(password)).status).toBe(201);
  });

  test('one e-mail in two workspaces: 409 names them, and the one that is named opens', async () => {
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: '100200', name: 'Twin' });
    await createOperator(deps, '100200', { email: agent, name: 'Twin', role: 'operator' });
    await setPassword(deps, '100200', agent, password);
    const { status, body } = await call('POST', '/internal/session', { json: { email: agent, password } });
    expect(status).toBe(409);
    expect(body.message).toContain('100200 (Twin)');
    expect((await signIn(agent, '100200')).body).toMatchObject({
      tenant: { id: '100200' },
      operator: { name: 'Twin' },
    });
  });
});

describe('a session', () => {
  test('is known by its cookie, slides with use, and ends after 30 days without', async () => {
    const person = await signIn(admin);
    await parley.simulator.advance(29 * 86_400);
    expect((await call('GET', '/internal/session', { headers: as(person) })).status).toBe(200);
    await parley.simulator.advance(29 * 86_400);
    expect((await call('GET', '/internal/session', { headers: as(person) })).status).toBe(200);
    await parley.simulator.advance(30 * 86_400 + 1);
    const { status, body } = await call('GET', '/internal/session', { headers: as(person) });
    expect([status, body.reason]).toEqual([401, 'auth.session_missing']);
  });

  test.each([[''], ['parley_session=100100.x'], ['parley_session=100100.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']])(
    'not with the cookie "%s": 401',
    async (cookie) => {
      expect((await call('GET', '/internal/session', { headers: { cookie } })).status).toBe(401);
    },
  );

  test('a token of the API is no session', async () => {
    expect((await call('GET', '/internal/session', { token: parley.token })).status).toBe(401);
  });

  test('ends when signed out, and the cookie with it', async () => {
    const person = await signIn(admin);
    const out = await call('DELETE', '/internal/session', { headers: as(person) });
    expect([out.status, out.text]).toEqual([204, '']);
    expect(out.headers['set-cookie']).toMatch(/^parley_session=; Path=\/; Max-Age=0/);
    expect((await call('GET', '/internal/session', { headers: as(person) })).status).toBe(401);
  });

  test.each([
    ['with an empty header', { 'x-parley-csrf': '' }],
    ['with another header', { 'x-parley-csrf': 'x' }],
    ['from another site', { origin: 'https://elsewhere.example' }],
  ])('writes %s are refused and change nothing', async (_what, changed) => {
    const person = await signIn(admin);
    const headers = { ...as(person), ...changed };
    const { status, body } = await call('DELETE', '/internal/session', { headers });
    expect([status, body.reason]).toEqual([403, 'auth.forgery_suspected']);
    expect((await call('GET', '/internal/session', { headers: as(person) })).status).toBe(200);
  });

  test('is kept as a hash, and neither password nor cookie reaches the log', async () => {
    const person = await signIn(admin);
    const secret = person.cookie.split('.')[1] ?? '';
    const log = parley.logLines.join('\n');
    expect(log).not.toContain(secret);
    expect(log).not.toContain(password);
    expect(log).toContain(`"operatorId":"${person.body.operator.id}"`);
  });
});

describe('the public API by session', () => {
  test('an administrator may do everything, under his own name', async () => {
    const person = await signIn(admin);
    const path = '/api/parley/v1/lead-stages';
    const made = await call('POST', path, { headers: as(person), json: { label: 'From the web', kind: 'open' } });
    expect(made.status).toBeLessThan(300);
    expect((await call('GET', '/api/ext/v3/contacts', { headers: as(person) })).status).toBe(200);
    expect((await call('GET', '/100100/api/v1/getContacts', { headers: as(person) })).status).toBe(200);
  });

  test('an agent may do what the role allows, and no more', async () => {
    const person = await signIn(agent, '100100');
    expect((await call('GET', '/api/ext/v3/contacts', { headers: as(person) })).status).toBe(200);
    const refused = await call('GET', '/api/parley/v1/webhook-endpoints', { headers: as(person) });
    expect([refused.status, refused.body.reason]).toEqual([403, 'auth.scope_missing']);
  });

  test('a write needs the header here too, and another workspace is none of his', async () => {
    const person = await signIn(admin);
    const json = { label: 'Never', kind: 'open' };
    const bare = await call('POST', '/api/parley/v1/lead-stages', { headers: { cookie: person.cookie }, json });
    expect([bare.status, bare.body.reason]).toEqual([403, 'auth.forgery_suspected']);
    expect((await call('GET', '/100200/api/v1/getContacts', { headers: as(person) })).status).toBe(403);
  });

  test('a token beside the cookie counts alone', async () => {
    const person = await signIn(admin);
    const token = await parley.addToken({ scopes: ['sales:read'] });
    expect((await call('GET', '/api/ext/v3/contacts', { headers: as(person), token })).status).toBe(403);
  });
});

describe('where one is signed in', () => {
  test('is listed, the current one marked, and each can be ended', async () => {
    const first = await signIn(agent, '100100');
    const second = await signIn(agent, '100100');
    const third = await signIn(agent, '100100', { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' });
    const list = await call<{ items: { id: string; isCurrent: boolean; address: string }[] }>(
      'GET',
      '/internal/sessions',
      { headers: as(second) },
    );
    expect(list.body.items.find(({ isCurrent }) => isCurrent)).toMatchObject({
      id: second.body.id,
      address: '127.0.0.1',
    });
    expect(list.body.items.map(({ id }) => id)).toContain(first.body.id);
    expect(list.body.items.find(({ id }) => id === third.body.id)?.address).toBe('203.0.113.7');
    const end = () => call('DELETE', `/internal/sessions/${first.body.id}`, { headers: as(second) });
    expect((await end()).status).toBe(204);
    expect((await end()).status).toBe(404);
    expect((await call('GET', '/internal/session', { headers: as(first) })).status).toBe(401);
  });

  test('others are for those who manage people: they see them and sign them out everywhere', async () => {
    const worker = await signIn(agent, '100100');
    const chief = await signIn(admin);
    const query = { operatorId: worker.body.operator.id };
    const seen = await call<{ items: { id: string }[] }>('GET', '/internal/sessions', { headers: as(chief), query });
    expect(seen.body.items.map(({ id }) => id)).toContain(worker.body.id);
    const chiefs = { operatorId: chief.body.operator.id };
    expect((await call('GET', '/internal/sessions', { headers: as(worker), query: chiefs })).status).toBe(403);
    expect((await call('DELETE', `/internal/sessions/${chief.body.id}`, { headers: as(worker) })).status).toBe(404);
    const unknown = { operatorId: 'ffffffffffffffffffffffff' };
    expect((await call('GET', '/internal/sessions', { headers: as(chief), query: unknown })).status).toBe(404);
    const out = await call<{ ended: number }>('DELETE', '/internal/sessions', { headers: as(chief), query });
    expect(out.body.ended).toBeGreaterThan(0);
    expect((await call('GET', '/internal/session', { headers: as(worker) })).status).toBe(401);
  });

  test('the eleventh wrong password within a quarter of an hour changes nothing any more, nor does the right one', async () => {
    const person = await signIn(agent, '100100');
    const change = async (current: string) =>
      (await call('POST', '/internal/password', { headers: as(person), json: { current, next: 'another password' } }))
        .status;
    const wrong: number[] = [];
    for (let tries = 0; tries < 10; tries += 1) wrong.push(await change('wrong'));
    expect(wrong).toEqual(Array(10).fill(403));
    expect(await change(password)).toBe(429);
    await parley.simulator.advance(15 * 60 + 1);
  });

  test('a new password ends the others and is the only one from then on', async () => {
    const other = await signIn(admin);
    const person = await signIn(admin);
    const change = (json: unknown) => call('POST', '/internal/password', { headers: as(person), json });
    expect((await change({ current: 'wrong', next: 'another password' })).status).toBe(403);
    expect((await change({ current: password, next: 'short' })).status).toBe(400);
    expect((await change({ current: password, next: 'another password' })).status).toBe(204);
    expect((await call('GET', '/internal/session', { headers: as(other) })).status).toBe(401);
    expect((await call('GET', '/internal/session', { headers: as(person) })).status).toBe(200);
    expect((await call('POST', '/internal/session', { json: { email: admin, password } })).status).toBe(401);
    expect((await change({ current: 'another password', next: password })).status).toBe(204);
  });
});

test('the people and teams of the workspace are listed for whoever is signed in', async () => {
  const person = await signIn(agent, '100100');
  const people = await call<{ items: unknown[] }>('GET', '/internal/operators', { headers: as(person) });
  expect(people.body.items).toMatchObject([{ name: 'Ada Admin', roles: ['administrator'] }, {}, {}]);
  const teams = await call('GET', '/internal/teams', { headers: as(person) });
  expect(teams.body).toMatchObject({ items: [{ name: 'Support', isDefault: true }, { name: 'Sales' }] });
});

test.each([
  ['GET', '/internal/nothing', 404],
  ['PUT', '/internal/session', 405],
])('%s %s: %i', async (method, path, status) => {
  expect((await call(method, path)).status).toBe(status);
});
