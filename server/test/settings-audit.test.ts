import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createOperator, createTenant } from '../src/modules/accounts/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';

const unknownId = 'ffffffffffffffffffffffff';

let parley: TestPlatform;
let admin: Person;

interface Entry {
  readonly position: number;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly target: { readonly id: string | null; readonly name: string | null };
  readonly changes: unknown;
}
interface Page {
  readonly items: Entry[];
  readonly nextCursor: string | null;
}

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  admin = await signIn(parley, 'admin@demo.test');
});
afterAll(() => parley.stop());

const log = async (query: Record<string, string> = {}): Promise<Page> =>
  (await admin.call<Page>('GET', '/settings/audit', { query })).body;
const newest = async (): Promise<Entry | undefined> => (await log({ limit: '1' })).items[0];

async function make<Body extends { id: string }>(path: string, json: unknown): Promise<Body> {
  const { status, body } = await admin.call<Body>('POST', path, { json });
  expect(status).toBe(201);
  return body;
}

describe('what is done on other pages and by call', () => {
  const actions = async (count: number): Promise<string[]> =>
    (await log({ limit: String(count) })).items.map(({ action }) => action).reverse();

  test('tokens are entered by name, their text never', async () => {
    const made = await parley.call<{ token: { id: string }; text: string }>('POST', '/api/parley/v1/tokens', {
      json: { name: 'For the shop', scopes: ['contacts:read'] },
    });
    expect(made.status).toBe(201);
    const { id } = made.body.token;
    const path = `/api/parley/v1/tokens/${id}`;
    expect((await parley.call('PATCH', path, { json: { name: 'For the new shop' } })).status).toBe(200);
    expect((await parley.call('DELETE', path)).status).toBe(204);
    const [created, changed, revoked] = (await log({ limit: '3' })).items.reverse();
    expect(created).toMatchObject({ action: 'token.create', target: { id, name: 'For the shop' } });
    expect(changed).toMatchObject({ action: 'token.change', target: { id, name: 'For the new shop' } });
    expect(revoked).toMatchObject({ action: 'token.revoke', target: { id, name: 'For the new shop' } });
    expect(JSON.stringify([created, changed, revoked])).not.toContain(made.body.text);
  });

  test('contacts that are merged, deleted and taken out of the workspace; what is refused leaves no entry', async () => {
    const person = (phone: string) => make<{ id: string }>('/contacts/people', { phone });
    const [one, two] = [await person('447700900001'), await person('447700900002')];
    const merge = await admin.call('POST', `/contacts/people/${one.id}/merge`, { json: { otherId: two.id } });
    expect(merge.status).toBe(200);
    expect((await admin.call('POST', '/contacts/export', { json: { people: { filter: {} } } })).status).toBe(200);
    expect((await admin.call('DELETE', `/contacts/people/${one.id}`)).status).toBeLessThan(300);
    expect((await admin.call('DELETE', `/contacts/people/${one.id}`)).status).toBe(404);
    expect(await actions(3)).toEqual(['contact.merge', 'contact.export', 'contact.delete']);
  });
});

describe('tags', () => {
  test('are made, renamed, coloured, merged and deleted, on the chats that bear them', async () => {
    await parley.simulator.writeText('447700900888', 'hello');
    await parley.settle();
    const chat = await admin.chat('447700900888');
    const late = await make('/settings/tags', { name: 'Delayed', color: 'red' });
    const slow = await make('/settings/tags', { name: 'Slow' });
    await admin.call('POST', `/inbox/conversations/${chat.id}/tags`, { json: { add: [late.id] } });
    const taken = await admin.call('PATCH', `/settings/tags/${late.id}`, { json: { name: 'SLOW' } });
    expect([taken.status, taken.body.reason]).toEqual([409, 'tag.name_taken']);
    const renamed = await admin.call('PATCH', `/settings/tags/${late.id}`, {
      json: { name: 'Too late', color: 'blue' },
    });
    expect(renamed.body).toMatchObject({ name: 'Too late', color: 'blue', chats: 1 });
    const merged = await admin.call('POST', `/settings/tags/${late.id}/merge`, { json: { intoTagId: slow.id } });
    expect(merged.body).toEqual({ chats: 1 });
    const { body } = await admin.call('GET', '/settings/tags');
    expect(body.items).toContainEqual({ id: slow.id, name: 'Slow', color: null, chats: 1 });
    expect((await newest())?.changes).toEqual({ before: { name: 'Too late', chats: 1 }, after: { name: 'Slow' } });
    expect((await admin.call('DELETE', `/settings/tags/${slow.id}`)).body).toEqual({ chats: 1 });
    expect((await admin.call('DELETE', `/settings/tags/${slow.id}`)).status).toBe(404);
    const itself = await admin.call('POST', `/settings/tags/${unknownId}/merge`, { json: { intoTagId: unknownId } });
    expect(itself.status).toBe(400);
  });
});

