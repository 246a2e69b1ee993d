import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createOperator } from '../src/modules/accounts/index.ts';
import { addFlow } from '../src/modules/automation/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Stage {
  id: string;
  label: string;
  color: string | null;
  sortOrder: number;
  kind: string;
}
interface Lead {
  contact: { id: string; phone: string | null; name: string | null };
  stage: Stage;
  value: number | null;
  currency: string | null;
  owner: { email: string } | null;
  enteredAt: string;
  closedAt: string | null;
}
interface Move {
  kind: string;
  fromStage: { label: string } | null;
  stage: { label: string };
  actor: { kind: string; id: string };
}
interface Refusal {
  code: number;
  reason: string;
  message: string;
}
interface PipelineEntry {
  stage: string;
  count: number;
  values: { currency: string; amount_minor: number; count: number }[];
}

const base = '/api/parley/v1';
const eventsStatement = systemStatement<{ type: string; subject: string; data: Record<string, unknown> }>(
  'test.lead-events',
  `select type, subject_id as subject, data from events where type like 'lead.%' order by id`,
);

let parley: TestPlatform;
let foreign: string;
beforeAll(async () => {
  parley = await startTestPlatform();
  foreign = (await parley.addTenant('100777')).token;
});
afterAll(() => parley.stop());

const own = <Body = Refusal>(method: string, path: string, json?: unknown, token?: string) =>
  parley.api<Body>(method, base + path, { ...(json === undefined ? {} : { json }), ...(token ? { token } : {}) });
const listStages = async (token?: string) =>
  (await own<{ stages: Stage[] }>('GET', '/lead-stages', undefined, token)).body.stages;
const put = <Body = Lead>(target: string, json: Record<string, unknown>) => own<Body>('PUT', `/leads/${target}`, json);
const events = () => parley.db.system(eventsStatement);
let lastPhone = 31_600_100_000;
async function addContact(name = 'Noor de Wit'): Promise<string> {
  lastPhone += 1;
  await parley.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: String(lastPhone), name } });
  return String(lastPhone);
}

