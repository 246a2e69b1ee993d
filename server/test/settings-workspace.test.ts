import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { firstIdAt } from '../src/kernel/ids.ts';
import { createOperator, createTenant, holdTeams, setPassword } from '../src/modules/accounts/index.ts';
import { addFlow } from '../src/modules/automation/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';
import { eventually } from './outgoing-lab.ts';

type Json = Record<string, unknown>;
type Kept = { what: string; days: number; bounds: { defaultDays: number; minDays: number; maxDays: number } | null };

const unknownId = 'f'.repeat(24);
const otherTenantId = '100909';
const daySeconds = 86_400;

const waitingStatement = systemStatement<{ waiting: number }>(
  '',
  `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
);

let parley: TestPlatform;
let dataDir: string;
let ada: Person;
let agent: Person;
/** An administrator of another workspace. */
let stranger: Person;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-kept-'));
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password, PARLEY_DATA_DIR: dataDir } });
  ada = await signIn(parley, 'admin@demo.test');
  agent = await signIn(parley, 'agent@demo.test');
  const deps = { db: parley.db, clock: parley.clock };
  await createTenant(deps, { id: otherTenantId, name: 'Elsewhere' });
  await createOperator(deps, otherTenantId, { email: 'eve@else.test', name: 'Eve', role: 'administrator' });
  await setPassword(deps, otherTenantId, 'eve@else.test', password);
  stranger = await signIn(parley, 'eve@else.test');
});
afterAll(async () => {
  await parley.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const settings = (method: string, path: string, json?: unknown) =>
  ada.call<Json>(method, `/settings${path}`, json === undefined ? {} : { json });

async function lastEntry(action: string): Promise<Json | undefined> {
  const { body } = await ada.call<{ items: Json[] }>('GET', '/settings/audit', { query: { action } });
  return body.items[0];
}

let number = 4_915_100_004_000;

async function addContact(attributes: Record<string, string>, more: Json = {}): Promise<string> {
  number += 1;
  const json = { phone: String(number), name: `Person ${number}`, attributes, ...more };
  const { status, body } = await ada.call<{ id: string }>('POST', '/contacts/people', { json });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.id;
}

async function readContact(id: string): Promise<{ attributes: Record<string, string>; teamIds: string[] }> {
  const { body } = await ada.call<{ contact: { attributes: Record<string, string>; teamIds: string[] } }>(
    'GET',
    `/contacts/people/${id}`,
  );
  return body.contact;
}

const attributesOf = async (id: string) => (await readContact(id)).attributes;

async function endOfJob(id: unknown): Promise<Json> {
  await parley.settle();
  return (await ada.call('GET', `/contacts/jobs/${id}`)).body;
}

describe('attributes', () => {
  const counted = async () => {
    const { body } = await settings('GET', '/attributes');
    return body as { items: { name: string; contacts: number }[]; isWhole: boolean };
  };
  const countOf = async (name: string) => (await counted()).items.find((one) => one.name === name)?.contacts;

  test('are listed with how many contacts have them', async () => {
    await addContact({ shoe: '41', hat: 'M' });
    await addContact({ shoe: '42' });
    expect([await countOf('shoe'), await countOf('hat')]).toEqual([2, 1]);
    expect((await counted()).isWhole).toBe(true);
    expect((await agent.call('GET', '/settings/attributes')).status).toBe(403);
  });

  test('tell what uses them', async () => {
    const id = await addContact({ size: 'L', Size: 'XL' });
    const groups = [[{ attribute: 'size', operator: '==', value: 'L' }]];
    const segment = { name: 'Large', kind: 'dynamic', groups };
    expect((await ada.call('POST', '/contacts/segments', { json: segment })).status).toBe(201);
    const reply = { shortcut: 'fit', text: 'Yours is {{SIZE|none}}.' };
    expect((await ada.call('POST', '/inbox/quick-replies', { json: reply })).status).toBe(201);
    const ctx = { tenantId: '100100', actor: { kind: 'system' as const }, requestId: 'test' };
    const nodes = [{ id: 'a', kind: 'message', text: 'Size {{ size }} it is.' }];
    await addFlow(parley, ctx, { name: 'Fitter', status: 'draft', definition: { start: 'a', nodes } });
    const { body } = await ada.call<{ uses: { kind: string; name: string }[] }>('GET', '/settings/attributes/uses', {
      query: { name: 'size', newName: 'Size' },
    });
    expect(body).toMatchObject({ contacts: 1, isMore: false, withBoth: 1, isMoreWithBoth: false });
    expect(body.uses.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'segment Large',
      'quickReply fit',
      'chatbot Fitter',
    ]);
    expect((await ada.call('DELETE', `/contacts/people/${id}`)).status).toBeLessThan(300);
  });

  test('are renamed for everybody, which is in the log and can be taken back', async () => {
    const [one, two] = [await addContact({ town: 'Bonn' }), await addContact({ town: 'Ulm', hat: 'S' })];
    const asked = async () => {
      const { body } = await ada.call<{ segments: { name: string; groups: { attribute: string }[][] }[] }>(
        'GET',
        '/contacts/segments',
      );
      return body.segments
        .find(({ name }) => name === 'From Bonn')
        ?.groups.flat()
        .map(({ attribute }) => attribute);
    };
    const groups = [['town', 'hat'].map((attribute) => ({ attribute, operator: 'exist', value: '' }))];
    await ada.call('POST', '/contacts/segments', { json: { name: 'From Bonn', kind: 'dynamic', groups } });
    const renamed = await settings('POST', '/attributes/rename', { name: 'town', newName: ' city ' });
    expect(renamed).toMatchObject({ status: 200, body: { contacts: 2 } });
    expect(await endOfJob(renamed.body.jobId)).toMatchObject({
      state: 'done',
      updated: 2,
      canUndo: true,
      renamed: { from: 'town', to: 'city' },
    });
    expect([await attributesOf(one), await attributesOf(two)]).toEqual([{ city: 'Bonn' }, { city: 'Ulm', hat: 'S' }]);
    expect(await lastEntry('attribute.rename')).toMatchObject({
      target: { name: 'town' },
      changes: { before: { name: 'town', contacts: 2 }, after: { name: 'city' } },
    });
    expect(await asked()).toEqual(['city', 'hat']);
    await ada.call('POST', `/contacts/jobs/${renamed.body.jobId}/undo`);
    expect(await endOfJob(renamed.body.jobId)).toMatchObject({ state: 'undone', undone: 2 });
    expect(await asked()).toEqual(['town', 'hat']);
    expect(await attributesOf(one)).toEqual({ town: 'Bonn' });
  });

  test('are not renamed over another one until it is said whose value stays', async () => {
    const both = await addContact({ color: 'red', colour: 'blue' });
    const alone = await addContact({ color: 'green' });
    const refused = await settings('POST', '/attributes/rename', { name: 'color', newName: 'colour' });
    expect(refused).toMatchObject({
      status: 409,
      body: { reason: 'attribute.name_taken', message: '1 contact has both color and colour.' },
    });
    const kept = await settings('POST', '/attributes/rename', {
      name: 'color',
      newName: 'colour',
      whenBoth: 'existing',
    });
    await endOfJob(kept.body.jobId);
    expect([await attributesOf(both), await attributesOf(alone)]).toEqual([{ colour: 'blue' }, { colour: 'green' }]);
    await ada.call('POST', `/contacts/jobs/${kept.body.jobId}/undo`);
    await endOfJob(kept.body.jobId);
    const won = await settings('POST', '/attributes/rename', {
      name: 'color',
      newName: 'colour',
      whenBoth: 'renamed',
    });
    await endOfJob(won.body.jobId);
    expect(await attributesOf(both)).toEqual({ colour: 'red' });
  });

  test('are deleted for everybody, which is in the log and can be taken back', async () => {
    const id = await addContact({ shelf: 'B2', hat: 'L' });
    const { status, body } = await ada.call('DELETE', '/settings/attributes', { query: { name: 'shelf' } });
    expect({ status, body }).toMatchObject({ status: 200, body: { contacts: 1 } });
    expect(await endOfJob(body.jobId)).toMatchObject({ state: 'done', updated: 1, canUndo: true });
    expect(await attributesOf(id)).toEqual({ hat: 'L' });
    expect(await lastEntry('attribute.delete')).toMatchObject({ target: { name: 'shelf' } });
    await ada.call('POST', `/contacts/jobs/${body.jobId}/undo`);
    await endOfJob(body.jobId);
    expect(await attributesOf(id)).toEqual({ shelf: 'B2', hat: 'L' });
  });

  test.each([
    ['phone, which is none', { name: 'phone', newName: 'x' }, 400, 'request.invalid'],
    ['into name, which is none', { name: 'hat', newName: 'name' }, 400, 'request.invalid'],
    ['into itself', { name: 'hat', newName: ' hat' }, 400, 'request.invalid'],
    ['into nothing', { name: 'hat', newName: '  ' }, 400, 'request.invalid'],
    ['that nobody has', { name: 'wig', newName: 'hair' }, 404, 'attribute.not_found'],
  ])('%s are not renamed, and no edit begins', async (_what, json, status, reason) => {
    const before = await ada.call<{ jobs: Json[] }>('GET', '/contacts/jobs');
    const refused = await settings('POST', '/attributes/rename', json);
    expect([refused.status, refused.body.reason]).toEqual([status, reason]);
    expect((await ada.call<{ jobs: Json[] }>('GET', '/contacts/jobs')).body).toEqual(before.body);
  });

  describe('that no contact has', () => {
    const add = (name: string, description?: string) => settings('POST', '/attributes', { name, description });
    const offered = async (): Promise<string[]> => {
      const { body } = await ada.call<{ attributes: string[] }>('GET', '/contacts/facets');
      return body.attributes;
    };

    test('are added with what they mean, offered everywhere, and in the log', async () => {
      const added = await add(' plan ', ' What they pay for ');
      expect(added).toMatchObject({
        status: 201,
        body: { name: 'plan', contacts: 0, description: 'What they pay for' },
      });
      const { items } = await counted();
      expect(items.find(({ name }) => name === 'plan')).toEqual(added.body);
      expect(await offered()).toContain('plan');
      expect((await ada.call<{ attributes: string[] }>('GET', '/campaigns/choices')).body.attributes).toContain('plan');
      expect(await lastEntry('attribute.create')).toMatchObject({ target: { name: 'plan' } });
      const id = await addContact({ plan: 'gold' });
      expect(await countOf('plan')).toBe(1);
      expect((await ada.call('DELETE', `/contacts/people/${id}`)).status).toBeLessThan(300);
      expect(await countOf('plan')).toBe(0);
    });

    test.each([
      ['that was added before', 'plan', 409, 'attribute.exists'],
      ['that contacts have', 'shoe', 409, 'attribute.exists'],
      ['that is the name', 'name', 400, 'request.invalid'],
      ['without a name', '  ', 400, 'request.invalid'],
    ])('one %s is refused', async (_what, name, status, reason) => {
      const before = await counted();
      const refused = await add(name);
      expect([refused.status, refused.body.reason]).toEqual([status, reason]);
      expect(await counted()).toEqual(before);
    });

    test('differ by case, as those of contacts do', async () => {
      expect((await add('PLAN')).status).toBe(201);
      expect((await ada.call('DELETE', '/settings/attributes', { query: { name: 'PLAN' } })).status).toBe(200);
    });

    test('are described, and so is one that only contacts have, which is kept then', async () => {
      const say = (name: string, description: string | null) => settings('PATCH', '/attributes', { name, description });
      expect(await say('plan', 'Gold or silver')).toMatchObject({
        status: 200,
        body: { description: 'Gold or silver' },
      });
      expect(await lastEntry('attribute.change')).toMatchObject({
        changes: { before: { description: 'What they pay for' }, after: { description: 'Gold or silver' } },
      });
      const id = await addContact({ glove: '8' });
      expect((await say('glove', 'Size of the glove')).status).toBe(200);
      await ada.call('DELETE', `/contacts/people/${id}`);
      expect(await countOf('glove')).toBe(0);
      expect((await say('unknown', 'x')).body.reason).toBe('attribute.not_found');
    });

    test('are renamed and deleted, and each is taken back', async () => {
      const renamed = await settings('POST', '/attributes/rename', { name: 'plan', newName: 'tariff' });
      expect(renamed).toMatchObject({ status: 200, body: { contacts: 0 } });
      expect(await endOfJob(renamed.body.jobId)).toMatchObject({ state: 'done', canUndo: true });
      expect([await countOf('plan'), await countOf('tariff')]).toEqual([undefined, 0]);
      await ada.call('POST', `/contacts/jobs/${renamed.body.jobId}/undo`);
      expect(await endOfJob(renamed.body.jobId)).toMatchObject({ state: 'undone' });
      expect([await countOf('plan'), await countOf('tariff')]).toEqual([0, undefined]);
      const deleted = await ada.call('DELETE', '/settings/attributes', { query: { name: 'plan' } });
      await endOfJob(deleted.body.jobId);
      expect(await offered()).not.toContain('plan');
      await ada.call('POST', `/contacts/jobs/${deleted.body.jobId}/undo`);
      await endOfJob(deleted.body.jobId);
      const { items } = await counted();
      expect(items.find(({ name }) => name === 'plan')).toMatchObject({ contacts: 0, description: 'Gold or silver' });
    });

    test('of another workspace neither show nor stand in the way', async () => {
      expect((await agent.call('POST', '/settings/attributes', { json: { name: 'mine' } })).status).toBe(403);
      const taken = await stranger.call('POST', '/settings/attributes', { json: { name: 'plan' } });
      expect(taken.status).toBe(201);
      expect((await stranger.call('GET', '/settings/attributes')).body).toMatchObject({
        items: [{ name: 'plan', description: null }],
      });
      await stranger.call('DELETE', '/settings/attributes', { query: { name: 'plan' } });
      expect(await countOf('plan')).toBe(0);
    });
  });

  test('are followed by drafts, quick replies and chatbots, and back again', async () => {
    await addContact({ pet: 'cat' });
    const plan = {
      audience: {
        kind: 'none',
        segmentIds: [],
        contactIds: [],
        fileId: null,
        phoneColumn: null,
        countryCodeColumn: null,
        nameColumn: null,
      },
      templateId: null,
      channelId: null,
      values: [
        { name: 'a', from: 'attribute', value: 'pet', fallback: 'friend' },
        { name: 'b', from: 'text', value: 'pet', fallback: '' },
      ],
      schedule: { kind: 'now', at: null, quietFrom: null, quietTo: null },
    };
    const draft = await ada.call<{ id: string }>('POST', '/campaigns/drafts', { json: { name: 'Food', plan } });
    expect(draft.status).toBe(201);
    const reply = { shortcut: 'pet', text: 'How is {{ PET |your pet}}, {{name}}? {{petty}}' };
    expect((await ada.call('POST', '/inbox/quick-replies', { json: reply })).status).toBe(201);
    const ctx = { tenantId: '100100', actor: { kind: 'system' as const }, requestId: 'test' };
    const nodes = [
      { id: 'a', kind: 'question', text: 'Is {{ pet }} right?', attribute: 'pet', next: 'b' },
      { id: 'b', kind: 'condition', attribute: 'pet', operator: '==', value: 'pet' },
    ];
    await addFlow(parley, ctx, { name: 'Vet', status: 'active', definition: { start: 'a', nodes } });
    const usesOf = async (name: string) => {
      const { body } = await ada.call<{ uses: { kind: string }[] }>('GET', '/settings/attributes/uses', {
        query: { name },
      });
      return body.uses.map(({ kind }) => kind);
    };
    const texts = async () => {
      const { body } = await ada.call<{ quickReplies: { shortcut: string; text: string }[] }>(
        'GET',
        '/inbox/quick-replies',
      );
      return body.quickReplies.find(({ shortcut }) => shortcut === 'pet')?.text;
    };
    const all = ['campaignDraft', 'quickReply', 'chatbot'];
    expect(await usesOf('pet')).toEqual(all);
    const renamed = await settings('POST', '/attributes/rename', { name: 'pet', newName: 'animal' });
    await endOfJob(renamed.body.jobId);
    expect([await usesOf('pet'), await usesOf('animal')]).toEqual([[], all]);
    expect(await texts()).toBe('How is {{animal|your pet}}, {{name}}? {{petty}}');
    const read = await ada.call('GET', `/campaigns/drafts/${draft.body.id}`);
    expect(read.body).toMatchObject({ plan: { values: [{ value: 'animal', fallback: 'friend' }, { value: 'pet' }] } });
    expect(await lastEntry('attribute.rename')).toMatchObject({
      changes: { after: { name: 'animal', drafts: 1, quickReplies: 1, chatbots: 1 } },
    });
    await ada.call('POST', `/contacts/jobs/${renamed.body.jobId}/undo`);
    await endOfJob(renamed.body.jobId);
    expect([await usesOf('pet'), await usesOf('animal')]).toEqual([all, []]);
  });

  test('of another workspace are not there', async () => {
    const id = await addContact({ secret: 'yes' });
    const seen = await stranger.call<{ items: Json[] }>('GET', '/settings/attributes');
    expect(seen.body).toEqual({ items: [], isWhole: true });
    const query = { name: 'secret' };
    expect((await stranger.call('GET', '/settings/attributes/uses', { query })).body).toMatchObject({ contacts: 0 });
    expect((await stranger.call('DELETE', '/settings/attributes', { query })).status).toBe(404);
    expect(await attributesOf(id)).toEqual({ secret: 'yes' });
  });
});

describe('a team', () => {
  const makeTeam = async (name: string): Promise<string> => {
    const { status, body } = await settings('POST', '/teams', { name, memberIds: [agent.id] });
    expect(status).toBe(201);
    return String(body.id);
  };
  const teams = async () => (await settings('GET', '/teams')).body.items as { id: string; isDefault: boolean }[];

  test('is deleted with its hours and members, and taken off its contacts for good', async () => {
    const [night, day] = [await makeTeam('Night'), await makeTeam('Day')];
    const contact = await addContact({}, { teamIds: [night, day] });
    const moved = await addContact({}, { teamIds: [night] });
    const edit = { kind: 'edit', people: { ids: [moved] }, change: { removeTeamIds: [night], addTeamIds: [day] } };
    const { body: editJob } = await ada.call('POST', '/contacts/edits', { json: edit });
    await endOfJob(editJob.id);
    const week = [[{ from: '20:00', to: '24:00' }], [], [], [], [], [], []];
    await settings('PUT', '/hours', { teamId: night, hours: { timeZone: 'UTC', week, holidays: [] } });
    await ada.call('POST', '/inbox/views', { json: { name: 'At night', isShared: true, filter: { team: night } } });
    expect((await settings('GET', `/teams/${night}/uses`)).body).toEqual({
      contacts: 1,
      isMore: false,
      hasHours: true,
      views: ['At night'],
      chatbots: [],
    });

    expect(await settings('DELETE', `/teams/${night}`)).toMatchObject({ status: 200, body: { contacts: 1 } });
    const { jobs } = (await ada.call<{ jobs: Json[] }>('GET', '/contacts/jobs')).body;
    const job = jobs.find(({ kind }) => kind === 'teamDelete');
    expect(job).toMatchObject({ teamName: 'Night', canUndo: false });
    expect(await endOfJob(job?.id)).toMatchObject({ state: 'done', updated: 1 });
    expect((await readContact(contact)).teamIds).toEqual([day]);
    expect((await teams()).map(({ id }) => id)).not.toContain(night);
    const hours = await settings('GET', '/hours');
    expect((hours.body.teams as { teamId: string }[]).map(({ teamId }) => teamId)).not.toContain(night);
    const { body: people } = await ada.call<{ items: { id: string; teamIds: string[] }[] }>('GET', '/settings/people');
    expect(people.items.find(({ id }) => id === agent.id)?.teamIds).toContain(day);
    expect(people.items.find(({ id }) => id === agent.id)?.teamIds).not.toContain(night);
    expect(await lastEntry('team.delete')).toMatchObject({ target: { id: night, name: 'Night' } });

    // What an earlier edit took away does not come back with its undo.
    await ada.call('POST', `/contacts/jobs/${editJob.id}/undo`);
    await endOfJob(editJob.id);
    expect((await readContact(moved)).teamIds).toEqual([]);
    expect((await settings('DELETE', `/teams/${night}`)).status).toBe(404);
  });

  test('is not joined any more by the contacts that an edit under way adds to it', async () => {
    const id = await makeTeam('Late');
    const contact = await addContact({});
    const waiting = async (count: number) =>
      expect((await parley.db.system(waitingStatement))[0]).toEqual({ waiting: count });
    const begin = async (tx: Transaction): Promise<{ jobId: unknown; removal: Promise<unknown> }> => {
      await tx.system(systemStatement('', 'select 1 from contacts where id = $1 for update'), [contact]);
      const edit = { kind: 'edit', people: { ids: [contact] }, change: { addTeamIds: [id] } };
      const { body } = await ada.call('POST', '/contacts/edits', { json: edit });
      await eventually(() => waiting(1));
      const removal = settings('DELETE', `/teams/${id}`);
      // Whether it waits for the edit or not.
      await Promise.race([removal, eventually(() => waiting(2))]);
      return { jobId: body.id, removal };
    };
    const { jobId, removal } = await parley.db.transaction(begin);
    expect(await removal).toMatchObject({ status: 200 });
    await endOfJob(jobId);
    await parley.settle();
    expect((await readContact(contact)).teamIds).toEqual([]);
  });

  test('that is deleted before an import comes to its rows is given to nobody', async () => {
    const gone = await makeTeam('Gone');
    const form = new FormData();
    form.append('file', new Blob(['phone,name\n4915100004900,Greta\n']), 'people.csv');
    const { body: job } = await ada.call<{ id: string }>('POST', '/contacts/imports', { multipart: form });
    expect((await settings('DELETE', `/teams/${gone}`)).status).toBe(200);
    const mapping = {
      columns: [{ kind: 'phone' }, { kind: 'name' }],
      existing: 'update',
      emptyRemoves: false,
      teamId: gone,
    };
    const begin = systemStatement(
      '',
      `update contact_jobs set state = 'running', detail = (detail::jsonb || jsonb_build_object('mapping', $2::jsonb))::json
       where id = $1`,
    );
    await parley.db.system(begin, [job.id, JSON.stringify(mapping)]);
    expect(await endOfJob(job.id)).toMatchObject({ state: 'done', created: 1 });
    const { body } = await ada.call<{ contacts: { teamIds: string[] }[] }>('POST', '/contacts/search', {
      json: { filter: { search: '4915100004900' } },
    });
    expect(body.contacts).toMatchObject([{ teamIds: [] }]);
  });

  test('waits with its end for those who are just being given to it, and is taken off them too', async () => {
    const late = await makeTeam('Late');
    const contact = await addContact({});
    const waiting = systemStatement<{ total: number }>(
      '',
      `select count(*) as total from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    let deletion: Promise<{ status: number }> | undefined;
    await parley.db.transaction(async (tx) => {
      expect(await holdTeams(tx, '100100', [late, unknownId])).toEqual([{ id: late, name: 'Late' }]);
      deletion = settings('DELETE', `/teams/${late}`);
      await expect.poll(async () => (await parley.db.system(waiting))[0]?.total, { timeout: 10_000 }).toBe(1);
      await tx.system(systemStatement('', 'update contacts set team_ids = array[$2] where id = $1'), [contact, late]);
    });
    expect((await deletion)?.status).toBe(200);
    await parley.settle();
    expect((await readContact(contact)).teamIds).toEqual([]);
  });

  test('that is the default stays', async () => {
    const defaultId = (await teams()).find(({ isDefault }) => isDefault)?.id;
    const refused = await settings('DELETE', `/teams/${defaultId}`);
    expect([refused.status, refused.body.reason]).toEqual([409, 'team.is_default']);
    expect((await teams()).some(({ id }) => id === defaultId)).toBe(true);
  });

  test('of another workspace, or of none, is not found', async () => {
    const id = await makeTeam('Ours');
    for (const one of [id, unknownId]) {
      const [uses, removal] = [
        await stranger.call('GET', `/settings/teams/${one}/uses`),
        await stranger.call('DELETE', `/settings/teams/${one}`),
      ];
      expect([uses.body.reason, removal.body.reason]).toEqual(['team.not_found', 'team.not_found']);
    }
    expect((await agent.call('DELETE', `/settings/teams/${id}`)).status).toBe(403);
    expect((await teams()).some((team) => team.id === id)).toBe(true);
  });
});

