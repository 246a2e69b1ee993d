import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { type HistoryItem, historyOf, type Json, rowsOf } from './intake-lab.ts';

const second = '15550100002';
const windowHours = 24;

let parley: TestPlatform;
let receiver: WebhookReceiver;
let numbers = 85255503000;

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe(['message', 'newContactMessageReceived', 'sentMessageREPLIED_v2']);
});
afterAll(() => parley.stop());

/** A customer who has just written. */
async function newCustomer(options: { channel?: string } = {}): Promise<string> {
  numbers += 1;
  await parley.simulator.writeText(String(numbers), 'Hello', { ...options, profileName: 'Mei' });
  await parley.settle();
  return String(numbers);
}

const change = (whatsappNumber: string, ticketStatus: string, more: Json = {}, call: ApiCall = {}) =>
  parley.api('POST', '/api/v1/updateChatStatus', { json: { ticketStatus, whatsappNumber, ...more }, ...call });

async function rows(waId: string): Promise<string[]> {
  return (await historyOf(parley, waId)).map((item) => item.eventDescription ?? item.text ?? '');
}

const opening = (waId: string): string => `The chat has been initialized by contact Mei (${waId})`;

const stateOf = (waId: string) =>
  rowsOf(
    parley,
    `select v.status, c.blocked_at is not null as blocked,
       (select count(*) from tickets t where t.conversation_id = v.id and t.closed_at is null) as open,
       (select json_agg(t.close_reason order by t.id) from tickets t where t.conversation_id = v.id) as tickets
     from conversations v join contacts c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     where c.wa_id = $1 order by v.id`,
    [waId],
  );

