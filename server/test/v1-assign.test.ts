import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type HistoryItem, historyOf, type Json, rowsOf } from './intake-lab.ts';

const main = '15550100001';
const second = '15550100002';
const customer = '85255502001';
const unassigned = '85255502002';

let parley: TestPlatform;
let contactId: string;

beforeAll(async () => {
  parley = await startTestPlatform();
  for (const waId of [customer, unassigned]) await parley.simulator.writeText(waId, 'Hello', { profileName: 'Mei' });
  await parley.settle();
  contactId = String((await contactOf(customer)).id);
});
afterAll(() => parley.stop());

async function contactOf(waId: string): Promise<Json> {
  const answer = await parley.api<{ contact_list: Json[] }>('GET', '/api/v1/getContacts', { query: { name: waId } });
  return answer.body.contact_list[0] ?? {};
}

const assign = (query: Record<string, string>, call: ApiCall = {}) =>
  parley.api('POST', '/api/v1/assignOperator', { query, ...call });

const ticketRows = async (waId: string): Promise<HistoryItem[]> =>
  (await historyOf(parley, waId)).filter((item) => item.eventType === 'ticket');

const operatorIdOf = async (email: string): Promise<string> =>
  (await rowsOf<{ id: string }>(parley, 'select id from operators where email = $1', [email]))[0]?.id ?? '';

const countTicketRows = async (): Promise<number> =>
  (await rowsOf<{ rows: number }>(parley, 'select count(*) as rows from ticket_events'))[0]?.rows ?? -1;