describe('lead stages', () => {
  test('a new workspace has five, in order', async () => {
    const stages = await listStages();
    expect(stages.map(({ label, kind, sortOrder }) => [label, kind, sortOrder])).toEqual([
      ['New', 'open', 1],
      ['Qualified', 'open', 2],
      ['Proposal', 'open', 3],
      ['Won', 'won', 4],
      ['Lost', 'lost', 5],
    ]);
    expect(stages[0]?.color).toMatch(/^#[0-9a-f]{6}$/);
  });

  test('are added, changed, brought into an order and deleted', async () => {
    const added = await own<Stage>('POST', '/lead-stages', { Label: ' Trial ', color: '#AABBCC' });
    expect(added).toMatchObject({
      status: 201,
      body: { label: 'Trial', color: '#aabbcc', kind: 'open', sortOrder: 6 },
    });
    const path = `/lead-stages/${added.body.id}`;
    const changed = await own<Stage>('PATCH', path, { label: 'Trial run', kind: 'lost' });
    expect(changed).toMatchObject({ status: 200, body: { label: 'Trial run', color: '#aabbcc', kind: 'lost' } });
    expect((await own<Stage>('PATCH', path, { color: null })).body).toMatchObject({ label: 'Trial run', color: null });
    const ids = (await listStages()).map(({ id }) => id);
    const ordered = await own<{ stages: Stage[] }>('PUT', '/lead-stages/order', { stageIds: [...ids].reverse() });
    expect(ordered.body.stages.map(({ id, sortOrder }) => [id, sortOrder])).toEqual(
      [...ids].reverse().map((id, index) => [id, index + 1]),
    );
    await own('PUT', '/lead-stages/order', { stageIds: ids });
    expect(await own('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await own('DELETE', path)).toMatchObject({ status: 404, body: { reason: 'stage.not_found' } });
    expect(await listStages()).toHaveLength(5);
  });

  test.each([
    ['POST', '', {}, 'request.invalid'],
    ['POST', '', { label: '  ' }, 'request.invalid'],
    ['POST', '', { label: 'x'.repeat(101) }, 'request.invalid'],
    ['POST', '', { label: 'Odd', color: 'red' }, 'request.invalid'],
    ['POST', '', { label: 'Odd', kind: 'maybe' }, 'request.invalid'],
    ['PUT', '/order', { stageIds: ['65f0c1a2b3d4e5f6012343a1'] }, 'request.invalid'],
  ])('%s%s %j is 400', async (method, path, json, reason) => {
    expect(await own(method, `/lead-stages${path}`, json)).toMatchObject({ status: 400, body: { code: 400, reason } });
    expect(await listStages()).toHaveLength(5);
  });

  test('an order must name every stage once', async () => {
    const [first, ...others] = (await listStages()).map(({ id }) => id);
    expect((await own('PUT', '/lead-stages/order', { stageIds: others })).status).toBe(400);
    const repeated = [...others, others[0] ?? ''];
    expect((await own('PUT', '/lead-stages/order', { stageIds: repeated })).status).toBe(400);
    expect((await listStages())[0]?.id).toBe(first);
  });

  test('an id that is none is 404, whatever stands in it', async () => {
    for (const id of ['none', '%00', '%F0%9F%99%82']) {
      expect((await own('PATCH', `/lead-stages/${id}`, {})).status, id).toBe(404);
      expect((await own('DELETE', `/lead-stages/${id}`)).status, id).toBe(404);
      expect((await own('PUT', `/leads/${id}`, { stage: 'New' })).status, id).toBe(404);
    }
    expect((await own('GET', '/leads?stage=a%00b')).status).toBe(404);
    expect((await put(await addContact(), { stage: 'a\0b' })).status).toBe(404);
  });

  test('a label is there once, in any case', async () => {
    const taken = { status: 409, body: { code: 409, reason: 'stage.label_taken' } };
    expect(await own('POST', '/lead-stages', { label: 'qualified' })).toMatchObject(taken);
    const [first] = await listStages();
    expect(await own('PATCH', `/lead-stages/${first?.id}`, { label: 'WON' })).toMatchObject(taken);
  });

  test('belong to their workspace', async () => {
    const [stage] = await listStages();
    expect(await listStages(foreign)).toEqual([]);
    expect((await own('PATCH', `/lead-stages/${stage?.id}`, { label: 'Mine' }, foreign)).status).toBe(404);
    expect((await own('DELETE', `/lead-stages/${stage?.id}`, undefined, foreign)).status).toBe(404);
    expect((await own('GET', '/leads?stage=New', undefined, foreign)).status).toBe(404);
    expect((await listStages())[0]).toEqual(stage);
  });
});

describe('leads', () => {
  test('a contact goes into a stage, by id, by label, and on', async () => {
    const phone = await addContact('Rafael Souza');
    const made = await put(`+${phone}`, {
      stage: 'new',
      value: '125000',
      currency: 'eur',
      ownerEmail: 'AGENT@demo.test',
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        contact: { phone, name: 'Rafael Souza' },
        stage: { label: 'New' },
        value: 125_000,
        currency: 'EUR',
        owner: { email: 'agent@demo.test' },
        closedAt: null,
      },
    });
    const won = (await listStages()).find(({ label }) => label === 'Won');
    const moved = await put(made.body.contact.id, { stageId: won?.id });
    expect(moved).toMatchObject({ status: 200, body: { stage: { kind: 'won' }, value: 125_000, currency: 'EUR' } });
    expect(moved.body.closedAt).toBe(moved.body.enteredAt);
    expect((await own<Lead>('GET', `/leads/${phone}`)).body).toEqual(moved.body);
  });

  test('the history says who did what, and the events too', async () => {
    const before = (await events()).length;
    const phone = await addContact();
    const { body } = await put(phone, { stage: 'New' });
    await put(phone, { stage: 'New' });
    await put(phone, { stage: 'New', ownerEmail: 'agent2@demo.test' });
    await put(phone, { stage: 'Proposal' });
    expect((await own('DELETE', `/leads/${phone}`)).status).toBe(204);
    const history = await own<{ moves: Move[]; nextCursor: null }>('GET', `/leads/${phone}/moves`);
    const lines = history.body.moves.map(({ kind, fromStage, stage }) => [kind, fromStage?.label ?? null, stage.label]);
    expect(lines).toEqual([
      ['removed', 'Proposal', 'Proposal'],
      ['moved', 'New', 'Proposal'],
      ['changed', 'New', 'New'],
      ['created', null, 'New'],
    ]);
    expect(history.body.moves[0]?.actor).toMatchObject({ kind: 'token', id: expect.any(String) });
    const told = (await events()).slice(before);
    expect(told.map(({ type, data }) => [type, data.stage])).toEqual([
      ['lead.stageChanged', 'New'],
      ['lead.changed', 'New'],
      ['lead.stageChanged', 'Proposal'],
      ['lead.removed', null],
    ]);
    expect(told.every(({ subject }) => subject === body.contact.id)).toBe(true);
    const pages: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { moves: Move[]; nextCursor: string | null } = (
        await own<typeof page>('GET', `/leads/${phone}/moves?limit=3&cursor=${cursor}`)
      ).body;
      pages.push(...page.moves.map(({ kind }) => kind));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(['removed', 'moved', 'changed', 'created']);
    expect(await own('GET', `/leads/${phone}`)).toMatchObject({ status: 404, body: { reason: 'lead.not_found' } });
    expect((await own('DELETE', `/leads/${phone}`)).status).toBe(404);
  });

  test('null takes away, and a value needs a currency', async () => {
    const phone = await addContact();
    expect(await put(phone, { stage: 'New', value: 100 })).toMatchObject({ status: 400 });
    await put(phone, { stage: 'New', value: 100, currency: 'USD', ownerEmail: 'agent@demo.test' });
    expect((await put(phone, { stage: 'New', currency: null })).status).toBe(400);
    const cleared = await put(phone, { stage: 'New', value: null, currency: null, ownerEmail: null });
    expect(cleared.body).toMatchObject({ value: null, currency: null, owner: null });
  });

  test.each([
    [{}, 400, 'request.invalid'],
    [{ stage: 'Nowhere' }, 404, 'stage.not_found'],
    [{ stage: '65f0c1a2b3d4e5f6012343a1' }, 404, 'stage.not_found'],
    [{ stage: 'New', value: -1, currency: 'EUR' }, 400, 'request.invalid'],
    [{ stage: 'New', value: 1.5, currency: 'EUR' }, 400, 'request.invalid'],
    [{ stage: 'New', currency: 'EURO' }, 400, 'request.invalid'],
    [{ stage: 'New', ownerEmail: 'nobody@demo.test' }, 404, 'operator.not_found'],
  ])('PUT %j is refused and stores nothing', async (json, status, reason) => {
    const phone = await addContact();
    expect(await put(phone, json)).toMatchObject({ status, body: { code: status, reason } });
    expect((await own('GET', `/leads/${phone}`)).status).toBe(404);
    expect((await own<{ moves: Move[] }>('GET', `/leads/${phone}/moves`)).body.moves).toEqual([]);
  });

  test('an unknown contact, or one of another workspace, is 404', async () => {
    const phone = await addContact();
    const { body } = await put(phone, { stage: 'New' });
    for (const target of [phone, body.contact.id]) {
      for (const [method, json] of [['GET'], ['PUT', { stage: 'New' }], ['DELETE']] as const) {
        const answer = await own(method, `/leads/${target}`, json, foreign);
        expect(answer).toMatchObject({ status: 404, body: { reason: 'contact.not_found' } });
      }
    }
    expect((await put('not a target', { stage: 'New' })).status).toBe(404);
  });

  test('a stage with leads is not deleted, and one without is named by histories', async () => {
    const stage = (await own<Stage>('POST', '/lead-stages', { label: 'Tasting' })).body;
    const phone = await addContact();
    await put(phone, { stage: stage.id });
    const refused = await own('DELETE', `/lead-stages/${stage.id}`);
    expect(refused).toMatchObject({ status: 409, body: { reason: 'stage.in_use' } });
    await put(phone, { stage: 'Lost' });
    expect((await own('DELETE', `/lead-stages/${stage.id}`)).status).toBe(204);
    const { moves } = (await own<{ moves: Move[] }>('GET', `/leads/${phone}/moves`)).body;
    expect(moves[0]?.fromStage?.label).toBe('Tasting');
    expect((await put(phone, { stage: 'Tasting' })).status).toBe(404);
  });

  test('a chatbot puts the contact into a stage', async () => {
    const waId = '85255504001';
    await parley.simulator.writeText(waId, 'Hi');
    await parley.settle();
    const ctx = { tenantId: parley.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    const nodes = [{ id: 'a', kind: 'leadStage', stage: 'qualified' }];
    const flow = await addFlow(parley, ctx, { name: 'Qualify', status: 'active', definition: { start: 'a', nodes } });
    await parley.api('POST', '/api/v1/chatbots/start', { query: { target: waId, chatbotId: flow?.id ?? '' } });
    await parley.settle();
    expect((await own<Lead>('GET', `/leads/${waId}`)).body.stage.label).toBe('Qualified');
    const { moves } = (await own<{ moves: Move[] }>('GET', `/leads/${waId}/moves`)).body;
    expect(moves).toMatchObject([{ kind: 'created', actor: { kind: 'bot', id: flow?.id } }]);
  });

  test('a stage lists its leads by pages, the last that came first', async () => {
    const stage = (await own<Stage>('POST', '/lead-stages', { label: 'Queue' })).body;
    const phones: string[] = [];
    for (let index = 0; index < 5; index += 1) phones.push(await addContact());
    for (const phone of phones) {
      await put(phone, { stage: stage.id });
      parley.clock.moveTo(parley.clock.nowMs() + 1_000);
    }
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { leads: Lead[]; nextCursor: string | null } = (
        await own<typeof page>('GET', `/leads?stage=queue&limit=2&cursor=${cursor}`)
      ).body;
      expect(page.leads.length).toBeLessThanOrEqual(2);
      seen.push(...page.leads.map((lead) => lead.contact.phone));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...phones].reverse());
    for (const query of ['', '?stage=queue&limit=0', '?stage=queue&limit=501', '?stage=queue&cursor=nonsense']) {
      expect((await own('GET', `/leads${query}`)).status, query).toBe(400);
    }
    for (const phone of phones) await own('DELETE', `/leads/${phone}`);
  });
});

describe('v3 salesAnalytics', () => {
  const v3 = '/api/ext/v3/salesAnalytics';
  const ask = <Body = { win_rate: number; entries: PipelineEntry[] }>(json: unknown, token?: string) =>
    parley.api<Body>('POST', `${v3}/pipeline`, { json, ...(token ? { token } : {}) });
  const counts = (entries: readonly PipelineEntry[]) =>
    Object.fromEntries(entries.filter(({ count }) => count > 0).map(({ stage, count }) => [stage, count]));

  test('lists the stages, whatever the case of the path', async () => {
    const stages = await listStages();
    const answer = await parley.api<{ stages: unknown[] }>('GET', `/api/ext/v3/SalesAnalytics/leadstages`);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.stages).toEqual(
      stages.map(({ id, label, color, sortOrder }) => ({ id, label, color, sort_order: sortOrder })),
    );
    expect((await parley.api('GET', `${v3}/leadStages`, { token: foreign })).body).toEqual({ stages: [] });
  });

  test('asks for its scopes', async () => {
    const token = await parley.addToken({ scopes: ['salesanalyticsv3:read'] });
    expect((await parley.api('GET', `${v3}/leadStages`, { token })).status).toBe(200);
    const wrong = await parley.addToken({ scopes: ['contactsv3:read'] });
    expect((await parley.api('POST', `${v3}/pipeline`, { json: {}, token: wrong })).status).toBe(403);
  });

  test('counts each lead that moved in the period, where it stood at its end', async () => {
    const day = 86_400_000;
    const start = (Math.floor(parley.clock.nowMs() / day) + 10) * day;
    const at = (days: number) => new Date(start + days * day).toISOString();
    parley.clock.moveTo(start);
    const operator = await createOperator(parley, parley.tenantId, {
      email: 'seller@demo.test',
      name: 'Sue Seller',
      role: 'operator',
    });
    const [stays, wins, early, gone] = [await addContact(), await addContact(), await addContact(), await addContact()];
    await put(stays, { stage: 'New', value: 1_000, currency: 'EUR' });
    await put(wins, { stage: 'New', value: 5_000, currency: 'EUR', ownerEmail: 'seller@demo.test' });
    await put(early, { stage: 'Qualified', value: 7_000, currency: 'USD' });
    await put(gone, { stage: 'New' });
    await own('DELETE', `/leads/${gone}`);
    parley.clock.moveTo(start + 10 * day);
    await put(wins, { stage: 'Won', value: 6_000 });
    await put(stays, { stage: 'New', value: 2_000 });

    const first = await ask({ from: at(0), to: at(1) });
    expect(first).toMatchObject({ status: 200, body: { win_rate: 0 } });
    expect(counts(first.body.entries)).toEqual({ New: 2, Qualified: 1 });
    expect(first.body.entries.find(({ stage }) => stage === 'New')?.values).toEqual([
      { currency: 'EUR', amount_minor: 6_000, count: 2 },
    ]);
    expect(first.body.entries.map(({ stage }) => stage)).toEqual((await listStages()).map(({ label }) => label));

    const all = await ask({ from: at(0), to: at(11), agentIds: null, selectedStageIds: null });
    expect(counts(all.body.entries)).toEqual({ New: 1, Qualified: 1, Won: 1 });
    expect(all.body.win_rate).toBe(33.33);
    // The lead that only changed its value came into no stage in this period.
    expect(counts((await ask({ from: at(9), to: at(11), agentIds: [] })).body.entries)).toEqual({ Won: 1 });

    const ofOne = await ask({ from: at(0), to: at(11), agentIds: [operator.id.toUpperCase()] });
    expect(ofOne.body).toMatchObject({ win_rate: 100 });
    expect(counts(ofOne.body.entries)).toEqual({ Won: 1 });

    const chosen = (await listStages()).filter(({ label }) => label === 'New' || label === 'Won');
    const some = await ask({ from: at(0), to: at(11), stageIds: chosen.map(({ id }) => id) });
    expect(some.body).toMatchObject({ win_rate: 50, entries: [{ stage: 'New' }, { stage: 'Won' }] });
    expect((await ask({ from: at(0), to: at(11) }, foreign)).body).toEqual({ win_rate: 0, entries: [] });
    expect(counts((await ask({ from: at(-3), to: at(-1) })).body.entries)).toEqual({});
  });

  test('takes plain dates, both of them whole days', async () => {
    const today = parley.clock.now().toISOString().slice(0, 10);
    await put(await addContact(), { stage: 'Lost' });
    const answer = await parley.api<{ entries: PipelineEntry[] }>('POST', `${v3}/pipeline`, {
      raw: JSON.stringify({ From: today, TO: today }),
      headers: { 'content-type': 'application/json-patch+json' },
    });
    expect(counts(answer.body.entries)).toMatchObject({ Lost: 1 });
  });

  test.each([
    [{}, 'an empty body'],
    [{ from: '2026-03-01T00:00:00Z' }, 'without to'],
    [{ from: 'yesterday', to: '2026-03-31' }, 'what is no date'],
    [{ from: '2026-02-30', to: '2026-03-31' }, 'a day that no calendar has'],
    [{ from: '2026-04-01', to: '2026-03-01' }, 'an end before the start'],
    [{ from: '2026-03-01', to: '2026-03-31', agentIds: [1, { a: 1 }] }, 'ids that are none'],
    [{ from: '2026-03-01', to: '2026-03-31', agentIds: Array(1001).fill('a') }, 'too many ids'],
  ])('%j is 400 (%s)', async (json, _because) => {
    expect(await ask(json)).toMatchObject({
      status: 400,
      body: { code: 400, message: expect.any(String), timestamp: expect.any(String) },
    });
  });
});
