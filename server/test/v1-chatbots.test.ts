import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { newId } from '../src/kernel/ids.ts';
import { addFlow, answerTimeoutMs } from '../src/modules/automation/index.ts';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Failure {
  result: boolean;
  info: string;
  message: string;
}
interface Item {
  eventType: string;
  operatorName: string | null;
  assignedId: string | null;
  text: string | null;
  owner: boolean;
  type: string | number;
  interactiveData: { action: { buttons: { reply: { id: string; title: string } }[] } } | null;
  eventDescription: string;
}

const second = '15550100002';

let parley: TestPlatform;
let welcome: string;
let foreignToken: string;
let nextNumber = 85255502000;

beforeAll(async () => {
  parley = await startTestPlatform();
  const answer = await parley.api<{ id: string; name: string }[]>('GET', '/api/v1/chatbots');
  welcome = answer.body.find((bot) => bot.name === 'Welcome')?.id ?? '';
  foreignToken = (await parley.addTenant('300300')).token;
});
afterAll(() => parley.stop());

const start = (call: ApiCall) => parley.api<string & Failure>('POST', '/api/v1/chatbots/start', call);
const startFor = (target: string, chatbotId = welcome) => start({ query: { target, chatbotId } });

async function newCustomer(text = 'Hi', options: { channel?: string } = {}): Promise<string> {
  nextNumber += 1;
  const waId = String(nextNumber);
  await parley.simulator.writeText(waId, text, { profileName: 'Mei Tam', ...options });
  await parley.settle();
  return waId;
}

async function write(waId: string, text: string): Promise<void> {
  await parley.simulator.writeText(waId, text);
  await parley.settle();
}

/** What the phone got since the last look, oldest first. */
async function heard(waId: string): Promise<(string | null)[]> {
  await parley.settle();
  const messages = await parley.simulator.phone(waId);
  const lastIn = messages.findLastIndex((message) => message.direction === 'in');
  return messages.slice(lastIn + 1).map((message) => message.text);
}

async function history(waId: string): Promise<Item[]> {
  const answer = await parley.api<{ messages: { items: Item[] } }>('GET', `/api/v1/getMessages/${waId}`, {
    query: { pageSize: 100 },
  });
  return answer.body.messages.items.reverse();
}

async function addBot(
  name: string,
  nodes: unknown[],
  status: 'active' | 'draft' = 'active',
  tenantId = parley.tenantId,
): Promise<string> {
  const { db, clock } = parley;
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
  const flow = await addFlow({ db, clock }, ctx, { name, status, definition: { start: 'a', nodes } });
  return flow?.id ?? '';
}

const runsStatement = systemStatement<{ reason: string | null; step: number }>(
  'test.runs',
  `select r.end_reason as reason, r.step from flow_runs r join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
   where c.wa_id = $1 order by r.id`,
);
/** As the intake does with messages that come together. */
const writeIntoRunStatement = systemStatement(
  'test.write-into-run',
  `insert into flow_inputs (tenant_id, run_id, message_id, conversation_id, contact_id, text, received_at)
   select r.tenant_id, r.id, m.id, r.conversation_id, r.contact_id, m.text, $4
   from contacts c join flow_runs r on r.tenant_id = c.tenant_id and r.contact_id = c.id,
     unnest($2::text[], $3::text[]) as m (id, text)
   where c.wa_id = $1`,
);

async function attributesOf(waId: string): Promise<Record<string, string>> {
  const answer = await parley.api<{ contact_list: { customParams: { name: string; value: string }[] }[] }>(
    'GET',
    '/api/v1/getContacts',
    { query: { name: waId } },
  );
  return Object.fromEntries((answer.body.contact_list[0]?.customParams ?? []).map(({ name, value }) => [name, value]));
}

const endOf = async (waId: string) => (await parley.db.system(runsStatement, [waId])).at(-1)?.reason;

