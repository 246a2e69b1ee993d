import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { createOperator } from '../src/modules/accounts/index.ts';
import type { ApiAnswer } from './harness/api-client.ts';
import { eventually } from './harness/eventually.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { password, signIn } from './inbox-lab.ts';

// What a person may not: what the roles do not say, and what a password of yesterday would open.
let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform({
    environment: { PARLEY_DEMO_PASSWORD: password, PARLEY_TRUSTED_PROXIES: 'loopback' },
  });
});
afterAll(() => parley.stop());

/** Somebody of the demo workspace with that role, who has the password of the tests. */
async function employ(email: string, role: string): Promise<void> {
  await createOperator(parley, '100100', { email, name: email, role, password });
}

describe('a password that is changed', () => {
  test('opens no session to who proved the old one just before', async () => {
    const email = 'raced@demo.test';
    await employ(email, 'operator');
    const run = (sql: string) => systemStatement<{ waits: boolean }>('', sql);
    let signing: Promise<ApiAnswer> | undefined;
    await parley.db.transaction(async (tx) => {
      await tx.system(run(`update operators set password_hash = 'another' where email = 'raced@demo.test'`));
      signing = parley.call('POST', '/internal/session', { token: null, json: { email, password } });
      await eventually(async () => {
        const waits = run(
          `select true as waits from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(await parley.db.system(waits)).not.toEqual([]);
      });
    });
    expect((await signing)?.status).toBe(401);
    expect(
      await parley.db.system(
        run(`select true as waits from operator_sessions s join operators o
      on o.id = s.operator_id where o.email = 'raced@demo.test'`),
      ),
    ).toEqual([]);
  });
});

describe('a password that is guessed', () => {
  test('attempts at once are counted each: of sixty for one e-mail ten are looked at', async () => {
    const json = { email: 'burst@demo.test', password: 'wrong' };
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => parley.call('POST', '/internal/session', { token: null, json })),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  });

  test('a hundred attempts from one network of IPv6 close the door to its other addresses: 429', async () => {
    const attempt = async (index: number): Promise<number> => {
      const json = { email: `guess-${index}@demo.test`, password: 'wrong' };
      const headers = { 'x-forwarded-for': `2001:db8:1:2::${(index + 1).toString(16)}` };
      return (await parley.call('POST', '/internal/session', { token: null, json, headers })).status;
    };
    const first = await Promise.all(Array.from({ length: 100 }, (_, index) => attempt(index)));
    expect(new Set(first)).toEqual(new Set([401]));
    expect(await attempt(100)).toBe(429);
    const headers = { 'x-forwarded-for': '2001:db8:1:3::1' };
    const json = { email: 'guess@demo.test', password: 'wrong' };
    expect((await parley.call('POST', '/internal/session', { token: null, json, headers })).status).toBe(401);
  });
});

describe('a person who manages people', () => {
  test('signs nobody out who may do more', async () => {
    const admin = await signIn(parley, 'admin@demo.test');
    const json = { name: 'Staff', permissions: ['people.manage', 'inbox.read'] };
    const made = await admin.call<{ id: string }>('POST', '/settings/roles', { json });
    await employ('staff@demo.test', made.body.id);
    await employ('below@demo.test', made.body.id);
    const staff = await signIn(parley, 'staff@demo.test');
    const below = await signIn(parley, 'below@demo.test');
    const { body } = await admin.call<{ id: string }>('GET', '/session');
    const refused = { status: 403, body: { reason: 'role.beyond_own' } };
    expect(await staff.call('DELETE', '/sessions', { query: { operatorId: admin.id } })).toMatchObject(refused);
    expect(await staff.call('DELETE', `/sessions/${body.id}`)).toMatchObject(refused);
    expect((await admin.call('GET', '/session')).status).toBe(200);
    expect((await staff.call('DELETE', '/sessions', { query: { operatorId: below.id } })).status).toBe(200);
    expect((await below.call('GET', '/session')).status).toBe(401);
  });
});

describe('a person whose roles change', () => {
  test('no longer follows the inbox that the new ones do not open', async () => {
    await employ('moved@demo.test', 'operator');
    const moved = await signIn(parley, 'moved@demo.test');
    const following = await moved.follow();
    const admin = await signIn(parley, 'admin@demo.test');
    const json = { roles: ['templateManager'] };
    expect((await admin.call('PATCH', `/settings/people/${moved.id}`, { json })).status).toBe(200);
    await following.ended;
    expect((await moved.call('GET', '/live')).status).toBe(403);
  });
});

describe('a person who calls the public API', () => {
  test.each([
    ['operator', 'DELETE', '/api/v1/whatsApp/templates/200200/welcome'],
    ['operator', 'POST', '/api/v2/webhookEndpoints'],
    ['templateManager', 'POST', '/api/v2/sendTemplateMessage?whatsappNumber=447900000001'],
    ['dashboardViewer', 'POST', '/api/v1/createCustomSegment'],
    ['dashboardViewer', 'POST', '/api/v1/contacts'],
    ['dashboardViewer', 'GET', '/api/v2/webhookEndpoints'],
    ['dashboardViewer', 'POST', '/api/v1/updateChatStatus'],
    ['dashboardViewer', 'POST', '/api/v1/assignTeam'],
    ['dashboardViewer', 'POST', '/api/v1/updateContactAttributes/447900000001'],
  ])('as %s may not %s %s', async (role, method, path) => {
    const email = `${role}@api.test`.toLowerCase();
    await employ(email, role);
    const { headers } = await signIn(parley, email);
    const json = method === 'POST' ? { json: {} } : {};
    const { status, body } = await parley.call(method, `/100100${path}`, { token: null, headers, ...json });
    expect({ status, body }).toMatchObject({ status: 403 });
  });

  test('is asked for a permission wherever no scope is asked for, but for the token itself', async () => {
    const open = listOperations(await loadContract()).filter(
      ({ version, isPublic, scopes, notes }) =>
        version !== 'internal' && !isPublic && scopes.length === 0 && notes.permissions === undefined,
    );
    expect(open.map(({ id }) => id).sort()).toEqual(['describeToken']);
  });
});

// It moves the clock by three months: nothing may come after.
test('a session ends 90 days after the sign-in, however much it is used', async () => {
  const person = await signIn(parley, 'admin@demo.test');
  const read = async () => (await person.call('GET', '/session')).status;
  for (let month = 0; month < 3; month += 1) {
    await parley.simulator.advance(29 * 86_400);
    expect(await read()).toBe(200);
  }
  await parley.simulator.advance(3 * 86_400 + 1);
  expect(await read()).toBe(401);
});
