import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assignPlan, createOperator, createTenant, savePlan } from '../src/modules/accounts/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';

const unknownId = 'ffffffffffffffffffffffff';

let parley: TestPlatform;
let admin: Person;

interface PersonBody {
  readonly id: string;
  readonly name: string;
  readonly roles: string[];
  readonly teamIds: string[];
  readonly isDisabled: boolean;
  readonly openChats: number;
}

interface Entry {
  readonly action: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly target: { readonly id: string | null; readonly name: string | null };
  readonly address: string | null;
  readonly changes: unknown;
}

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  admin = await signIn(parley, 'admin@demo.test');
});
afterAll(() => parley.stop());

const people = async (): Promise<PersonBody[]> =>
  (await admin.call<{ items: PersonBody[] }>('GET', '/settings/people')).body.items;

async function idOf(name: string): Promise<string> {
  return (await people()).find((person) => person.name === name)?.id ?? '';
}

async function log(query: Record<string, string> = {}): Promise<Entry[]> {
  const { body } = await admin.call<{ items: Entry[] }>('GET', '/settings/audit', { query });
  return body.items;
}

async function makeRole(name: string, permissions: string[]): Promise<string> {
  const { status, body } = await admin.call<{ id: string }>('POST', '/settings/roles', { json: { name, permissions } });
  expect(status).toBe(201);
  return body.id;
}

async function invite(email: string, roles: string[], by: Person = admin): Promise<{ id: string; token: string }> {
  const { status, body } = await by.call<{ invitation: { id: string }; link: string }>(
    'POST',
    '/settings/invitations',
    { json: { email, roles } },
  );
  expect(status).toBe(201);
  return { id: body.invitation.id, token: new URL(body.link).searchParams.get('token') ?? '' };
}

const look = (token: string) => parley.call('GET', '/internal/settings/invitation', { token: null, query: { token } });
const accept = (token: string, name = 'Nina New') =>
  parley.call('POST', '/internal/settings/invitation', { token: null, json: { token, name, password } });

async function join(email: string, roles: string[]): Promise<Person> {
  const { token } = await invite(email, roles);
  expect((await accept(token, email.split('@')[0])).status).toBe(201);
  return signIn(parley, email);
}

describe('an invitation', () => {
  test('lets somebody in once, with the roles and a password of his own', async () => {
    const { token } = await invite('nina@demo.test', ['operator', 'developer']);
    const facts = await look(token);
    expect(facts.body).toMatchObject({ email: 'nina@demo.test', invitedBy: 'Ada Admin' });
    const accepted = await accept(token);
    expect([accepted.status, String(accepted.headers['set-cookie'])]).toEqual([
      201,
      expect.stringContaining('HttpOnly'),
    ]);
    expect((await people()).find(({ name }) => name === 'Nina New')).toMatchObject({
      roles: ['operator', 'developer'],
    });
    const nina = await signIn(parley, 'nina@demo.test');
    expect((await nina.call('GET', '/settings/people')).status).toBe(403);
    const again = await accept(token);
    expect([again.status, again.body.reason]).toEqual([409, 'invitation.used']);
    const [entry] = await log({ action: 'person.accept' });
    expect(entry).toMatchObject({ actor: { kind: 'operator', name: 'Nina New' }, address: '127.0.0.1' });
  });

  test('expires after seven days; a new link replaces the old one; withdrawn it opens nothing', async () => {
    const { id, token } = await invite('late@demo.test', ['operator']);
    await parley.simulator.advance(7 * 86_400 + 1);
    expect((await look(token)).body.reason).toBe('invitation.expired');
    expect((await accept(token)).body.reason).toBe('invitation.expired');
    const renewed = await admin.call<{ link: string }>('POST', `/settings/invitations/${id}/renew`);
    const newToken = new URL(renewed.body.link).searchParams.get('token') ?? '';
    expect([(await look(token)).status, (await look(newToken)).status]).toEqual([404, 200]);
    expect((await admin.call('DELETE', `/settings/invitations/${id}`)).status).toBe(204);
    expect((await look(newToken)).body.reason).toBe('invitation.not_found');
    expect((await admin.call('DELETE', `/settings/invitations/${id}`)).status).toBe(404);
    expect((await admin.call('POST', `/settings/invitations/${id}/renew`)).status).toBe(404);
  });

  test.each([
    ['of no address', { email: 'nobody', roles: ['operator'] }, 400, 'request.invalid'],
    ['to no role', { email: 'a@demo.test', roles: [] }, 400, 'request.invalid'],
    ['to an unknown role', { email: 'a@demo.test', roles: ['emperor'] }, 404, 'role.not_found'],
    ['of somebody who is there', { email: 'AGENT@demo.test', roles: ['operator'] }, 409, 'operator.exists'],
  ])('%s is refused and leaves nothing, not even in the log', async (_what, json, status, reason) => {
    const before = (await log()).length;
    const refused = await admin.call('POST', '/settings/invitations', { json });
    expect([refused.status, refused.body.reason]).toEqual([status, reason]);
    expect((await log()).length).toBe(before);
  });

  test('takes a seat of the plan', async () => {
    const deps = { db: parley.db, clock: parley.clock };
    const taken = (await people()).filter(({ isDisabled }) => !isDisabled).length;
    const rules = { rates: {}, monthlyCalls: null, marketingPerDay: null, trialMessages: null, without: [] };
    await savePlan(deps, { name: 'full', rules: { ...rules, seats: taken } });
    await assignPlan(deps, '100100', 'full');
    const refused = await admin.call('POST', '/settings/invitations', {
      json: { email: 'more@demo.test', roles: ['operator'] },
    });
    expect([refused.status, refused.body.reason]).toEqual([409, 'plan.seats_taken']);
    const { body } = await admin.call('GET', '/settings/people');
    expect(body.seats).toEqual({ taken, limit: taken });
    await assignPlan(deps, '100100', undefined);
  });
});