describe('getChatbots', () => {
  test('lists the active chatbots of the workspace as a bare list', async () => {
    await addBot('Unfinished', [{ id: 'a', kind: 'end' }], 'draft');
    const answer = await parley.api<unknown[]>('GET', '/api/v1/chatbots');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual([
      { id: welcome, name: 'Welcome', created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
    ]);
    expect(welcome).toMatch(/^[0-9a-f]{24}$/);
  });

  test('asks for a token and one of its scopes', async () => {
    const list = (token: string | null) => parley.api('GET', '/api/v1/chatbots', { token });
    expect((await list(null)).status).toBe(401);
    expect((await list(await parley.addToken({ scopes: ['contacts:read'] }))).status).toBe(403);
    expect((await list(await parley.addToken({ scopes: ['chatbots:read'] }))).status).toBe(200);
  });
});

describe('startChatbot runs the flow', () => {
  test('asks, keeps the answer, offers buttons, hands over, and ends', async () => {
    const waId = await newCustomer();
    const answer = await startFor(waId);
    expect([answer.status, answer.text]).toEqual([200, '"success"']);
    expect(await heard(waId)).toEqual(['Hello, welcome to the demo shop!', 'What may we call you?']);
    await write(waId, ' Mei ');
    expect(await heard(waId)).toEqual(['Mei, how can we help you?']);
    const menu = (await history(waId)).at(-1)?.interactiveData?.action.buttons ?? [];
    expect(menu.map((button) => button.reply.title)).toEqual(['Opening hours', 'Talk to us', 'Nothing, thanks']);
    await parley.simulator.write(waId, {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: menu[1]?.reply },
    });
    expect(await heard(waId)).toEqual(['Ana will be with you in a moment, Mei.']);
    expect(await endOf(waId)).toBe('completed');
    await write(waId, 'Thank you');
    expect(await heard(waId)).toEqual([]);
    const contact = await parley.api<{ contact_list: { customParams: unknown[]; teamIds: string[] }[] }>(
      'GET',
      '/api/v1/getContacts',
      { query: { name: waId } },
    );
    expect(contact.body.contact_list[0]?.customParams).toContainEqual({ name: 'first_name', value: 'Mei' });
    expect(contact.body.contact_list[0]?.teamIds).toHaveLength(1);
  });

  test('its messages are those of the bot in the history, and so is what it did', async () => {
    const waId = await newCustomer();
    await startFor(waId);
    await parley.settle();
    await write(waId, 'Ana');
    await write(waId, 'talk to us');
    const items = await history(waId);
    const own = items.filter((item) => item.eventType === 'message' && item.owner);
    expect(own.map((item) => item.operatorName)).toEqual(own.map(() => 'Bot '));
    expect(own).toHaveLength(4);
    expect(
      items.filter((item) => item.eventType === 'message' && !item.owner).map((item) => item.operatorName),
    ).toEqual([null, null, null]);
    expect(items.map((item) => item.eventDescription)).toContain('The chat has been assigned to Ana Agent by Bot');
  });

  test('a branch that solves the chat closes its ticket', async () => {
    const waId = await newCustomer();
    await startFor(waId);
    await parley.settle();
    await write(waId, 'Bea');
    await write(waId, 'OPENING HOURS');
    expect(await heard(waId)).toEqual(['We are open from Monday to Saturday, 10:00 to 18:00.', 'Have a good day!']);
    expect((await history(waId)).at(-1)?.eventDescription).toBe('The chat has been closed by Bot');
    expect(await endOf(waId)).toBe('completed');
  });

  test('a condition takes the way that fits, and what is known is not asked again', async () => {
    const waId = await newCustomer();
    await parley.api('POST', `/api/v1/addContact/${waId}`, {
      json: { name: 'Mei', customParams: [{ name: 'first_name', value: 'Mei' }] },
    });
    await startFor(waId);
    expect(await heard(waId)).toEqual(['Hello, welcome to the demo shop!', 'Mei, how can we help you?']);
    const plans = await addBot('Plans', [
      { id: 'a', kind: 'condition', attribute: 'plan', operator: 'contains', value: 'GOLD', yes: 'b', no: 'c' },
      { id: 'b', kind: 'message', text: '{{ name }} ({{phone}}) has {{plan}}{{nothing}}' },
      { id: 'c', kind: 'message', text: 'no plan' },
    ]);
    const golden = await newCustomer();
    await parley.api('POST', `/api/v1/addContact/${golden}`, {
      json: { name: 'Ada', customParams: [{ name: 'plan', value: 'old gold' }] },
    });
    await startFor(golden, plans);
    expect(await heard(golden)).toEqual([`Ada (${golden}) has old gold`]);
    const other = await newCustomer();
    await startFor(other, plans);
    expect(await heard(other)).toEqual(['no plan']);
  });

  test('what fits no button is asked again, at the third time the run gives up', async () => {
    const bot = await addBot('Strict', [{ id: 'a', kind: 'buttons', text: 'Yes or no?', buttons: [{ title: 'Yes' }] }]);
    const waId = await newCustomer();
    await startFor(waId, bot);
    await parley.settle();
    await write(waId, 'maybe');
    expect(await heard(waId)).toEqual(['Yes or no?']);
    await write(waId, 'perhaps');
    expect(await heard(waId)).toEqual(['Yes or no?']);
    await write(waId, 'hm');
    expect(await heard(waId)).toEqual([]);
    expect(await endOf(waId)).toBe('no_match');
  });

  test('of messages that come at once the first is the answer; what was written before a question is none', async () => {
    const bot = await addBot('Two questions', [
      { id: 'a', kind: 'question', text: 'First?', attribute: 'first', next: 'b' },
      { id: 'b', kind: 'question', text: 'Second?', attribute: 'second' },
    ]);
    const waId = await newCustomer('before');
    await startFor(waId, bot);
    await parley.settle();
    const ids = [newId(parley.clock.nowMs()), newId(parley.clock.nowMs())];
    await parley.db.system(writeIntoRunStatement, [waId, ids, ['one', 'two'], parley.clock.now()]);
    expect(await heard(waId)).toEqual(['First?', 'Second?']);
    expect(await endOf(waId)).toBeNull();
    await write(waId, 'three');
    expect(await endOf(waId)).toBe('completed');
    expect(await attributesOf(waId)).toMatchObject({ first: 'one', second: 'three' });
  });
});

