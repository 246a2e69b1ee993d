import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import type { Context } from '../src/kernel/context.ts';
import { isAppError } from '../src/kernel/errors.ts';
import {
  countSegment,
  createSegment,
  getSegment,
  listSegmentContacts,
  renameInSegments,
  updateSegment,
} from '../src/modules/contacts/index.ts';
import { createApiClient } from './harness/api-client.ts';
import { eventually } from './harness/eventually.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Answer {
  ok?: boolean;
  result: { id: string; name: string; refreshType: number } | false;
  info?: string;
  message?: string;
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await add('85257000001', { plan: 'gold', city: 'Lima' });
  await add('85257000002', { plan: 'gold', city: 'Oslo' });
  await add('85257000003', { plan: 'silver', city: 'Oslo' });
  await add('85257000004', {});
});

afterAll(() => parley.stop());

const add = async (number: string, params: Record<string, string>): Promise<string> => {
  const customParams = Object.entries(params).map(([name, value]) => ({ name, value }));
  const answer = await parley.api<{ contact: { id: string } }>('POST', `/api/v1/addContact/${number}`, {
    json: { name: `Person ${number}`, customParams },
  });
  return answer.body.contact.id;
};

const create = (json: unknown) => parley.api<Answer>('POST', '/api/v1/createCustomSegment', { json });

const group = (...conditions: [attribute: string, operator: string, value?: unknown][]) => ({
  conditions: conditions.map(([attribute, operator, value]) => ({ attribute, operator, value })),
});

const context = (tenantId = parley.tenantId): Context => ({ tenantId, actor: { kind: 'system' }, requestId: 'test' });

async function numbersIn(answer: { body: Answer }): Promise<(string | null)[]> {
  const id = answer.body.result === false ? '' : answer.body.result.id;
  const segment = await getSegment(parley, context(), id);
  const contacts = await listSegmentContacts(parley, context(), segment, { limit: 100 });
  expect(await countSegment(parley, context(), segment)).toBe(contacts.length);
  return contacts.map((contact) => contact.waId);
}