describe('what is kept how long', () => {
  const kept = async (person: Person = ada): Promise<Record<string, number>> => {
    const { body } = await person.call<{ retention: Kept[] }>('GET', '/settings/workspace');
    return Object.fromEntries(body.retention.map(({ what, days }) => [what, days]));
  };

  test('has defaults, is set within bounds, and goes back to the default', async () => {
    const { body } = await ada.call<{ retention: Kept[] }>('GET', '/settings/workspace');
    expect(body.retention.filter(({ bounds }) => bounds)).toEqual([
      { what: 'receivedFiles', days: null, bounds: { defaultDays: null, minDays: 7, maxDays: 3_650 } },
      { what: 'requestLog', days: 3, bounds: { defaultDays: 3, minDays: 1, maxDays: 30 } },
      { what: 'webhookDeliveries', days: 7, bounds: { defaultDays: 7, minDays: 1, maxDays: 7 } },
      { what: 'calls', days: 730, bounds: { defaultDays: 730, minDays: 30, maxDays: 3_650 } },
      { what: 'linkClicks', days: 730, bounds: { defaultDays: 730, minDays: 30, maxDays: 3_650 } },
    ]);
    expect((await settings('PATCH', '/retention', { requestLog: 10, calls: 60 })).status).toBe(200);
    expect(await kept()).toMatchObject({ requestLog: 10, calls: 60, linkClicks: 730 });
    expect(await kept(stranger)).toMatchObject({ requestLog: 3, calls: 730 });
    expect((await ada.call('GET', '/developer/request-log')).body).toMatchObject({ keptSeconds: 10 * daySeconds });
    expect(await lastEntry('retention.change')).toMatchObject({
      changes: { before: { requestLog: 3, calls: 730 }, after: { requestLog: 10, calls: 60 } },
    });
    await settings('PATCH', '/retention', { requestLog: null, calls: null });
    expect(await kept()).toMatchObject({ requestLog: 3, calls: 730 });
  });

  test.each([
    [{ receivedFiles: 6 }],
    [{ requestLog: 0 }],
    [{ requestLog: 31 }],
    [{ webhookDeliveries: 8 }],
    [{ calls: 29 }],
    [{ calls: 60, linkClicks: 3_651 }],
    [{ calls: 60.5 }],
    [{ messages: 30 }],
  ])('is not set to %j', async (json) => {
    const before = await kept();
    expect((await settings('PATCH', '/retention', json)).body.reason).toBe('request.invalid');
    expect((await agent.call('PATCH', '/settings/retention', { json: { calls: 60 } })).status).toBe(403);
    expect(await kept()).toEqual(before);
  });

  test('is how long files of customers are kept, and the chat says that they are gone', async () => {
    const png = Buffer.from(
      '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000002000154a24f5d0000000049454e44ae426082',
      'hex',
    );
    const image = { data_base64: png.toString('base64'), mime_type: 'image/png' };
    await parley.simulator.write('4915100007002', { type: 'image', image });
    await parley.settle();
    const chat = await ada.chat('4915100007002');
    const fileOf = async () => {
      const messages = (await ada.timeline(chat.id)) as { media?: { url: string; state: string } | null }[];
      return messages.find(({ media }) => media)?.media;
    };
    const file = await fileOf();
    expect(file?.state).toBe('stored');
    await settings('PATCH', '/retention', { receivedFiles: 7 });
    await parley.simulator.advance(6 * daySeconds);
    expect((await fileOf())?.state).toBe('stored');
    await parley.simulator.advance(2 * daySeconds);
    expect((await fileOf())?.state).toBe('lost');
    const [lost] = await parley.db.system(lostFile);
    const onDisk = join(dataDir, 'media', '100100', (lost?.path ?? '').replace('data/', ''));
    expect([existsSync(dirname(onDisk)), existsSync(onDisk)]).toEqual([true, false]);
    await settings('PATCH', '/retention', { receivedFiles: null });
  });

  test('is what goes, each workspace by its own days', async () => {
    const rows = async (): Promise<string[]> => {
      const found = await parley.db.system(whatIsKept, [otherTenantId]);
      return found.map(({ what, tenantId }) => `${what} of ${tenantId === otherTenantId ? 'them' : 'us'}`);
    };
    await parley.db.system(removeAll);
    await settings('PATCH', '/retention', { requestLog: 10, webhookDeliveries: 2, calls: 30, linkClicks: 40 });
    for (const tenantId of ['100100', otherTenantId]) {
      for (const { text, agoDays } of oldThings) {
        const at = new Date(parley.clock.nowMs() - agoDays * daySeconds * 1_000);
        await parley.db.system(systemStatement('', text), [tenantId, firstIdAt(at.getTime()), at]);
      }
    }
    expect(await rows()).toHaveLength(10);
    await parley.simulator.advance(4 * daySeconds);
    expect(await rows()).toEqual([
      'attempts of them',
      'calls of them',
      'clicks of them',
      'clicks of us',
      'deliveries of them',
      'requests of us',
    ]);
  });
});