describe('assignOperator', () => {
  test('gives the chat to an operator: the history says so, and messages show who has it', async () => {
    const answer = await assign({ email: 'agent@demo.test', whatsappNumber: customer });
    expect(answer).toMatchObject({ status: 200, body: { result: true, info: '' } });
    const history = await historyOf(parley, customer);
    expect(history.at(-1)).toEqual({
      eventType: 'ticket',
      eventDescription: 'The chat has been assigned to Ana Agent by Ada Admin',
      type: 1,
      actor: 'Ada Admin',
      assignee: 'Ana Agent',
      topicName: 'General Enquiry',
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      conversationId: history[0]?.conversationId,
      ticketId: history[0]?.ticketId,
    });
    const agentId = await operatorIdOf('agent@demo.test');
    expect(history.find((item) => item.eventType === 'message')).toMatchObject({ assignedId: agentId });
    const v3 = await parley.api<{ message_list: Json[] }>('GET', `/api/ext/v3/conversations/${customer}/messages`, {
      query: { page_size: 20, page_number: 1 },
    });
    expect(v3.body.message_list).toMatchObject([
      { event_type: 'ticket', assignee: 'Ana Agent', actor: 'Ada Admin' },
      { event_type: 'message', assigned_id: agentId },
      { event_type: 'ticket' },
    ]);
    const sent = await parley.api('POST', `/api/v1/sendSessionMessage/${customer}`, { query: { messageText: 'Hi' } });
    expect(sent.body).toMatchObject({ message: { assignedId: agentId, operatorName: 'Ada Admin' } });
    const events = await rowsOf(parley, `select data from events where type = 'conversation.assigned'`);
    expect(events).toEqual([{ data: { operatorId: agentId } }]);
  });

  test.each([
    ['an empty e-mail', { email: '', whatsappNumber: unassigned }],
    ['none', { whatsappNumber: unassigned }],
  ])('%s gives the chat to the bot', async (_case, query) => {
    await assign({ email: 'agent2@demo.test', whatsappNumber: unassigned });
    expect((await assign(query)).body).toMatchObject({ result: true });
    expect((await ticketRows(unassigned)).at(-1)).toMatchObject({
      eventDescription: 'The chat has been assigned to Bot by Ada Admin',
      assignee: 'Bot',
    });
    expect((await historyOf(parley, unassigned)).find((item) => item.text === 'Hello')).toMatchObject({
      assignedId: null,
    });
  });

  test.each([
    ['the query in other casing', { query: { EMAIL: 'agent2@demo.test', WhatsAppNumber: customer } }],
    [
      'a number with plus and blanks, an e-mail in capitals',
      { query: { email: 'AGENT2@Demo.test ', whatsappNumber: '+852 5550-2001' } },
    ],
    ['an urlencoded form', { form: { email: 'agent2@demo.test', whatsappNumber: customer } }],
    ['JSON', { json: { Email: 'agent2@demo.test', target: customer } }],
    ['the query beside an empty JSON body', { query: { email: 'agent2@demo.test', target: customer }, json: {} }],
    ['a multipart form', { multipart: toForm({ email: 'agent2@demo.test', whatsappNumber: customer }) }],
    [
      'a doubled Bearer',
      { query: { email: 'agent2@demo.test', whatsappNumber: customer }, headers: { authorization: 'Bearer Bearer ' } },
    ],
  ] satisfies [string, ApiCall][])('takes %s', async (_case, call: ApiCall) => {
    await assign({ whatsappNumber: customer });
    const headers = call.headers ? { authorization: call.headers.authorization + parley.token } : {};
    const answer = await parley.api('POST', '/api/v1/assignOperator', { ...call, headers });
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    expect((await ticketRows(customer)).at(-1)).toMatchObject({ assignee: 'Ben Agent' });
  });

  test('target wins over whatsappNumber, and may be a contact id, a conversation id or a BSUID', async () => {
    const conversationId = String((await historyOf(parley, customer))[0]?.conversationId);
    for (const target of [contactId, contactId.toUpperCase(), conversationId, `Main:${customer}`]) {
      const before = (await ticketRows(customer)).length;
      expect((await assign({ target, whatsappNumber: unassigned })).body).toMatchObject({ result: true });
      expect(await ticketRows(customer)).toHaveLength(before + 1);
    }
    await parley.simulator.patch('85255502003', { hide_phone: true, username: 'hidden.two' });
    await parley.simulator.writeText('85255502003', 'I am nobody');
    await parley.settle();
    const contacts = await parley.api<{ contact_list: Json[] }>('GET', '/api/v1/getContacts');
    const bsuid = String(contacts.body.contact_list.find((contact) => contact.phone === null)?.wAid);
    expect((await assign({ target: bsuid, email: 'agent@demo.test' })).body).toMatchObject({ result: true });
    expect((await ticketRows(bsuid)).at(-1)).toMatchObject({ assignee: 'Ana Agent' });
  });

  test('the channel chooses the chat; without one it is that of the default channel, else the only one', async () => {
    const waId = '85255502004';
    await parley.simulator.writeText(waId, 'On the second', { channel: second });
    await parley.settle();
    const assigneesOn = async (channelPhoneNumber: string) => {
      const page = await parley.api<{ messages: { items: HistoryItem[] } }>('GET', `/api/v1/getMessages/${waId}`, {
        query: { channelPhoneNumber },
      });
      return page.body.messages.items.filter((item) => item.type === 1).map((item) => item.assignee);
    };
    await assign({ email: 'agent@demo.test', whatsappNumber: waId });
    expect(await assigneesOn(second)).toEqual(['Ana Agent']);
    await parley.simulator.writeText(waId, 'On the main');
    await parley.settle();
    await assign({ email: 'agent@demo.test', whatsappNumber: waId });
    await assign({ email: 'agent2@demo.test', whatsappNumber: waId, channelPhoneNumber: '+1 555 010 0002' });
    expect(await assigneesOn(main)).toEqual(['Ana Agent']);
    expect(await assigneesOn(second)).toEqual(['Ben Agent', 'Ana Agent']);
  });

  test('a chat that only got a template can be assigned', async () => {
    const waId = '85255502005';
    const parameters = [
      { name: 'name', value: 'Mei' },
      { name: 'company', value: 'Acme' },
    ];
    await parley.api('POST', '/api/v1/sendTemplateMessage', {
      query: { whatsappNumber: waId },
      json: { template_name: 'welcome', broadcast_name: 'one', parameters },
    });
    expect((await assign({ email: 'agent@demo.test', whatsappNumber: waId })).body).toMatchObject({ result: true });
    expect(await ticketRows(waId)).toMatchObject([{ assignee: 'Ana Agent', ticketId: null }]);
  });

  test('a new ticket belongs to the bot again', async () => {
    const waId = '85255502006';
    await parley.simulator.writeText(waId, 'one');
    await parley.settle();
    await assign({ email: 'agent@demo.test', whatsappNumber: waId });
    await parley.api('POST', '/api/v1/updateChatStatus', { json: { whatsappNumber: waId, ticketStatus: 'SOLVED' } });
    await parley.simulator.writeText(waId, 'two');
    await parley.settle();
    expect((await historyOf(parley, waId)).at(-1)).toMatchObject({ text: 'two', assignedId: null });
  });

  test('a token of nobody acts as API', async () => {
    const token = await parley.addToken({ scopes: ['conversations:write'] });
    await assign({ email: 'agent@demo.test', whatsappNumber: customer }, { token });
    expect((await ticketRows(customer)).at(-1)).toMatchObject({
      eventDescription: 'The chat has been assigned to Ana Agent by API',
      actor: 'API',
    });
  });
});