describe('when 24 hours have passed', () => {
  test('a run without an answer ends, and nothing starts where the window is closed', async () => {
    const silent = await newCustomer();
    const waId = await newCustomer();
    await startFor(waId);
    await parley.settle();
    await parley.simulator.advance(answerTimeoutMs / 1000 - 60);
    expect(await endOf(waId)).toBeNull();
    await parley.simulator.advance(120);
    expect(await endOf(waId)).toBe('timed_out');
    await write(waId, 'Anyone?');
    expect(await heard(waId)).toEqual([]);
    expect((await startFor(waId)).text).toBe('"success"');
    const closed = { result: false, info: 'Ticket has been expired.', ticketStatus: 'EXPIRED' };
    expect(await startFor(silent)).toMatchObject({ status: 200, body: closed });
    await parley.api('POST', '/api/v1/addContact/85255502999', { json: { name: 'Silent' } });
    expect((await startFor('85255502999')).body).toMatchObject(closed);
  });
});

describe('a run ends with a reason', () => {
  test('when what it says is empty, when it goes in a circle, and when an operator is gone', async () => {
    const bots: [string, unknown[]][] = [
      ['message.text_empty', [{ id: 'a', kind: 'message', text: '{{nothing}}' }]],
      ['too_many_steps', [{ id: 'a', kind: 'condition', attribute: 'x', operator: '==', value: 'y', no: 'a' }]],
      ['flow.operator_missing', [{ id: 'a', kind: 'assignOperator', email: 'gone@demo.test' }]],
      ['flow.team_missing', [{ id: 'a', kind: 'assignTeam', team: 'Gone' }]],
      ['stage.not_found', [{ id: 'a', kind: 'leadStage', stage: 'Gone' }]],
    ];
    const waId = await newCustomer();
    for (const [reason, nodes] of bots) {
      expect((await startFor(waId, await addBot(reason, nodes))).text).toBe('"success"');
      await parley.settle();
      expect(await endOf(waId)).toBe(reason);
    }
  });
});

describe('a chatbot in the chat of a blocked contact', () => {
  test('ends no block', async () => {
    const waId = await newCustomer();
    const setStatus = (ticketStatus: string) =>
      parley.api('POST', '/api/v1/updateChatStatus', { json: { whatsappNumber: waId, ticketStatus } });
    await setStatus('BLOCK');
    expect((await startFor(waId, await addBot('Solver', [{ id: 'a', kind: 'solve' }]))).text).toBe('"success"');
    await parley.settle();
    expect(await endOf(waId)).toBe('contact.blocked');
    expect((await history(waId)).at(-1)?.eventDescription).toBe('The contact has been blocked by Ada Admin');
  });
});

