import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFlow } from '../src/modules/automation/index.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { refusal } from './v3-refusal.ts';

interface Bots {
  chatbot_list: { id: string; name: string; created: string }[];
  page_number: number;
  page_size: number;
}

const base = '/api/ext/v3/chatbots';
const mei = '31520000001';
const both = '31520000002';
const quiet = '31520000003';

let test: TestPlatform;
let foreign: string;
let quick: string;
let welcome: string;

beforeAll(async () => {
  test = await startTestPlatform();
  foreign = (await test.addTenant('200300')).token;
  quick = await addBot('Quick', [{ id: 'a', kind: 'message', text: 'quick' }]);
  await test.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: quiet, name: 'Quiet' } });
  await test.simulator.writeText(mei, 'Hi', { profileName: 'Mei' });
  for (const channel of ['15550100001', '15550100002']) await test.simulator.writeText(both, 'Hi', { channel });
  await test.settle();
  welcome = (await bots()).body.chatbot_list.find((bot) => bot.name === 'Welcome')?.id ?? '';
});
afterAll(() => test.stop());

async function addBot(name: string, nodes: unknown[], more: { status?: 'draft'; tenantId?: string } = {}) {
  const { status = 'active', tenantId = test.tenantId } = more;
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
  return (await addFlow(test, ctx, { name, status, definition: { start: 'a', nodes } }))?.id ?? '';
}

const bots = (call: ApiCall = {}) => test.api<Bots>('GET', base, call);
const start = (target: unknown, chatbot_id: unknown = quick, call: ApiCall = {}) =>
  test.api('POST', `${base}/start`, { json: { target, chatbot_id }, ...call });
const started = { status: 200, body: { result: true } };
const heard = async (waId: string) => {
  await test.settle();
  return (await test.simulator.phone(waId)).filter(({ direction }) => direction === 'out').map(({ text }) => text);
};

describe('listChatbots', () => {
  it('lists the active ones, oldest first, by pages', async () => {
    await addBot('Unfinished', [{ id: 'a', kind: 'end' }], { status: 'draft' });
    const created = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(await bots()).toMatchObject({
      status: 200,
      body: {
        chatbot_list: [
          { id: welcome, name: 'Welcome', created },
          { id: quick, name: 'Quick', created },
        ],
        page_number: 1,
        page_size: 50,
      },
    });
    const second = await bots({ query: { pageNumber: 2, pageSize: 1 } });
    expect(second.body).toMatchObject({ chatbot_list: [{ id: quick }], page_number: 2, page_size: 1 });
    expect((await bots({ query: { page_number: 3, page_size: 1 } })).body.chatbot_list).toEqual([]);
    expect(await bots({ query: { page_size: 101 } })).toMatchObject({ status: 400, body: { code: 400 } });
  });

  it('shows nothing of another workspace, and asks for a token with a scope', async () => {
    expect((await bots({ token: foreign })).body.chatbot_list).toEqual([]);
    expect((await bots({ token: null })).status).toBe(401);
    expect((await bots({ token: await test.addToken({ scopes: ['chatbotsv3:write'] }) })).status).toBe(403);
    expect((await bots({ token: await test.addToken({ scopes: ['chatbotsv3:read'] }) })).status).toBe(200);
  });
});