test('the webhook of the next message tells who has the chat', async () => {
  const receiver = await parley.subscribe(['message']);
  await assign({ email: 'agent@demo.test', whatsappNumber: customer });
  for (const waId of [customer, '85255502009']) await parley.simulator.writeText(waId, 'Are you there?');
  await parley.settle();
  const bodies = new Map(receiver.received.map(({ body }) => [body.waId, body]));
  expect(bodies.get(customer)).toMatchObject({
    assignedId: await operatorIdOf('agent@demo.test'),
    operatorName: 'Ana Agent',
    operatorEmail: 'agent@demo.test',
  });
  expect(bodies.get('85255502009')).toMatchObject({ assignedId: null, operatorName: null, operatorEmail: null });
});

describe('assignOperator refuses', () => {
  test.each([
    ['an unknown e-mail', { email: 'nobody@demo.test', whatsappNumber: customer }, 'Operator not found'],
    ['an unknown number', { email: 'agent@demo.test', whatsappNumber: '85255509999' }, 'Contact not found'],
    ['what is no number', { email: 'agent@demo.test', whatsappNumber: 'Mei' }, 'Contact not found'],
    ['an unknown id', { email: 'agent@demo.test', target: 'aaaaaaaaaaaaaaaaaaaaaaaa' }, 'Contact not found'],
  ])('%s with result false, and changes nothing', async (_case, query, info) => {
    const before = await countTicketRows();
    const answer = await assign(query);
    expect(answer).toMatchObject({ status: 200, body: { result: false, info, message: info } });
    expect(await countTicketRows()).toBe(before);
  });

  test('a contact without a chat', async () => {
    await parley.api('POST', '/api/v1/addContact/85255502007', { json: { name: 'Quiet' } });
    const answer = await assign({ email: 'agent@demo.test', whatsappNumber: '85255502007' });
    expect(answer).toMatchObject({ status: 200, body: { result: false, info: 'Conversation not found' } });
  });

  test('a request without a target, or with an unknown channel, with 400', async () => {
    expect(await assign({ email: 'agent@demo.test' })).toMatchObject({ status: 400, body: { result: false } });
    const answer = await assign({ whatsappNumber: customer, channelPhoneNumber: '15559999999' });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: 'Channel not found' } });
  });

  test('no token, a token without the scope, and operators, contacts and chats of another workspace', async () => {
    const query = { email: 'agent@demo.test', whatsappNumber: customer };
    expect((await assign(query, { token: null })).status).toBe(401);
    const reader = await parley.addToken({ scopes: ['conversations:read'] });
    expect((await assign(query, { token: reader })).status).toBe(403);
    const before = await countTicketRows();
    const { token } = await parley.addTenant('200300');
    const conversationId = String((await historyOf(parley, customer))[0]?.conversationId);
    for (const target of [customer, contactId, conversationId]) {
      const answer = await parley.api('POST', '/api/v1/assignOperator', { query: { target }, token, headers: {} });
      expect(answer.status).toBe(403);
    }
    for (const target of [customer, contactId, conversationId]) {
      const url = `${parley.baseUrl}/200300/api/v1/assignOperator?target=${target}`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 200,
        body: { result: false, info: 'Contact not found' },
      });
    }
    expect(await countTicketRows()).toBe(before);
  });
});