describe('startChatbot takes', () => {
  test('a number in any writing, a contact id, a channel before it, from query, form and JSON', async () => {
    const quick = await addBot('Quick', [{ id: 'a', kind: 'message', text: 'quick' }]);
    const waId = await newCustomer();
    const contacts = await parley.api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts', {
      query: { name: waId },
    });
    const id = contacts.body.contact_list[0]?.id ?? '';
    const calls: ApiCall[] = [
      { query: { whatsappNumber: waId, chatbotId: quick } },
      { query: { TARGET: `+${waId.slice(0, 3)} ${waId.slice(3)}`, CHATBOTID: quick } },
      { query: { target: id, whatsappNumber: '1', chatbotId: quick } },
      { query: { target: `Main:${waId}`, chatbotId: quick.toUpperCase() } },
      { form: { whatsappNumber: waId, chatbotId: quick } },
      { json: { target: waId, chatbotId: quick } },
    ];
    for (const call of calls) {
      expect((await start(call)).text).toBe('"success"');
      await parley.settle();
    }
    expect(await heard(waId)).toEqual(calls.map(() => 'quick'));
    const onSecond = await newCustomer('Hi', { channel: second });
    expect((await startFor(onSecond, quick)).body).toMatchObject({ result: false, ticketStatus: 'EXPIRED' });
    expect((await startFor(`${second}:${onSecond}`, quick)).text).toBe('"success"');
    expect(await heard(onSecond)).toEqual(['quick']);
  });

  test('a token with its scope', async () => {
    const waId = await newCustomer();
    const call = (token: string | null) => start({ token, query: { target: waId, chatbotId: welcome } });
    expect((await call(null)).status).toBe(401);
    expect((await call(await parley.addToken({ scopes: ['chatbots:read'] }))).status).toBe(403);
    expect((await call(await parley.addToken({ scopes: ['chatbots:write'] }))).text).toBe('"success"');
  });
});

describe('startChatbot refuses', () => {
  const refusal = (info: string) => ({ status: 200, body: { result: false, info, message: info } });

  test('a call without a chatbot or a target', async () => {
    expect(await start({ query: { target: '85255502001' } })).toMatchObject({ status: 400, body: { result: false } });
    expect(await start({ query: { chatbotId: welcome } })).toMatchObject({ status: 400, body: { result: false } });
  });

  test('an unknown chatbot, one that is not active, and one of another tenant', async () => {
    const waId = await newCustomer();
    const draft = await addBot('Draft', [{ id: 'a', kind: 'end' }], 'draft');
    const foreign = await addBot('Foreign', [{ id: 'a', kind: 'end' }], 'active', '300300');
    expect(foreign).not.toBe('');
    for (const bot of ['65f0c1a2b3d4e5f601728aaa', 'Welcome', draft, foreign]) {
      expect(await startFor(waId, bot)).toMatchObject(refusal('Chatbot not found'));
    }
    expect(await heard(waId)).toEqual([]);
  });

  test('somebody unknown, and somebody of another tenant', async () => {
    expect(await startFor('85299999999')).toMatchObject(refusal('Contact not found'));
    expect(await startFor('65f0c1a2b3d4e5f601728394')).toMatchObject(refusal('Contact not found'));
    expect(await startFor('hello')).toMatchObject(refusal('The phone number is not valid'));
    expect(await startFor(`15559999999:${await newCustomer()}`)).toMatchObject(refusal('Channel not found'));
    // The contact is one of the demo workspace, the caller and the chatbot are not.
    const chatbotId = await addBot('Foreign too', [{ id: 'a', kind: 'end' }], 'active', '300300');
    const query = new URLSearchParams({ target: await newCustomer(), chatbotId });
    const foreign = await request(`${parley.baseUrl}/api/v1/chatbots/start?${query}`, {
      method: 'POST',
      headers: { authorization: foreignToken },
    });
    expect([foreign.statusCode, await foreign.body.json()]).toEqual([
      200,
      { result: false, info: 'Contact not found', message: 'Contact not found' },
    ]);
  });

  test('a second chatbot while one is at work, also when both are started at once', async () => {
    const waId = await newCustomer();
    const both = await Promise.all([startFor(waId), startFor(waId)]);
    expect(both.filter((answer) => answer.text === '"success"')).toHaveLength(1);
    const running = refusal('A chatbot is already running in this chat.');
    expect(both.find((answer) => answer.text !== '"success"')).toMatchObject(running);
    await parley.settle();
    expect(await startFor(waId)).toMatchObject(running);
    expect(await heard(waId)).toHaveLength(2);
  });
});
