import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { historyOf, rowsOf } from './intake-lab.ts';

interface ContactDto {
  id: string;
  wa_id: string | null;
  name: string;
  teams: string[];
  custom_params: { name: string; value: string }[];
}

interface Updated {
  contact_list: ContactDto[];
  errors?: { target: string; message: string }[];
}

const path = '/api/ext/v3/contacts';
let test: TestPlatform;
let foreign: string;
beforeAll(async () => {
  test = await startTestPlatform();
  foreign = (await test.addTenant('200300')).token;
});
afterAll(() => test.stop());

const add = async (whatsappNumber: string, params: { name: string; value: string }[] = []) => {
  const json = { whatsapp_number: whatsappNumber, name: 'Noor', custom_params: params };
  return (await test.api<ContactDto>('POST', path, { json })).body;
};
const get = (target: string) => test.api<ContactDto>('GET', `${path}/${target}`);
const update = (contacts: unknown, token?: string) =>
  test.api<Updated>('PUT', path, { json: { contacts }, ...(token === undefined ? {} : { token }) });
const plan = (value: string) => [{ name: 'plan', value }];

describe('updateContacts', () => {
  it('writes attributes of contacts named in every form, in the order of the call', async () => {
    const first = await add('31610000001', [{ name: 'city', value: 'Delft' }]);
    const second = await add('31610000002');
    const answer = await update([
      { target: `Main%3A${second.id}`, customParams: plan('gold') },
      { target: '+31 6 1000 0001', custom_params: plan('silver') },
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        contact_list: [
          { id: second.id, custom_params: plan('gold') },
          {
            id: first.id,
            custom_params: expect.arrayContaining([...plan('silver'), { name: 'city', value: 'Delft' }]),
          },
        ],
      },
    });
    expect(answer.body).not.toHaveProperty('errors');
    expect((await get(first.id)).body.custom_params).toHaveLength(2);
  });

  it('names a contact once that is named twice, and the last value counts', async () => {
    const { id } = await add('31610000003');
    const answer = await update([
      { target: '31610000003', customParams: plan('a') },
      { target: id.toUpperCase(), customParams: [...plan('b'), { name: 'name', value: 'Renamed' }] },
      { target: `${test.tenantId}:31610000003`, customParams: null },
    ]);
    expect(answer.body.contact_list).toMatchObject([{ id, name: 'Renamed', custom_params: plan('b') }]);
  });

  it('updates those it knows and names the others, also the contacts of another workspace', async () => {
    const { id } = await add('31610000004');
    const answer = await update([
      { target: '31610000004', customParams: plan('gold') },
      { target: '31699999999', customParams: plan('gold') },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { contact_list: [{ id }] } });
    expect(answer.body.errors).toEqual([{ target: '31699999999', message: 'Contact not found.' }]);
    const stranger = await update([{ target: id, customParams: plan('stolen') }], foreign);
    expect(stranger).toMatchObject({ status: 400, body: { code: 400, message: `Contact not found: ${id}` } });
    expect((await get(id)).body.custom_params).toEqual(plan('gold'));
  });

  it.each<[string, unknown]>([
    ['no contacts', []],
    ['more than 100', Array.from({ length: 101 }, () => ({ target: '31610000005', customParams: plan('x') }))],
    ['a target that is none', [{ target: '31610000005', customParams: plan('x') }, { target: 'nobody' }]],
    ['no target', [{ target: '31610000005', customParams: plan('x') }, { customParams: plan('x') }]],
    ['a target of null', [{ target: '31610000005', customParams: plan('x') }, { target: null }]],
    ['an unknown channel', [{ target: '31610000005', customParams: plan('x') }, { target: 'Nowhere:31610000005' }]],
    ['a parameter without a value', [{ target: '31610000005', customParams: [{ name: 'plan' }] }]],
    ['a value that is too long', [{ target: '31610000005', customParams: plan('x'.repeat(4_097)) }]],
  ])('refuses %s and writes nothing', async (_case, contacts) => {
    const { id } = await add('31610000005');
    expect(await update(contacts)).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    expect((await get(id)).body.custom_params).toEqual([]);
  });
});