describe('roles', () => {
  test('of the workspace are felt at the next call, and gone when taken', async () => {
    const role = await makeRole('Night shift', ['inbox.read']);
    const worker = await join('night@demo.test', [role]);
    expect((await worker.call('GET', '/inbox/conversations')).status).toBe(200);
    expect((await worker.call('GET', '/settings/audit')).status).toBe(403);
    const json = { name: 'Night shift', permissions: ['audit.read'] };
    expect((await admin.call('PUT', `/settings/roles/${role}`, { json })).status).toBe(200);
    expect((await worker.call('GET', '/inbox/conversations')).status).toBe(403);
    expect((await worker.call('GET', '/settings/audit')).status).toBe(200);
    const inUse = await admin.call('DELETE', `/settings/roles/${role}`);
    expect([inUse.status, inUse.body.reason]).toEqual([409, 'role.in_use']);
    const change = { json: { roles: ['operator'] } };
    expect((await admin.call('PATCH', `/settings/people/${worker.id}`, change)).body).toMatchObject({
      roles: ['operator'],
    });
    expect((await worker.call('GET', '/settings/audit')).status).toBe(403);
    expect((await admin.call('DELETE', `/settings/roles/${role}`)).status).toBe(204);
    const [changed] = await log({ action: 'role.change' });
    expect(changed?.changes).toEqual({
      before: { name: 'Night shift', permissions: ['inbox.read'] },
      after: { name: 'Night shift', permissions: ['audit.read'] },
    });
  });

  test.each([
    ['a name that is taken', { name: 'OPERATOR', permissions: ['inbox.read'] }, 409, 'role.name_taken'],
    ['no permission', { name: 'Empty', permissions: [] }, 400, 'request.invalid'],
    ['an unknown permission', { name: 'Odd', permissions: ['fly'] }, 400, 'request.invalid'],
  ])('with %s are refused', async (_what, json, status, reason) => {
    const refused = await admin.call('POST', '/settings/roles', { json });
    expect([refused.status, refused.body.reason]).toEqual([status, reason]);
  });

  test('that every workspace has stay as they are', async () => {
    const json = { name: 'x', permissions: ['inbox.read'] };
    expect((await admin.call('PUT', '/settings/roles/operator', { json })).body.reason).toBe('role.built_in');
    expect((await admin.call('DELETE', '/settings/roles/administrator')).body.reason).toBe('role.built_in');
    expect((await admin.call('DELETE', `/settings/roles/${unknownId}`)).status).toBe(404);
  });

  test('somebody who manages people gives and takes no more than he may do himself', async () => {
    const role = await makeRole('People desk', ['people.manage', 'inbox.read']);
    const desk = await join('desk@demo.test', [role]);
    const refusals = [
      desk.call('POST', '/settings/invitations', { json: { email: 'x@demo.test', roles: ['administrator'] } }),
      desk.call('POST', '/settings/roles', { json: { name: 'Mine', permissions: ['tokens.manage'] } }),
      desk.call('PATCH', `/settings/people/${desk.id}`, { json: { roles: ['administrator'] } }),
      desk.call('PATCH', `/settings/people/${admin.id}`, { json: { roles: [role] } }),
      desk.call('POST', `/settings/people/${admin.id}/disable`),
      desk.call('PUT', '/settings/roles/administrator', { json: { name: 'a', permissions: ['inbox.read'] } }),
    ];
    const answers = await Promise.all(refusals);
    expect(answers.map(({ status, body }) => [status, body.reason])).toEqual([
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
      [409, 'role.built_in'],
    ]);
    expect((await people()).find(({ id }) => id === admin.id)).toMatchObject({ roles: ['administrator'] });
    await invite('within@demo.test', [role], desk);
  });
});