describe('a number', () => {
  type Channel = { id: string; name: string; lastWebhookAt: string | null; unheardSince: string | null };
  const channels = async () => (await settings('GET', '/channels')).body.items as Channel[];

  test('tells when Meta last told something of it, and since when it sends unheard', async () => {
    const channelOf = async () => (await channels()).find(({ id }) => id === channelId);
    const at = parley.clock.now().toISOString();
    await parley.simulator.writeText('4915100007001', 'Hello');
    await parley.settle();
    const channelId = (await channels()).find(({ lastWebhookAt }) => (lastWebhookAt ?? '') >= at)?.id;
    expect(await channelOf()).toMatchObject({ unheardSince: null });
    expect((await channels()).filter(({ lastWebhookAt }) => lastWebhookAt !== null)).toHaveLength(1);

    await parley.simulator.advance(600);
    await parley.simulator.fault({ match: {}, outcome: { webhook: { drop: true } }, times: null });
    const chat = await ada.chat('4915100007001');
    expect((await ada.send(chat.id, { kind: 'text', text: 'Hello back' })).status).toBe(201);
    await parley.settle();
    expect(await channelOf()).toMatchObject({ unheardSince: null });
    await parley.simulator.advance(660);
    const silent = await channelOf();
    expect(silent?.unheardSince).not.toBeNull();
    expect(Date.parse(silent?.unheardSince ?? '')).toBeGreaterThan(Date.parse(silent?.lastWebhookAt ?? ''));

    await parley.simulator.clearFaults();
    await parley.simulator.writeText('4915100007001', 'Are you there?');
    await parley.settle();
    expect(await channelOf()).toMatchObject({ unheardSince: null });
  });
});