describe('assignContactToTeams', () => {
  const assign = (json: Record<string, unknown>, token?: string) =>
    test.api('PUT', `${path}/teams`, { json, ...(token === undefined ? {} : { token }) });

  it('replaces the teams, by names in any case, and takes them all away', async () => {
    const { id } = await add('31610000010');
    expect(await assign({ target: '31610000010', teams: ['Sales'] })).toMatchObject({
      status: 200,
      body: { result: true },
    });
    expect((await get(id)).body.teams).toEqual(['Sales']);
    expect((await assign({ target: `Second:${id}`, teams: ['support'] })).body).toEqual({ result: true });
    expect((await get(id)).body.teams).toEqual(['Support']);
    expect((await assign({ target: id, teams: [] })).status).toBe(200);
    expect((await get(id)).body.teams).toEqual([]);
  });

  it('refuses an unknown team, contact or channel, and what lacks a member', async () => {
    const { id } = await add('31610000011');
    expect(await assign({ target: id, teams: ['Sales', 'Nobody'] })).toMatchObject({
      status: 400,
      body: { message: 'Team not found: Nobody' },
    });
    expect((await assign({ target: '31699999999', teams: ['Sales'] })).status).toBe(404);
    expect((await assign({ target: id, teams: ['Sales'] }, foreign)).status).toBe(404);
    expect((await assign({ target: `Nowhere:${id}`, teams: ['Sales'] })).body).toMatchObject({ code: 400 });
    expect((await assign({ target: id, team_ids: ['Sales'] })).status).toBe(400);
    expect((await get(id)).body.teams).toEqual([]);
  });
});

describe('deleteContact', () => {
  const remove = (target: string, token?: string) =>
    test.api('DELETE', `${path}/${target}`, token === undefined ? {} : { token });

  it('takes a contact from lists, count, targets and segments, and closes its chat', async () => {
    const waId = '31610000020';
    await test.simulator.writeText(waId, 'Hello', { profileName: 'Gone' });
    await test.settle();
    const { id } = (await get(waId)).body;
    const segment = { name: 'of one', refreshType: 1, contactIds: [id] };
    expect((await test.api('POST', '/api/v1/createCustomSegment', { json: segment })).body).toMatchObject({ ok: true });
    const count = async () => (await test.api<{ contact_count: number }>('GET', `${path}/count`)).body.contact_count;
    const before = await count();
    expect((await remove(id, foreign)).status).toBe(404);
    expect(await remove(`Main:${waId}`)).toMatchObject({
      status: 200,
      body: { contact_id: id, deleted: true, cleanup_completed: true },
    });
    expect(await count()).toBe(before - 1);
    for (const target of [id, waId, `Main:${waId}`]) expect((await get(target)).status).toBe(404);
    const list = await test.api<{ contact_list: ContactDto[] }>('GET', path, { query: { page_size: 100 } });
    expect(list.body.contact_list.map((row) => row.id)).not.toContain(id);
    expect((await test.api('GET', `/api/ext/v3/conversations/${waId}/messages`)).status).toBe(404);
    expect(await rowsOf(test, 'select 1 from segment_members where contact_id = $1', [id])).toEqual([]);
    const left =
      "select 'chat' as what from conversations where contact_id = $1 union all select 'ticket' from tickets where closed_at is null";
    expect(await rowsOf(test, left, [id])).toEqual([]);
    expect((await remove(waId)).status).toBe(404);
  });

  it('makes a new contact of whoever writes again, with an empty history', async () => {
    const waId = '31610000021';
    await test.simulator.writeText(waId, 'Before');
    await test.settle();
    const { id } = (await get(waId)).body;
    await remove(waId);
    await test.simulator.writeText(waId, 'After');
    await test.settle();
    const again = (await get(waId)).body;
    expect(again.id).not.toBe(id);
    const texts = (await historyOf(test, waId)).flatMap((row) => row.text ?? []);
    expect(texts).toEqual(['After']);
  });

  it('fails what waits to be sent, and takes a late status', async () => {
    const waId = '31610000022';
    const receiver = await test.subscribe(['templateMessageFailed', 'templateMessageSent_v2', 'sentMessageREAD_v2']);
    await test.simulator.writeText(waId, 'Hello');
    await test.settle();
    const send = async () => {
      const json = {
        template_name: 'welcome',
        broadcast_name: 'day',
        parameters: [
          { name: 'name', value: 'A' },
          { name: 'company', value: 'B' },
        ],
      };
      const answer = await test.api('POST', '/api/v1/sendTemplateMessage', { json, query: { whatsappNumber: waId } });
      expect(answer.body).toMatchObject({ result: true });
    };
    await send();
    await test.settle();
    await rowsOf(test, "update channels set paused_at = now(), paused_reason = 'test'");
    await send();
    await remove(waId);
    await rowsOf(test, 'update channels set paused_at = null, paused_reason = null');
    await test.simulator.read(waId);
    await test.settle();
    await test.simulator.advance(2);
    await test.settle();
    expect(receiver.types().sort()).toEqual(['sentMessageREAD_v2', 'templateMessageFailed', 'templateMessageSent_v2']);
    const failed = receiver.received
      .map((entry) => entry.body)
      .find((body) => body.eventType === 'templateMessageFailed');
    expect(failed).toMatchObject({ failedDetail: expect.stringContaining('The contact was deleted.') });
    expect(await test.simulator.phone(waId)).toHaveLength(2);
  });
});