describe('updateChatStatus', () => {
  test('pending, open again and solved: the history tells each, and solving closes the ticket', async () => {
    const waId = await newCustomer();
    for (const status of ['PENDING', 'OPEN', 'SOLVED']) {
      expect(await change(waId, status)).toMatchObject({ status: 200, body: { result: true } });
    }
    const history = await historyOf(parley, waId);
    expect(history.slice(2)).toMatchObject([
      { eventDescription: 'The ticket status has been changed to Pending by Ada Admin', type: 1, actor: 'Ada Admin' },
      { eventDescription: 'The ticket status has been changed to Open by Ada Admin', type: 1 },
      { eventDescription: 'The chat has been closed by Ada Admin', type: 1, assignee: null },
    ]);
    expect(new Set(history.map((item) => item.ticketId)).size).toBe(1);
    expect(await stateOf(waId)).toEqual([{ status: 'solved', blocked: false, open: 0, tickets: ['solved'] }]);
    const events = await rowsOf<{ type: string }>(
      parley,
      `select type, data from events where conversation_id = $1 and type not like 'message.%' order by id`,
      [history[0]?.conversationId],
    );
    expect(events.map((event) => event.type)).toEqual([
      'ticket.opened',
      'conversation.statusChanged',
      'conversation.statusChanged',
      'ticket.closed',
      'conversation.statusChanged',
    ]);
  });

  test('a status that the chat has is told by nothing', async () => {
    const waId = await newCustomer();
    for (const status of ['OPEN', 'SOLVED', 'SOLVED']) expect((await change(waId, status)).body.result).toBe(true);
    expect(await rows(waId)).toEqual([opening(waId), 'Hello', 'The chat has been closed by Ada Admin']);
  });

  test('a customer who writes into a pending chat opens it; into a solved one, with a new ticket', async () => {
    const [pending, solved] = [await newCustomer(), await newCustomer()];
    await change(pending, 'PENDING');
    await change(solved, 'SOLVED');
    for (const waId of [pending, solved]) await parley.simulator.writeText(waId, 'Again');
    await parley.settle();
    expect(await stateOf(pending)).toMatchObject([{ status: 'open', open: 1, tickets: [null] }]);
    expect(await stateOf(solved)).toMatchObject([{ status: 'open', open: 1, tickets: ['solved', null] }]);
    expect(await rows(solved)).toEqual([
      opening(solved),
      'Hello',
      'The chat has been closed by Ada Admin',
      opening(solved),
      'Again',
    ]);
  });

  test('a solved chat that is opened has a new ticket, of the operator', async () => {
    const waId = await newCustomer();
    await change(waId, 'SOLVED');
    await change(waId, 'OPEN');
    const history = await historyOf(parley, waId);
    expect(history.at(-1)).toMatchObject({ eventDescription: 'The chat has been opened by Ada Admin', type: 0 });
    expect(history.at(-1)?.ticketId).not.toBe(history[0]?.ticketId);
    expect(await stateOf(waId)).toMatchObject([{ status: 'open', open: 1 }]);
  });

  test('a solved chat still takes session messages while the window is open', async () => {
    const waId = await newCustomer();
    await change(waId, 'SOLVED');
    const sent = await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'One more' } });
    expect(sent.body).toMatchObject({ ok: true });
  });

  test.each([
    ['the key and the word in other casing', { json: { TicketStatus: 'solved', WhatsappNumber: '' } }],
    ['JSON patch', { headers: { 'content-type': 'application/json-patch+json' } }],
    ['a form', { form: { ticketStatus: 'SOLVED' } }],
    ['the query', { query: { ticketStatus: 'SOLVED' } }],
  ] satisfies [string, ApiCall][])('takes %s', async (_case, call: ApiCall) => {
    const waId = await newCustomer();
    const number = `+${waId.slice(0, 3)} ${waId.slice(3)}`;
    const filled: ApiCall = call.json
      ? { json: { ...call.json, WhatsappNumber: number } }
      : call.form
        ? { form: { ...call.form, whatsappNumber: number } }
        : call.query
          ? { query: { ...call.query, whatsappNumber: number } }
          : { ...call, raw: JSON.stringify({ ticketStatus: 'SOLVED', whatsappNumber: number }) };
    expect(await parley.api('POST', '/api/v1/updateChatStatus', filled)).toMatchObject({ body: { result: true } });
    expect(await stateOf(waId)).toMatchObject([{ status: 'solved' }]);
  });

  test('target wins and may be an id; the channel chooses the chat', async () => {
    const waId = await newCustomer();
    await parley.simulator.writeText(waId, 'Here too', { channel: second });
    await parley.settle();
    const other = await newCustomer();
    const conversationId = (await historyOf(parley, waId))[0]?.conversationId;
    await change(other, 'PENDING', { target: conversationId });
    await change(waId, 'SOLVED', { channelPhoneNumber: second });
    expect((await stateOf(waId)).map((state) => state.status)).toEqual(['pending', 'solved']);
    expect(await stateOf(other)).toMatchObject([{ status: 'open' }]);
  });

  test('a chat without a message for 24 hours can be solved, not opened', async () => {
    const waId = await newCustomer();
    await parley.simulator.advance((windowHours + 1) * 3600);
    for (const status of ['OPEN', 'PENDING']) {
      expect(await change(waId, status)).toMatchObject({
        status: 200,
        body: { result: false, info: 'Ticket has been expired.', ticketStatus: 'EXPIRED' },
      });
    }
    expect(await stateOf(waId)).toMatchObject([{ status: 'expired', tickets: ['expired'] }]);
    expect((await change(waId, 'SOLVED')).body).toMatchObject({ result: true });
    expect(await stateOf(waId)).toMatchObject([{ status: 'solved', tickets: ['expired'] }]);
  });

  test('refuses nobody known and no chat with result false, and faults with 400; nothing changes', async () => {
    const waId = await newCustomer();
    expect(await change('85255509999', 'SOLVED')).toMatchObject({
      status: 200,
      body: { result: false, info: 'Contact not found', message: 'Contact not found' },
    });
    await parley.api('POST', '/api/v1/addContact/85255509998', { json: { name: 'Quiet' } });
    expect(await change('85255509998', 'SOLVED')).toMatchObject({
      status: 200,
      body: { result: false, info: 'Conversation not found' },
    });
    for (const json of [
      { whatsappNumber: waId },
      { ticketStatus: 'SOLVED' },
      { ticketStatus: 'DONE', whatsappNumber: waId },
    ]) {
      const answer = await parley.api('POST', '/api/v1/updateChatStatus', { json });
      expect(answer).toMatchObject({ status: 400, body: { result: false } });
    }
    const onUnknown = await change(waId, 'SOLVED', { channelPhoneNumber: '15559999999' });
    expect(onUnknown).toMatchObject({ status: 400, body: { info: 'Channel not found' } });
    expect((await change(waId, 'SOLVED', {}, { token: null })).status).toBe(401);
    expect(await stateOf(waId)).toMatchObject([{ status: 'open' }]);
  });

  test('a contact or chat of another workspace is unknown', async () => {
    const waId = await newCustomer();
    const conversationId = (await historyOf(parley, waId))[0]?.conversationId;
    const { token } = await parley.addTenant('200400');
    for (const target of [waId, conversationId]) {
      const answer = await fetch(`${parley.baseUrl}/200400/api/v1/updateChatStatus`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ticketStatus: 'BLOCK', target }),
      });
      expect(await answer.json()).toMatchObject({ result: false, info: 'Contact not found' });
    }
    expect(await stateOf(waId)).toMatchObject([{ status: 'open', blocked: false }]);
  });
});

