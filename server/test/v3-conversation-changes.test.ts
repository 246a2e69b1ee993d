import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationTagLimit, createTag } from '../src/modules/conversations/index.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { refusal } from './v3-refusal.ts';

interface Summary {
  id: string;
  contact_id: string;
  phone: string;
  status: string;
  operator_email: string | null;
  tags: string[];
}

const base = '/api/ext/v3/conversations';
const mei = '31500000001';
const both = '31500000002';
const quiet = '31500000003';
const second = '15550100002';

let test: TestPlatform;
let foreign: string;
let chat: Summary;

beforeAll(async () => {
  test = await startTestPlatform();
  foreign = (await test.addTenant('200300')).token;
  await test.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: quiet, name: 'Quiet' } });
  await test.simulator.writeText(both, 'main');
  await test.simulator.writeText(both, 'second', { channel: second });
  await test.settle();
  await test.simulator.writeText(mei, 'Hello', { profileName: 'Mei' });
  await test.settle();
  chat = await chatOf(mei);
});
afterAll(() => test.stop());

const list = (query: Record<string, string | number> = {}, token?: string) =>
  test.api<{ conversation_list: Summary[]; page_number: number; page_size: number }>('GET', base, {
    query,
    ...(token === undefined ? {} : { token }),
  });

async function chatOf(waId: string): Promise<Summary> {
  const { body } = await list({ page_size: 100 });
  const found = body.conversation_list.find((row) => row.phone === waId);
  expect(found).toBeDefined();
  return found as Summary;
}

const newestTicketRow = async (waId: string) => {
  const answer = await test.api<{ message_list: { event_type: string; event_description: string }[] }>(
    'GET',
    `${base}/${waId}/messages`,
  );
  return answer.body.message_list.find((row) => row.event_type === 'ticket')?.event_description;
};

const put = (what: string, target: string, json: unknown, call: ApiCall = {}) =>
  test.api('PUT', `${base}/${target}/${what}`, { json, ...call });

const eventsOf = (type: string) =>
  rowsOf<{ data: Record<string, unknown> }>(test, 'select data from events where type = $1 order by id', [type]);

async function countEvents(): Promise<number> {
  return (await rowsOf<{ n: number }>(test, 'select count(*) as n from events'))[0]?.n ?? -1;
}

/** What every operation on a chat refuses alike; nothing is told of it. */
async function refusesTargets(call: (target: string, more?: ApiCall) => Promise<unknown>): Promise<void> {
  const before = await countEvents();
  for (const target of ['31599999999', '65f0c1a2b3d4e5f601234567', 'NL.123', 'nonsense', quiet]) {
    expect({ target, answer: await call(target) }).toMatchObject({
      target,
      answer: refusal(404, /^Conversation not found/),
    });
  }
  expect(await call(chat.id, { token: foreign })).toMatchObject(refusal(404, 'Conversation not found.'));
  expect(await call(`Nowhere:${mei}`)).toMatchObject(refusal(400, /^Channel not found/));
  expect(await call(both)).toMatchObject(refusal(409, /several channels/));
  expect(await call(mei, { token: null })).toMatchObject({ status: 401 });
  const reader = await test.addToken({ scopes: ['conversationsv3:read'] });
  expect(await call(mei, { token: reader })).toMatchObject({ status: 403 });
  expect(await countEvents()).toBe(before);
}