describe('people', () => {
  test('a workspace keeps an administrator, also when two give it up at once', async () => {
    const give = (id: string) => admin.call('PATCH', `/settings/people/${id}`, { json: { roles: ['operator'] } });
    const last = await give(admin.id);
    expect([last.status, last.body.reason]).toEqual([409, 'operator.last_administrator']);
    const oneself = await admin.call('POST', `/settings/people/${admin.id}/disable`);
    expect([oneself.status, oneself.body.reason]).toEqual([409, 'operator.oneself']);
    const second = await join('second@demo.test', ['administrator']);
    const both = await Promise.all([
      admin.call('PATCH', `/settings/people/${second.id}`, { json: { roles: ['operator'] } }),
      second.call('PATCH', `/settings/people/${admin.id}`, { json: { roles: ['operator'] } }),
    ]);
    // Whoever comes second is the last one, or may no more.
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const chief = both[0]?.status === 200 ? admin : second;
    const chiefs = { json: { roles: ['administrator'] } };
    expect((await chief.call('PATCH', `/settings/people/${admin.id}`, chiefs)).status).toBe(200);
  });

  test('a disabled person is out at once, keeps his chats, takes none, and comes back', async () => {
    await parley.simulator.writeText('447700900777', 'hello');
    await parley.settle();
    const chat = await admin.chat('447700900777');
    const benId = await idOf('Ben Agent');
    const ben = await signIn(parley, 'agent2@demo.test');
    const assign = (operatorId: string) =>
      admin.call('PUT', `/inbox/conversations/${chat.id}/assignment`, { json: { operatorId } });
    expect((await assign(benId)).status).toBe(200);
    const out = await admin.call<PersonBody>('POST', `/settings/people/${benId}/disable`);
    expect(out.body).toMatchObject({ isDisabled: true, openChats: 1, sessions: 0 });
    expect((await ben.call('GET', '/inbox/conversations')).status).toBe(401);
    expect((await assign(benId)).status).toBe(404);
    const json = { email: 'agent2@demo.test', password };
    expect((await parley.call('POST', '/internal/session', { token: null, json })).status).toBe(401);
    const directory = await admin.call<{ operators: { id: string }[] }>('GET', '/inbox/directory');
    expect(directory.body.operators.map(({ id }) => id)).not.toContain(benId);
    expect((await admin.call('POST', `/settings/people/${benId}/enable`)).body).toMatchObject({ isDisabled: false });
    await signIn(parley, 'agent2@demo.test');
  });

  test('teams and names change; what is no such person is not found', async () => {
    const team = await admin.call<{ id: string }>('POST', '/settings/teams', { json: { name: 'Night' } });
    expect(team.status).toBe(201);
    const anaId = await idOf('Ana Agent');
    const json = { name: 'Ana B. Agent', teamIds: [team.body.id, unknownId] };
    const changed = await admin.call<PersonBody>('PATCH', `/settings/people/${anaId}`, { json });
    expect(changed.body).toMatchObject({ name: 'Ana B. Agent', teamIds: [team.body.id] });
    expect((await admin.call('PATCH', `/settings/people/${unknownId}`, { json })).status).toBe(404);
    const taken = await admin.call('POST', '/settings/teams', { json: { name: ' night ' } });
    expect([taken.status, taken.body.reason]).toEqual([409, 'team.name_taken']);
    const made = { json: { isDefault: true, memberIds: [] as string[], name: 'Nights' } };
    expect((await admin.call('PATCH', `/settings/teams/${team.body.id}`, made)).body).toMatchObject({
      name: 'Nights',
      isDefault: true,
      memberIds: [],
    });
    const none = await admin.call('PATCH', `/settings/teams/${team.body.id}`, { json: { isDefault: false } });
    expect([none.status, none.body.reason]).toEqual([409, 'team.is_default']);
  });

  test("another workspace's people, roles and teams are like unknown ones", async () => {
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: '100300', name: 'Foreign' });
    const stranger = await createOperator(deps, '100300', {
      email: 'chief@foreign.test',
      name: 'Foreign',
      role: 'administrator',
      password,
    });
    const foreign = await signIn(parley, 'chief@foreign.test');
    const role = await makeRole('Ours', ['inbox.read']);
    const json = { name: 'Theirs', permissions: ['inbox.read'] };
    expect((await foreign.call('PUT', `/settings/roles/${role}`, { json })).status).toBe(404);
    expect((await foreign.call('PATCH', `/settings/people/${admin.id}`, { json: { name: 'x' } })).status).toBe(404);
    expect((await admin.call('POST', `/settings/people/${stranger.id}/disable`)).status).toBe(404);
    const invited = { json: { email: 'y@foreign.test', roles: [role] } };
    expect((await foreign.call('POST', '/settings/invitations', invited)).status).toBe(404);
    expect((await foreign.call<{ items: Entry[] }>('GET', '/settings/audit')).body.items).toEqual([]);
  });
});