const whatIsKept = systemStatement<{ what: string; tenantId: string }>(
  'test.what-is-kept',
  `select * from (
     select 'requests' as what, tenant_id as "tenantId" from request_log where id like '%0000000000'
     union all select 'deliveries', tenant_id from webhook_delivery_log where endpoint_id = 'old'
     union all select 'attempts', tenant_id from webhook_attempts where delivery_id like '%0000000000'
     union all select 'calls', tenant_id from calls
     union all select 'clicks', tenant_id from link_clicks) k
   where "tenantId" in ('100100', $1) order by what, "tenantId" desc`,
);
const lostFile = systemStatement<{ path: string }>('test.lost-file', "select path from media where state = 'lost'");
const removeAll = systemStatement('test.remove-all', 'delete from request_log');
const oldThings = [
  {
    agoDays: 0,
    text: `insert into request_log (tenant_id, id, at, version, method, path, operation, status, failed, duration_ms, address,
     request_id, request_headers, answer_headers)
   values ($1, $2, $3, 'v1', 'GET', '/x', 'x', 200, false, 1, '127.0.0.1', 'r', '{}', '{}')`,
  },
  {
    agoDays: 0,
    text: `with endpoint as (
     insert into webhook_endpoints (tenant_id, id, channel_id, url, status, event_types, shard, created_at, updated_at)
     values ($1, 'old', 'none', 'http://127.0.0.1:9', 0, '{}', 0, $3, $3))
   insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts, created_at)
   values ($1, 'old', $2, 'x', 'x', '{}', 'delivered', 1, $3)`,
  },
  {
    agoDays: 0,
    text: `insert into webhook_attempts (tenant_id, delivery_id, number, attempted_at) values ($1, $2, 1, $3)`,
  },
  {
    agoDays: 28,
    text: `insert into calls (tenant_id, id, call_id, channel_id, contact_id, conversation_id, direction, status, rank, started_at)
   values ($1, $2, 'old', 'c', 'c', 'c', 'inbound', 'completed', 30, $3)`,
  },
  {
    agoDays: 28,
    text: `insert into link_clicks (tenant_id, message_id, place, clicks, first_at, last_at) values ($1, $2, 0, 1, $3, $3)`,
  },
];