describe('assignOperator', () => {
  const assign = (target: string, json: unknown, call: ApiCall = {}) => put('operator', target, json, call);

  it('gives the chat to an operator, and with null to the bot; the history tells both', async () => {
    expect(await assign(mei, { assignee_email: 'agent@demo.test' })).toMatchObject({
      status: 200,
      body: { result: true },
    });
    expect(await newestTicketRow(mei)).toBe('The chat has been assigned to Ana Agent by Ada Admin');
    expect((await chatOf(mei)).operator_email).toBe('agent@demo.test');
    expect((await assign(mei, { assignee_email: null })).body).toEqual({ result: true });
    expect(await newestTicketRow(mei)).toBe('The chat has been assigned to Bot by Ada Admin');
    expect((await chatOf(mei)).operator_email).toBeNull();
    expect((await eventsOf('conversation.assigned')).map(({ data }) => data.operatorId)).toEqual([
      expect.stringMatching(/^[0-9a-f]{24}$/),
      null,
    ]);
  });

  it('takes every form of a target, other casing, a form and a doubled Bearer', async () => {
    const targets = [chat.id, chat.contact_id, `+${mei}`, `Main%3A%2B${mei}`, `15550100001:${mei}`, `100100:${mei}`];
    for (const target of targets) {
      const answer = await assign(target, { assignee_email: 'AGENT2@demo.test ' });
      expect({ target, ...answer }).toMatchObject({ target, status: 200, body: { result: true } });
    }
    const headers = { authorization: `Bearer Bearer ${test.token}` };
    const form = { Assignee_Email: 'agent@demo.test' };
    const path = `/API/ext/v3/Conversations/${mei}/OPERATOR`;
    expect(await test.api('PUT', path, { form, headers })).toMatchObject({ status: 200, body: { result: true } });
    expect((await chatOf(mei)).operator_email).toBe('agent@demo.test');
  });

  it('names one of several chats by its channel', async () => {
    const answer = await assign(`Second:${both}`, { assignee_email: 'agent2@demo.test' });
    expect(answer.status).toBe(200);
    const chats = (await list({ page_size: 100 })).body.conversation_list.filter((row) => row.phone === both);
    expect(chats.map((row) => row.operator_email).sort()).toEqual(['agent2@demo.test', null]);
  });

  it('refuses somebody who is no operator, and a call without one', async () => {
    const before = await countEvents();
    expect(await assign(mei, { assignee_email: 'nobody@demo.test' })).toMatchObject(refusal(404, 'Operator not found'));
    for (const json of [{}, { email: 'agent@demo.test' }, { assignee_email: ' ' }, { assignee_email: {} }]) {
      expect(await assign(mei, json)).toMatchObject(refusal(400, /assignee_email/));
    }
    expect(await countEvents()).toBe(before);
  });

  it('refuses targets', () =>
    refusesTargets((target, more) => assign(target, { assignee_email: 'agent@demo.test' }, more)));
});

describe('updateConversationStatus', () => {
  const update = (target: string, json: unknown, call: ApiCall = {}) => put('status', target, json, call);
  const statusOf = async (waId: string) => (await chatOf(waId)).status;

  it('moves a chat through all of them, in any casing', async () => {
    for (const status of ['pending', 'Open', 'SOLVED', 'block', 'solved', 'open']) {
      expect(await update(mei, { new_status: status })).toMatchObject({ status: 200, body: { result: true } });
      expect(await statusOf(mei)).toBe(status.toLowerCase());
    }
    expect(await newestTicketRow(mei)).toBe('The chat has been opened by Ada Admin');
  });

  it('blocks a contact on every channel by a bare number, and ends it for both', async () => {
    expect((await update(both, { new_status: 'block' })).body).toEqual({ result: true });
    const statuses = async () =>
      (await list({ page_size: 100 })).body.conversation_list
        .filter((row) => row.phone === both)
        .map((row) => row.status);
    expect(await statuses()).toEqual(['block', 'block']);
    expect((await update(`Main:${both}`, { new_status: 'open' })).status).toBe(200);
    expect((await statuses()).sort()).toEqual(['open', 'solved']);
  });

  it('refuses what is no status, targets, and a contact that has no chat', async () => {
    const before = await countEvents();
    for (const json of [{}, { status: 'open' }, { new_status: 'closed' }, { new_status: null }]) {
      expect(await update(mei, json)).toMatchObject(refusal(400, /new_status/));
    }
    expect(await countEvents()).toBe(before);
    await refusesTargets((target, more) => update(target, { new_status: 'pending' }, more));
  });
});