describe('createCustomSegment', () => {
  test('dynamic: who passes is found anew each time', async () => {
    const answer = await create({ name: 'Oslo', refreshType: 2, groups: [group(['city', '==', 'Oslo'])] });
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: true, result: { id: expect.stringMatching(/^[0-9a-f]{24}$/), name: 'Oslo', refreshType: 2 } },
    });
    expect(await numbersIn(answer)).toEqual(['85257000003', '85257000002']);
    await add('85257000004', { city: 'Oslo' });
    await add('85257000002', { city: 'Rome' });
    expect(await numbersIn(answer)).toEqual(['85257000004', '85257000003']);
    await add('85257000002', { city: 'Oslo' });
    await add('85257000004', { city: '' });
  });

  test('static: members stay as they were found', async () => {
    const answer = await create({ name: 'Lima', refreshType: 1, groups: [group(['city', '==', 'Lima'])] });
    await add('85257000001', { city: 'Rome' });
    await add('85257000005', { city: 'Lima' });
    expect(await numbersIn(answer)).toEqual(['85257000001']);
    await add('85257000001', { city: 'Lima' });
    await add('85257000005', { city: '' });
  });

  test('static: named contacts, each once, beside those who pass', async () => {
    const id = await add('85257000003', {});
    const named = await create({ name: 'Named', refreshType: 1, contactIds: [id, id.toUpperCase()] });
    expect(await numbersIn(named)).toEqual(['85257000003']);
    const both = await create({
      name: 'Both',
      refreshType: 1,
      contactIds: [id],
      groups: [group(['plan', '==', 'gold']), group(['city', 'contain', 'SL'])],
    });
    expect(await numbersIn(both)).toEqual(['85257000003', '85257000002', '85257000001']);
  });

  test.each([
    ['and within a group', [group(['plan', '==', 'gold'], ['city', '==', 'Oslo'])], ['85257000002']],
    [
      'or across groups',
      [group(['plan', '==', 'silver']), group(['city', '==', 'Lima'])],
      ['85257000003', '85257000001'],
    ],
    ['negative beside positive', [group(['plan', 'valid'], ['city', '!=', 'Oslo'])], ['85257000001']],
    [
      'without index in one group',
      [group(['plan', '==', 'silver']), group(['phone', 'contain', '01'], ['plan', 'exist'])],
      ['85257000003', '85257000001'],
    ],
    ['name and phone', [group(['name', 'contain', 'son 85257'], ['phone', '==', '85257000002'])], ['85257000002']],
  ])('conditions: %s', async (name, groups, expected) => {
    expect(await numbersIn(await create({ name, refreshType: 2, groups }))).toEqual(expected);
  });

  test('takes other casing and values that are no text', async () => {
    await add('85257000006', { age: '41' });
    const answer = await create({
      Name: 'Aged',
      RefreshType: '2',
      Groups: [{ Conditions: [{ Attribute: 'age', Operator: 'CONTAIN', Value: 41 }] }],
    });
    expect(await numbersIn(answer)).toEqual(['85257000006']);
  });

  test('refuses a name that is taken, in any case, with HTTP 200', async () => {
    const json = { name: 'Twice', refreshType: 2, groups: [group(['city', 'exist'])] };
    expect((await create(json)).body.ok).toBe(true);
    const info = 'A segment with that name already exists.';
    expect(await create({ ...json, name: ' TWICE ' })).toMatchObject({
      status: 200,
      body: { ok: false, result: false, info, message: info, reason: 'segment.name_taken' },
    });
  });

  test('refuses unknown contacts and those of another workspace, and makes nothing', async () => {
    const { token } = await parley.addTenant('100420');
    const other = createApiClient(`${parley.baseUrl}/100420`, token);
    const foreign = await other<{ contact: { id: string } }>('POST', '/api/v1/addContact/85257000009');
    for (const id of [foreign.body.contact.id, '65f0c1a2b3d4e5f601728394', 'nobody']) {
      const answer = await create({ name: 'Not made', refreshType: 1, contactIds: [id] });
      expect(answer).toMatchObject({ status: 200, body: { ok: false, info: `Contact not found: ${id}` } });
    }
    const groups = [group(['city', 'exist'])];
    const made = await create({ name: 'Not made', refreshType: 2, groups });
    expect(made.body).toMatchObject({ ok: true });
    // The segment itself is no more known there, and its name is free.
    const id = made.body.result === false ? '' : made.body.result.id;
    const error = await getSegment(parley, context('100420'), id).catch((caught: unknown) => caught);
    expect(isAppError(error, 'segment.not_found')).toBe(true);
    const theirs = await other<Answer>('POST', '/api/v1/createCustomSegment', {
      json: { name: 'Not made', refreshType: 2, groups },
    });
    expect(theirs.body).toMatchObject({ ok: true });
  });

  test.each([
    ['no name', { refreshType: 2, groups: [group(['a', 'exist'])] }],
    ['an empty name', { name: ' ', refreshType: 2, groups: [group(['a', 'exist'])] }],
    ['another refreshType', { name: 'x', refreshType: 3, groups: [group(['a', 'exist'])] }],
    ['dynamic without groups', { name: 'x', refreshType: 2 }],
    ['dynamic with contacts', { name: 'x', refreshType: 2, groups: [group(['a', 'exist'])], contactIds: ['1'] }],
    ['static without members', { name: 'x', refreshType: 1 }],
    ['uploaded contacts without ids', { name: 'x', refreshType: 1, useUploadedContact: true }],
    ['a group without conditions', { name: 'x', refreshType: 2, groups: [{ conditions: [] }] }],
    ['an unknown operator', { name: 'x', refreshType: 2, groups: [group(['a', 'like', 'b'])] }],
    ['an object as value', { name: 'x', refreshType: 2, groups: [group(['a', '==', {}])] }],
    ['too many groups', { name: 'x', refreshType: 2, groups: Array.from({ length: 21 }, () => group(['a', 'exist'])) }],
    ['too many contacts', { name: 'x', refreshType: 1, contactIds: Array.from({ length: 10_001 }, () => 'a') }],
  ])('refuses %s', async (_kind, json) => {
    expect(await create(json)).toMatchObject({ status: 400, body: { result: false } });
  });
});

describe('a segment that is changed while an attribute gets another name', () => {
  const asks = (name: string, value: string) => [[{ name, operator: '==', value } as const]];
  const make = (name: string) =>
    createSegment(parley, context(), {
      name,
      kind: 'dynamic',
      description: undefined,
      groups: asks('old', 'a'),
      contactIds: undefined,
    });
  const whenSomebodyWaits = () =>
    eventually(async () => {
      const waits = systemStatement(
        '',
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(await parley.db.system(waits)).not.toEqual([]);
    });
  const write = systemStatement('', 'update segments set name = $2, groups = $3::json where id = $1');

  test('keeps the new name when it is called otherwise itself', async () => {
    const { id } = await make('called otherwise');
    let changing: Promise<unknown> | undefined;
    await parley.db.transaction(async (tx) => {
      await renameInSegments(parley, tx, context(), { from: 'old', to: 'new' }, [id]);
      changing = updateSegment(parley, context(), id, { name: 'Otherwise', description: undefined, groups: undefined });
      await whenSomebodyWaits();
    });
    expect(await changing).toMatchObject({ name: 'Otherwise', groups: asks('new', 'a') });
    expect(await getSegment(parley, context(), id)).toMatchObject({ name: 'Otherwise', groups: asks('new', 'a') });
  });

  test('keeps what somebody made of its conditions meanwhile', async () => {
    const { id } = await make('asks otherwise');
    let renaming: Promise<unknown> | undefined;
    await parley.db.transaction(async (tx) => {
      await tx.system(write, [id, 'asks otherwise', JSON.stringify(asks('old', 'b'))]);
      renaming = parley.db.transaction((other) =>
        renameInSegments(parley, other, context(), { from: 'old', to: 'new' }, [id]),
      );
      await whenSomebodyWaits();
    });
    expect(await renaming).toEqual([id]);
    expect((await getSegment(parley, context(), id)).groups).toEqual(asks('new', 'b'));
  });
});