describe('working hours', () => {
  const week = [
    [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ],
    [],
    [],
    [],
    [],
    [],
    [],
  ];
  const hours = { timeZone: 'Europe/Berlin', week, holidays: [{ date: '2030-01-07', name: 'Off' }] };
  const set = (json: unknown) => admin.call('PUT', '/settings/hours', { json });

  test('of the workspace hold for teams without their own', async () => {
    const before = await admin.call('GET', '/settings/hours');
    expect(before.body.workspace).toEqual({ hours: null, isOpen: true, changesAt: null });
    const saved = await set({ hours });
    expect(saved.body.workspace).toMatchObject({ hours, changesAt: expect.any(String) });
    const [support] = saved.body.teams as { teamId: string }[];
    const own = { ...hours, week: [[], [], [], [], [], [], []], holidays: [] };
    const ofTeam = await set({ teamId: support?.teamId, hours: own });
    expect(ofTeam.body.teams).toMatchObject([{ hours: own, isOpen: false, changesAt: null }, { hours: null }]);
    const { workspace } = saved.body as { workspace: { isOpen: boolean; changesAt: string } };
    expect((await admin.call('GET', '/inbox/hours')).body).toEqual({
      workspace: { isOpen: workspace.isOpen, changesAt: workspace.changesAt },
      teams: [{ teamId: support?.teamId, isOpen: false, changesAt: null }],
    });
    const dropped = await set({ teamId: support?.teamId, hours: null });
    expect(dropped.body.teams).toMatchObject([{ hours: null }, { hours: null }]);
    expect(await newest()).toMatchObject({ action: 'hours.change', target: { name: 'Support' } });
    await set({ hours: null });
    expect(await newest()).toMatchObject({ action: 'hours.change', changes: { before: hours, after: null } });
    await set({ hours });
  });

  test.each([
    [
      'that overlap',
      [
        [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      ],
      'hours.invalid',
    ],
    ['that end before they begin', [[{ from: '12:00', to: '09:00' }]], 'hours.invalid'],
    ['at no time of the day', [[{ from: '25:00', to: '26:00' }]], 'request.invalid'],
  ])('%s are refused', async (_what, [monday], reason) => {
    const refused = await set({ hours: { ...hours, week: [monday, [], [], [], [], [], []] } });
    expect([refused.status, refused.body.reason]).toEqual([400, reason]);
  });

  test.each([
    [{ hours: { ...hours, timeZone: 'Mars/Olympus' } }, 400],
    [{ hours: { ...hours, holidays: [{ date: '2026-02-30', name: 'x' }] } }, 400],
    [{ hours, teamId: unknownId }, 404],
  ])('of no zone, no date, no team are refused: %#', async (json, status) => {
    expect((await set(json)).status).toBe(status);
  });
});

describe('channels and workspace', () => {
  test('a number is paused with a reason, resumed, and asked after at Meta', async () => {
    const { body } = await admin.call<{ items: { id: string; name: string }[] }>('GET', '/settings/channels');
    expect(body.items).toMatchObject([
      { name: 'Main', isDefault: true, queued: 0, pausedAt: null },
      { name: 'Second' },
    ]);
    const path = `/settings/channels/${body.items[1]?.id}`;
    const paused = await admin.call('POST', `${path}/pause`, { json: { reason: 'Moving house' } });
    expect(paused.body).toMatchObject({ pausedReason: 'Moving house' });
    expect((await admin.call('POST', `${path}/resume`)).body).toMatchObject({ pausedAt: null });
    expect(await newest()).toMatchObject({ action: 'channel.resume', target: { name: 'Second' } });
    const profile = await admin.call('PATCH', `${path}/profile`, { json: { about: 'Open on Mondays' } });
    expect(profile.body).toMatchObject({ facts: { about: 'Open on Mondays' } });
    const checks = await admin.call<{ items: { level: string }[] }>('GET', `${path}/checks`);
    expect(checks.body.items.length).toBeGreaterThan(0);
    for (const call of ['pause', 'resume', 'checks'] as const) {
      const method = call === 'checks' ? 'GET' : 'POST';
      const json = call === 'pause' ? { json: { reason: 'x' } } : {};
      expect((await admin.call(method, `/settings/channels/${unknownId}/${call}`, json)).status).toBe(404);
    }
    expect((await admin.call('PATCH', `${path}/profile`, { json: {} })).status).toBe(400);
  });

  test('the workspace gets a name and a time zone', async () => {
    const change = (json: unknown) => admin.call('PATCH', '/settings/workspace', { json });
    expect((await change({ name: ' New name ', timeZone: 'Asia/Kolkata' })).body).toMatchObject({
      name: 'New name',
      timeZone: 'Asia/Kolkata',
      plan: null,
    });
    expect((await change({ timeZone: 'Nowhere' })).status).toBe(400);
    expect((await admin.call('GET', '/session')).body).toMatchObject({ tenant: { name: 'New name' } });
    expect((await newest())?.changes).toMatchObject({ after: { timeZone: 'Asia/Kolkata' } });
    await change({ name: 'Demo workspace', timeZone: 'UTC' });
  });
});

describe('the log', () => {
  test('tells of calls by token and by the public API, and hides secrets', async () => {
    const token = await parley.addToken({});
    const made = await parley.call('POST', '/api/parley/v1/webhook-endpoints', {
      token,
      json: { url: 'https://hooks.example.com/a', eventTypes: ['message'], signed: true },
    });
    expect(made.status).toBeLessThan(300);
    expect(await newest()).toMatchObject({ action: 'webhook.create', actor: { kind: 'token', name: 'test' } });
    const wanted = { current: password, next: 'another password here' };
    expect((await admin.call('POST', '/password', { json: wanted })).status).toBe(204);
    expect((await newest())?.action).toBe('password.change');
    await admin.call('POST', '/password', { json: { current: wanted.next, next: password } });
    await parley.call('POST', '/100100/api/v1/rotateToken', { token, query: { token } });
    const csv = await admin.call('GET', '/settings/audit/export');
    expect(csv.text.split('\r\n')[0]).toContain('position,at,action');
    for (const secret of [password, wanted.next, token, 'whsec_']) expect(csv.text).not.toContain(secret);
    expect((await newest())?.action).toBe('audit.export');
  });

  test('a call that is refused, changes nothing or fails leaves no entry; with a key it leaves one', async () => {
    const before = (await newest())?.position;
    const json = { name: 'Once', permissions: ['inbox.read'] };
    const headers = { 'idempotency-key': 'role-once' };
    const twice = [await admin.call('POST', '/settings/roles', { json, headers })];
    twice.push(await admin.call('POST', '/settings/roles', { json, headers }));
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    await admin.call('POST', '/settings/roles', { json });
    await admin.call('DELETE', `/settings/roles/${unknownId}`);
    await admin.call('POST', '/settings/tags', { json: { name: ' ' } });
    expect((await newest())?.position).toBe((before ?? 0) + 1);
  });

  test('is filtered by person, action and time, and read in pages', async () => {
    const all: Entry[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Page = await log({ limit: '4', ...(cursor ? { cursor } : {}) });
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    const positions = all.map(({ position }) => position);
    expect(positions).toEqual(Array.from({ length: positions.length }, (_, index) => positions.length - index));
    const tags = await log({ action: 'tag' });
    expect(new Set(tags.items.map(({ action }) => action))).toEqual(
      new Set(['tag.create', 'tag.change', 'tag.merge', 'tag.delete']),
    );
    expect((await log({ action: 'tag.merge' })).items).toHaveLength(1);
    expect((await log({ actorId: admin.id })).items.every(({ actor }) => actor.id === admin.id)).toBe(true);
    expect((await log({ actorId: unknownId })).items).toEqual([]);
    expect((await log({ from: '2099-01-01T00:00:00Z' })).items).toEqual([]);
    expect((await log({ to: '2099-01-01T00:00:00Z', action: 'tag.merge' })).items).toHaveLength(1);
    expect((await admin.call('GET', '/settings/audit', { query: { cursor: 'x' } })).status).toBe(400);
    const agent = await signIn(parley, 'agent@demo.test');
    expect((await agent.call('GET', '/settings/audit')).status).toBe(403);
    expect((await agent.call('GET', '/settings/audit/export')).status).toBe(403);
  });

  test('of another workspace is another one', async () => {
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: '100300', name: 'Foreign' });
    await createOperator(deps, '100300', { email: 'a@foreign.test', name: 'F', role: 'administrator', password });
    const foreign = await signIn(parley, 'a@foreign.test');
    expect((await foreign.call<Page>('GET', '/settings/audit')).body.items).toEqual([]);
    expect((await foreign.call('GET', '/settings/audit/verification')).body).toMatchObject({
      entries: 0,
      brokenAt: null,
    });
    expect((await foreign.call('DELETE', `/settings/tags/${unknownId}`)).status).toBe(404);
  });

  test('shows when an entry was changed or taken away afterwards', async () => {
    const verify = async () => (await admin.call('GET', '/settings/audit/verification')).body;
    expect(await verify()).toMatchObject({ brokenAt: null, entries: (await newest())?.position });
    const run = (text: string) => parley.db.system(systemStatement('', text));
    await run(`update audit_entries set actor_name = 'Somebody' where tenant_id = '100100' and position = 3`);
    expect(await verify()).toMatchObject({ brokenAt: 3, entries: 2 });
    await run(`delete from audit_entries where tenant_id = '100100' and position = 2`);
    expect(await verify()).toMatchObject({ brokenAt: 2 });
  });
});