describe('tags', () => {
  const add = (target: string, name: unknown, call: ApiCall = {}) =>
    test.api('POST', `${base}/${target}/tags`, { json: { tag_name: name }, ...call });
  const remove = (target: string, name: string, call: ApiCall = {}) =>
    test.api('DELETE', `${base}/${target}/tags/${name}`, call);

  it('are put on a chat and taken off, once, however often that is asked', async () => {
    for (const name of ['late', ' LATE ', 'vip']) {
      expect(await add(mei, name)).toMatchObject({ status: 200, body: { added: true } });
    }
    expect((await chatOf(mei)).tags).toEqual(['Late', 'VIP']);
    for (const name of ['Late', 'late']) {
      expect(await remove(mei, name)).toMatchObject({ status: 200, body: { removed: true } });
    }
    expect((await chatOf(mei)).tags).toEqual(['VIP']);
    expect((await eventsOf('conversation.tagAdded')).map(({ data }) => data.tag)).toEqual(['Late', 'VIP']);
    expect((await eventsOf('conversation.tagRemoved')).map(({ data }) => [data.tag, data.actor])).toEqual([
      ['Late', 'Ada Admin'],
    ]);
  });

  it('may have a slash in their name, encoded or not, and go by the older path too', async () => {
    const ctx = { tenantId: test.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    expect(await createTag(test, ctx, 'north/east 1')).toMatchObject({ name: 'north/east 1' });
    expect(await createTag(test, ctx, 'North/East  1')).toBeUndefined();
    for (const path of ['tags/north/east%201', 'conv-tags/North%2Feast%201', 'CONV-TAGS/north/EAST%201']) {
      const added = await test.api('POST', `${base}/${chat.id}/conv-tags`, { json: { tag_name: 'north/east 1' } });
      expect(added.body).toEqual({ added: true });
      expect((await chatOf(mei)).tags).toContain('north/east 1');
      expect(await test.api('DELETE', `${base}/${chat.id}/${path}`)).toMatchObject({ body: { removed: true } });
      expect((await chatOf(mei)).tags).not.toContain('north/east 1');
    }
    expect((await test.api('GET', `${base}/${chat.id}/tags/north/east`)).status).toBe(405);
  });

  it('must exist in the workspace', async () => {
    expect(await add(mei, 'unheard of')).toMatchObject(refusal(404, 'Tag not found.'));
    expect(await remove(mei, 'unheard%20of')).toMatchObject(refusal(404, 'Tag not found.'));
    for (const json of [{}, { name: 'late' }, { tag_name: null }]) {
      expect(await test.api('POST', `${base}/${mei}/tags`, { json })).toMatchObject(refusal(400, /tag_name/));
    }
  });

  it('are fifty at most on a chat, also when they come at once', async () => {
    const ctx = { tenantId: test.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    const names = Array.from({ length: conversationTagLimit + 2 }, (_, index) => `tag ${index}`);
    for (const name of names) await createTag(test, ctx, name);
    const target = `Second:${both}`;
    for (const name of names.slice(4)) expect((await add(target, name)).status).toBe(200);
    const answers = await Promise.all(names.slice(0, 4).map((name) => add(target, name)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 400, 400]);
    expect(answers.find((answer) => answer.status === 400)).toMatchObject(refusal(400, /at most 50 tags/));
  });

  it('refuse targets', async () => {
    await refusesTargets((target, more) => add(target, 'late', more));
    await refusesTargets((target, more) => remove(target, 'late', more));
  });
});

describe('listConversations', () => {
  it('shows each chat, the one with the newest activity first', async () => {
    await test.simulator.writeText(mei, 'Me again');
    await test.settle();
    const { status, body } = await list({ page_size: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ page_number: 1, page_size: 2 });
    expect(body.conversation_list).toHaveLength(2);
    const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(body.conversation_list[0]).toEqual({
      id: chat.id,
      channel_type: 'Whatsapp',
      channel_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      channel_name: 'Main',
      channel_phone_number: '15550100001',
      contact_id: chat.contact_id,
      contact_name: 'Mei',
      phone: mei,
      bsuid: expect.any(String),
      status: 'open',
      ticket_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      assigned_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      operator_name: 'Ana Agent',
      operator_email: 'agent@demo.test',
      tags: ['VIP'],
      created: moment,
      last_updated: moment,
      last_customer_message_at: moment,
    });
  });

  it('pages in snake and camel case, is empty beyond the end and refuses what is no page', async () => {
    const all = (await list()).body.conversation_list.map((row) => row.id);
    expect(new Set(all).size).toBe(all.length);
    const paged = await list({ pageNumber: 2, pageSize: 1 });
    expect(paged.body).toMatchObject({ conversation_list: [{ id: all[1] }], page_number: 2, page_size: 1 });
    expect((await list({ page_number: 2147483647, page_size: 100 })).body.conversation_list).toEqual([]);
    for (const query of [{ page_size: 101 }, { page_size: 0 }, { page_number: 0 }, { page_number: 'x' }]) {
      expect(await list(query as Record<string, string>)).toMatchObject({ status: 400, body: { code: 400 } });
    }
  });

  it('shows nothing of another workspace, and asks for a token with a scope', async () => {
    expect((await list({}, foreign)).body.conversation_list).toEqual([]);
    expect((await test.api('GET', base, { token: null })).status).toBe(401);
    expect((await list({}, await test.addToken({ scopes: ['contactsv3:read'] }))).status).toBe(403);
    expect((await list({}, await test.addToken({ scopes: ['conversationsv3:read'] }))).status).toBe(200);
  });
});

describe('when 24 hours have passed', () => {
  it('a chat can be solved and assigned, not opened', async () => {
    await test.simulator.advance(25 * 3600);
    expect((await chatOf(mei)).status).toBe('expired');
    expect(await put('status', mei, { new_status: 'open' })).toMatchObject(refusal(400, /^Ticket has been expired\./));
    expect((await put('status', mei, { new_status: 'solved' })).body).toEqual({ result: true });
    expect((await put('operator', both, { assignee_email: 'agent@demo.test' })).body).toEqual({ result: true });
  });
});