describe('assignTeam', () => {
  const assignTeam = (search: string, call: ApiCall = {}) => parley.api('POST', `/api/v1/assignTeam${search}`, call);
  const teamIdOf = async (name: string): Promise<string> =>
    (await rowsOf<{ id: string }>(parley, 'select id from teams where name = $1', [name]))[0]?.id ?? '';

  test('gives the contact to the teams: getContacts shows them, and the history says so', async () => {
    const answer = await assignTeam(`?teams=Sales&teams=support&whatsappNumber=${customer}`);
    expect(answer).toMatchObject({ status: 200, body: { result: true } });
    const [sales, support] = [await teamIdOf('Sales'), await teamIdOf('Support')];
    expect(await contactOf(customer)).toMatchObject({ teamIds: [sales, support] });
    expect((await ticketRows(customer)).at(-1)).toMatchObject({
      eventDescription: 'The chat has been assigned to team Sales, Support by Ada Admin',
      type: 1,
      actor: 'Ada Admin',
      assignee: 'Sales, Support',
    });
    expect(await rowsOf(parley, `select data from events where type = 'contact.teamsAssigned'`)).toEqual([
      { data: { teamIds: [sales, support] } },
    ]);
  });

  test('replaces the teams, named by id too, in a form or JSON', async () => {
    const sales = await teamIdOf('Sales');
    await assignTeam(`?teams=${sales}&target=${contactId}`);
    expect(await contactOf(customer)).toMatchObject({ teamIds: [sales] });
    await assignTeam('', { form: { teams: 'Support', whatsappNumber: `+${customer}` } });
    expect(await contactOf(customer)).toMatchObject({ teamIds: [await teamIdOf('Support')] });
    await assignTeam('', { json: { teams: ['Sales', 'sales'], whatsappNumber: customer } });
    expect(await contactOf(customer)).toMatchObject({ teamIds: [sales] });
  });

  test('works for a contact without a chat', async () => {
    await parley.api('POST', '/api/v1/addContact/85255502008', { json: { name: 'Quiet' } });
    expect((await assignTeam('?teams=Sales&whatsappNumber=85255502008')).body).toMatchObject({ result: true });
    expect(await contactOf('85255502008')).toMatchObject({ teamIds: [await teamIdOf('Sales')] });
  });

  test('refuses unknown teams and contacts with result false, a missing list or target with 400; nothing changes', async () => {
    const before = await contactOf(customer);
    const rows = await countTicketRows();
    expect(await assignTeam(`?teams=Sales&teams=Moon&whatsappNumber=${customer}`)).toMatchObject({
      status: 200,
      body: { result: false, info: 'Team not found: Moon' },
    });
    expect(await assignTeam('?teams=Sales&whatsappNumber=85255509999')).toMatchObject({
      status: 200,
      body: { result: false, info: 'Contact not found' },
    });
    for (const search of [`?whatsappNumber=${customer}`, `?teams=&whatsappNumber=${customer}`, '?teams=Sales']) {
      expect(await assignTeam(search)).toMatchObject({ status: 400, body: { result: false } });
    }
    expect((await contactOf(customer)).teamIds).toEqual(before.teamIds);
    expect(await countTicketRows()).toBe(rows);
  });

  test('teams and contacts of another workspace are unknown', async () => {
    const { token } = await parley.addTenant('200301');
    const url = `${parley.baseUrl}/200301/api/v1/assignTeam?teams=Sales&target=${contactId}`;
    const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 200,
      body: { result: false },
    });
  });
});

function toForm(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