describe('a blocked contact', () => {
  const told = (waId: string): Json[] =>
    receiver.received.map((entry) => entry.body).filter((body) => body.waId === waId);

  test('is hidden: what it writes is stored, but neither listed nor told; opening the chat shows it again', async () => {
    const waId = await newCustomer();
    await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'How can we help?' } });
    await parley.settle();
    const before = told(waId).length;
    // Meta would keep back what a blocked person writes; where it refuses the block, ours holds alone.
    await parley.simulator.fault({
      match: { operation: 'block_users.add' },
      outcome: { error: { code: 139100 } },
      times: 1,
    });
    expect(await change(waId, 'BLOCK')).toMatchObject({ status: 200, body: { result: true } });
    expect(await stateOf(waId)).toEqual([{ status: 'blocked', blocked: true, open: 0, tickets: ['blocked'] }]);
    await parley.simulator.writeText(waId, 'Let me in');
    await parley.settle();
    const blockedRow = 'The contact has been blocked by Ada Admin';
    expect(await rows(waId)).toEqual([opening(waId), 'How can we help?', blockedRow]);
    const page = await parley.api<{ messages: { total: number } }>('GET', `/api/v1/getMessages/${waId}`);
    expect(page.body.messages.total).toBe(3);
    const v3 = await parley.api<{ message_list: Json[] }>('GET', `/api/ext/v3/conversations/${waId}/messages`, {
      query: { page_size: 20, page_number: 1 },
    });
    expect(v3.body.message_list).toHaveLength(3);
    expect(told(waId)).toHaveLength(before);
    const conversationId = (await historyOf(parley, waId))[0]?.conversationId;
    const replied = receiver.received.filter((entry) => entry.body.conversationId === conversationId);
    expect(replied.map((entry) => entry.body.eventType)).toEqual(['message']);
    expect(await stateOf(waId)).toMatchObject([{ status: 'blocked', open: 0 }]);

    expect((await change(waId, 'OPEN')).body).toMatchObject({ result: true });
    expect(await rows(waId)).toEqual([
      opening(waId),
      'Hello',
      'How can we help?',
      blockedRow,
      'Let me in',
      'The contact has been unblocked by Ada Admin',
      'The chat has been opened by Ada Admin',
    ]);
    await parley.simulator.writeText(waId, 'Thank you');
    await parley.settle();
    expect(told(waId).at(-1)).toMatchObject({ eventType: 'message', text: 'Thank you' });
    const sent = await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'Welcome' } });
    expect(sent.body).toMatchObject({ ok: true });
  });

  test('gets no session message, by v1 and v3, on any channel', async () => {
    const waId = await newCustomer();
    await change(waId, 'BLOCK');
    await parley.simulator.writeText(waId, 'And here?', { channel: second });
    await parley.settle();
    for (const channelPhoneNumber of ['', second]) {
      const query = { messageText: 'no', channelPhoneNumber };
      expect(await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query })).toMatchObject({
        status: 200,
        body: {
          result: false,
          info: 'The contact is blocked',
          message: 'The contact is blocked',
          ticketStatus: 'BLOCK',
        },
      });
    }
    const v3 = await parley.api('POST', '/api/ext/v3/conversations/messages/text', {
      json: { target: waId, text: 'no' },
    });
    expect(v3).toMatchObject({ status: 400, body: { code: 400, message: 'The contact is blocked.' } });
    expect(told(waId).map((body) => body.text)).not.toContain('And here?');
    await parley.settle();
    expect((await parley.simulator.phone(waId)).filter((message) => message.direction === 'out')).toEqual([]);
    expect((await stateOf(waId)).map((state) => state.status)).toEqual(['blocked', 'blocked']);
  });

  test('gets no template, single or bulk, by v1, v2 and v3; the others of the call get theirs', async () => {
    const [waId, other] = [await newCustomer(), await newCustomer()];
    await change(waId, 'BLOCK');
    const parameters = [
      { name: 'name', value: 'Mei' },
      { name: 'company', value: 'Acme' },
    ];
    const send = { template_name: 'welcome', broadcast_name: 'blocked' };
    const single = { query: { whatsappNumber: waId }, json: { ...send, parameters } };
    expect(await parley.api('POST', '/api/v1/sendTemplateMessage', single)).toMatchObject({
      status: 200,
      body: { result: false, info: 'The contact is blocked', validWhatsAppNumber: true },
    });
    expect(await parley.api('POST', '/api/v2/sendTemplateMessage', single)).toMatchObject({
      status: 200,
      body: { result: false, error: 'The contact is blocked', reason: 'contact.blocked' },
    });
    const receivers = [waId, other].map((whatsappNumber) => ({ whatsappNumber, customParams: parameters }));
    expect(await parley.api('POST', '/api/v1/sendTemplateMessages', { json: { ...send, receivers } })).toMatchObject({
      status: 200,
      body: {
        result: false,
        errors: { error: `The contact is blocked: ${waId}`, invalidWhatsappNumbers: [] },
        receivers: [
          { waId, localMessageId: null, isValidWhatsAppNumber: true, errors: ['The contact is blocked'] },
          { waId: other, errors: [] },
        ],
      },
    });
    expect(await parley.api('POST', '/api/v2/sendTemplateMessages', { json: { ...send, receivers } })).toMatchObject({
      status: 200,
      body: {
        result: false,
        receivers: [
          { waId, errors: ['The contact is blocked'] },
          { waId: other, errors: [] },
        ],
      },
    });
    const bulk = (...people: string[]) =>
      parley.api('POST', '/api/ext/v3/messageTemplates/send', {
        json: { ...send, recipients: people.map((phone_number) => ({ phone_number, custom_params: parameters })) },
      });
    expect(await bulk(waId, other)).toMatchObject({
      status: 200,
      body: {
        success: true,
        recipients: [
          { phone_number: waId, errors: ['The contact is blocked.'] },
          { phone_number: other, errors: [] },
        ],
      },
    });
    expect(await bulk(waId)).toMatchObject({ status: 200, body: { success: false, broadcast_id: null } });
    await parley.settle();
    expect((await parley.simulator.phone(waId)).filter((message) => message.direction === 'out')).toEqual([]);
    expect((await parley.simulator.phone(other)).filter((message) => message.direction === 'out')).toHaveLength(3);
    // One broadcast of each call that reached somebody.
    const reached = [{ recipients: 1 }, { recipients: 1 }, { recipients: 1 }];
    expect(await rowsOf(parley, 'select recipients from campaigns')).toEqual(reached);
  });

  test('beside a blocked contact, single sends that are accepted together go out', async () => {
    const people = [await newCustomer(), await newCustomer(), await newCustomer()];
    await change(people[1] ?? '', 'BLOCK');
    const parameters = [
      { name: 'name', value: 'Mei' },
      { name: 'company', value: 'Acme' },
    ];
    const answers = await Promise.all(
      people.map((whatsappNumber) =>
        parley.api('POST', '/api/v1/sendTemplateMessage', {
          query: { whatsappNumber },
          json: { template_name: 'welcome', broadcast_name: 'together', parameters },
        }),
      ),
    );
    expect(answers.map((answer) => answer.body.result)).toEqual([true, false, true]);
  });

  test('can be one who never wrote, and stays blocked when writing for the first time', async () => {
    const waId = '85255504001';
    await parley.api('POST', `/api/v1/addContact/${waId}`, { json: { name: 'Spam' } });
    expect((await change(waId, 'BLOCK')).body).toMatchObject({ result: true });
    await parley.simulator.writeText(waId, 'Buy this');
    await parley.settle();
    expect(await stateOf(waId)).toEqual([{ status: 'blocked', blocked: true, open: 0, tickets: null }]);
    expect(told(waId)).toEqual([]);
    expect(await rows(waId)).toEqual([]);
    await change(waId, 'SOLVED');
    expect(await stateOf(waId)).toMatchObject([{ status: 'solved', blocked: false }]);
    expect(await rows(waId)).toEqual(['Buy this', 'The contact has been unblocked by Ada Admin']);
  });

  test('is unblocked also when the window has closed: the chat shows as expired', async () => {
    const waId = await newCustomer();
    await change(waId, 'BLOCK');
    await parley.simulator.advance((windowHours + 1) * 3600);
    expect((await change(waId, 'OPEN')).body).toMatchObject({ result: true });
    expect(await stateOf(waId)).toEqual([{ status: 'expired', blocked: false, open: 0, tickets: ['blocked'] }]);
    expect((await rows(waId)).at(-1)).toBe('The contact has been unblocked by Ada Admin');
    await parley.simulator.writeText(waId, 'Hi again');
    await parley.settle();
    expect(await stateOf(waId)).toMatchObject([{ status: 'open', open: 1 }]);
  });

  test('blocked while messages arrive: whoever comes first, the chat ends up blocked', async () => {
    const waId = await newCustomer();
    const writing = Array.from({ length: 8 }, (_, index) => parley.simulator.writeText(waId, `text ${index}`));
    const blocking = ['BLOCK', 'OPEN', 'BLOCK', 'OPEN', 'BLOCK'].map((status) => change(waId, status));
    await Promise.all([...writing, ...blocking]);
    await change(waId, 'BLOCK');
    await parley.settle();
    expect(await stateOf(waId)).toMatchObject([{ status: 'blocked', blocked: true, open: 0 }]);
    expect((await historyOf(parley, waId)).filter((item: HistoryItem) => item.eventType === 'message')).toEqual([]);
  });
});