describe('startChatbot', () => {
  it('takes every form of a target, and the bot speaks', async () => {
    const { body: contact } = await test.api<{ id: string }>('GET', `/api/ext/v3/contacts/${mei}`);
    const page = await test.api<{ message_list: { conversation_id: string }[] }>(
      'GET',
      `/api/ext/v3/conversations/${mei}/messages`,
    );
    const conversationId = page.body.message_list[0]?.conversation_id ?? '';
    const targets = [mei, `+${mei}`, contact.id, conversationId, `Main:${mei}`, `${test.tenantId}:${mei}`];
    for (const target of targets) {
      expect({ target, ...(await start(target, quick.toUpperCase())) }).toMatchObject({ target, ...started });
      await test.settle();
    }
    const form = { Target: mei, CHATBOT_ID: quick };
    expect(await test.api('POST', `${base}/START`, { form })).toMatchObject(started);
    expect(await heard(mei)).toEqual([...targets, form].map(() => 'quick'));
    const rows = await test.api<{ message_list: { operator_name: string }[] }>(
      'GET',
      `/api/ext/v3/conversations/${mei}/messages`,
    );
    expect(rows.body.message_list[0]).toMatchObject({ text: 'quick', owner: true, operator_name: 'Bot' });
  });

  it('changes the chat by the verbs of people: the same rows, the same events', async () => {
    const waId = '31520000004';
    await test.simulator.writeText(waId, 'Hi');
    await test.settle();
    const bot = await addBot('Changes', [
      { id: 'a', kind: 'assignTeam', team: 'sales', next: 'b' },
      { id: 'b', kind: 'assignOperator', email: 'agent@demo.test', next: 'c' },
      { id: 'c', kind: 'solve' },
    ]);
    const last = (await rowsOf<{ id: string }>(test, 'select id from events order by id desc limit 1'))[0]?.id ?? '';
    expect(await start(waId, bot)).toMatchObject(started);
    await test.settle();
    const page = await test.api<{ message_list: { event_description?: string }[] }>(
      'GET',
      `/api/ext/v3/conversations/${waId}/messages`,
    );
    expect(page.body.message_list.slice(0, 3).map((row) => row.event_description)).toEqual([
      'The chat has been closed by Bot',
      'The chat has been assigned to Ana Agent by Bot',
      'The chat has been assigned to team Sales by Bot',
    ]);
    const events = await rowsOf<{ type: string }>(test, 'select type from events where id > $1 order by id', [last]);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'contact.teamsAssigned',
        'conversation.assigned',
        'ticket.closed',
        'conversation.statusChanged',
      ]),
    );
  });

  it('refuses a second one while one is at work', async () => {
    expect(await start(`Second:${both}`, welcome)).toMatchObject(started);
    await test.settle();
    expect(await start(`Second:${both}`, quick)).toMatchObject(refusal(409, /already running/));
    expect(await start(`Main:${both}`, quick)).toMatchObject(started);
  });

  it('refuses chatbots that are not there to be started, and calls that lack a part', async () => {
    const draft = await addBot('Draft', [{ id: 'a', kind: 'end' }], { status: 'draft' });
    const ofOthers = await addBot('Foreign', [{ id: 'a', kind: 'end' }], { tenantId: '200300' });
    const before = await heard(mei);
    for (const bot of ['65f0c1a2b3d4e5f601728aaa', 'Quick', draft, ofOthers]) {
      expect(await start(mei, bot)).toMatchObject(refusal(404, /^Chatbot not found/));
    }
    expect(await start(mei, null)).toMatchObject(refusal(400, /chatbot_id/));
    expect(await start(undefined)).toMatchObject(refusal(400, /target/));
    expect(await heard(mei)).toEqual(before);
  });

  it('refuses targets and callers', async () => {
    for (const target of ['31599999999', '65f0c1a2b3d4e5f601234567', 'nonsense']) {
      expect(await start(target)).toMatchObject(refusal(404, /^Conversation not found/));
    }
    expect(await start(mei, quick, { token: foreign })).toMatchObject(refusal(404, /^Conversation not found/));
    expect(await start(`Nowhere:${mei}`)).toMatchObject(refusal(400, /^Channel not found/));
    expect(await start(both)).toMatchObject(refusal(409, /several channels/));
    expect(await start(quiet)).toMatchObject(refusal(400, /^Ticket has been expired\./));
    expect((await start(mei, quick, { token: null })).status).toBe(401);
    const reader = await test.addToken({ scopes: ['chatbotsv3:read'] });
    expect((await start(mei, quick, { token: reader })).status).toBe(403);
  });
});
