import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import {
  type Door,
  envelope,
  historyOf,
  type Json,
  mainNumberId,
  newContactsOf,
  openDoor,
  profileOf,
  rowsOf,
  textMessage,
} from './intake-lab.ts';

// What a customer's message does to tickets, the window and the messages it answers.
let parley: TestPlatform;
let door: Door;
let receiver: WebhookReceiver;
const events = ['message', 'newContactMessageReceived', 'sentMessageREPLIED_v2', 'sessionMessageSent_v2'];
const hourMs = 3_600_000;

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  receiver = await parley.subscribe(events);
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

async function sendText(waId: string, messageText: string): Promise<void> {
  const path = `/api/v1/sendSessionMessage/${waId}`;
  expect(await parley.api('POST', path, { query: { messageText } })).toMatchObject({ body: { ok: true } });
  await parley.settle();
}

test('the first message makes the contact under its profile name and opens a ticket, told in the history', async () => {
  const waId = '4479040000001';
  await parley.simulator.writeText(waId, 'Hello', { profileName: 'Ife Ola' });
  await parley.settle();
  const found = await parley.api<{ contact_list: Json[] }>('GET', '/api/v1/getContacts', {
    query: { name: 'Ife Ola' },
  });
  expect(found.body.contact_list).toMatchObject([{ wAid: waId, fullName: 'Ife Ola' }]);
  const history = await historyOf(parley, waId);
  expect(history).toMatchObject([
    { eventType: 'ticket', eventDescription: `The chat has been initialized by contact Ife Ola (${waId})` },
    { eventType: 'message', text: 'Hello', owner: false },
  ]);
  expect(history[0]?.ticketId).toBe(history[1]?.ticketId);
  expect(history[0]?.ticketId).toMatch(/^[0-9a-f]{24}$/);
  expect(await newContactsOf(parley, receiver, waId)).toHaveLength(1);
});

test('a ticket lives as long as the window: 25 hours later the next message opens another', async () => {
  const waId = '4479040000002';
  await parley.simulator.writeText(waId, 'one', { profileName: 'Kay' });
  await parley.simulator.advance(23 * 3600);
  await parley.simulator.writeText(waId, 'two');
  await parley.simulator.advance(25 * 3600);
  await parley.simulator.writeText(waId, 'three');
  await parley.settle();
  const history = await historyOf(parley, waId);
  const [opened, one, two, expired, reopened, three] = history;
  expect(history.map((item) => item.text ?? item.eventDescription)).toEqual([
    `The chat has been initialized by contact Kay (${waId})`,
    'one',
    'two',
    'The chat has expired: 24 hours passed without a message of the contact',
    `The chat has been initialized by contact Kay (${waId})`,
    'three',
  ]);
  expect([one, two, expired].map((item) => item?.ticketId)).toEqual([0, 0, 0].map(() => opened?.ticketId));
  expect(three?.ticketId).toBe(reopened?.ticketId);
  expect(three?.ticketId).not.toBe(opened?.ticketId);
  const tickets = await rowsOf(
    parley,
    `select t.close_reason, t.closed_at is null as open from tickets t
     join conversations v on v.id = t.conversation_id join contacts c on c.id = v.contact_id
     where c.wa_id = $1 order by t.id`,
    [waId],
  );
  expect(tickets).toEqual([
    { close_reason: 'expired', open: false },
    { close_reason: null, open: true },
  ]);
  expect(await newContactsOf(parley, receiver, waId)).toHaveLength(1);
});

test('messages of two days that arrive in one POST stand each in the ticket of its day', async () => {
  const waId = '4479040000003';
  const now = parley.clock.nowMs();
  const messages = [
    textMessage(parley, { from: waId, id: 'wamid.days.1', atMs: now - 50 * hourMs }),
    textMessage(parley, { from: waId, id: 'wamid.days.2', atMs: now - 49 * hourMs }),
    textMessage(parley, { from: waId, id: 'wamid.days.3', atMs: now - 2 * hourMs }),
  ];
  await door.post(envelope([mainNumberId, { contacts: [profileOf(waId, 'Lee')], messages }]));
  await parley.settle();
  const history = await historyOf(parley, waId);
  expect(history.map((item) => item.text ?? item.eventDescription)).toEqual([
    `The chat has been initialized by contact Lee (${waId})`,
    'wamid.days.1',
    'wamid.days.2',
    'The chat has expired: 24 hours passed without a message of the contact',
    `The chat has been initialized by contact Lee (${waId})`,
    'wamid.days.3',
  ]);
  const [first, one, two, , second, three] = history.map((item) => item.ticketId);
  expect([one, two, three]).toEqual([first, first, second]);
  expect(first).not.toBe(second);
  const webhooks = receiver.received
    .map((entry) => entry.body)
    .filter((body) => body.waId === waId && body.eventType === 'message');
  expect(webhooks.map((body) => body.ticketId)).toEqual([first, first, second]);
});

test('the window counts from the moment of writing, not of arrival', async () => {
  const waId = '4479040000004';
  const atMs = parley.clock.nowMs() - 25 * hourMs;
  await door.post(
    envelope([mainNumberId, { messages: [textMessage(parley, { from: waId, id: 'wamid.late', atMs })] }]),
  );
  await parley.settle();
  const answer = await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'too late' } });
  expect(answer.body).toMatchObject({ result: false, ticketStatus: 'EXPIRED' });
});

test('an answer that quotes marks the quoted message as replied; one that does not, the newest that was sent', async () => {
  const waId = '4479040000012';
  await parley.simulator.writeText(waId, 'hi');
  await parley.settle();
  for (const text of ['first', 'second', 'third']) await sendText(waId, text);
  const statuses = async () =>
    Object.fromEntries(
      (await historyOf(parley, waId))
        .filter((item) => item.owner === true)
        .map((item) => [item.text, item.statusString]),
    );
  const conversationId = (await historyOf(parley, waId))[0]?.conversationId;
  const shown = await parley.simulator.phone(waId);
  const quoted = shown.find((message) => message.text === 'first')?.id;
  await parley.simulator.write(waId, { type: 'text', text: { body: 'to the first' }, context: { id: quoted } });
  await parley.settle();
  expect(await statuses()).toEqual({ first: 'REPLIED', second: 'DELIVERED', third: 'DELIVERED' });
  await parley.simulator.writeText(waId, 'to the newest');
  await parley.settle();
  expect(await statuses()).toEqual({ first: 'REPLIED', second: 'DELIVERED', third: 'REPLIED' });
  await parley.simulator.writeText(waId, 'again');
  await parley.settle();
  expect(await statuses()).toEqual({ first: 'REPLIED', second: 'DELIVERED', third: 'REPLIED' });
  const told = receiver.received
    .map((entry) => entry.body)
    .filter((body) => body.eventType === 'sentMessageREPLIED_v2' && body.conversationId === conversationId);
  expect(told.map((body) => body.text)).toEqual(['first', 'third']);
});

test('who quotes a message of their own answers the newest that was sent', async () => {
  const waId = '4479040000022';
  const own = await parley.simulator.writeText(waId, 'is it open today?');
  await parley.settle();
  await sendText(waId, 'what do you mean?');
  await parley.simulator.write(waId, { type: 'text', text: { body: 'the shop' }, context: { id: own } });
  await parley.settle();
  const sent = (await historyOf(parley, waId)).find((item) => item.owner === true);
  expect(sent).toMatchObject({ text: 'what do you mean?', statusString: 'REPLIED' });
});

test('a reaction is no answer', async () => {
  const waId = '4479040000013';
  await parley.simulator.writeText(waId, 'hi');
  await parley.settle();
  await sendText(waId, 'waiting for an answer');
  const sent = (await parley.simulator.phone(waId)).at(-1)?.id;
  await parley.simulator.write(waId, { type: 'reaction', reaction: { message_id: sent, emoji: '👍' } });
  await parley.settle();
  const own = (await historyOf(parley, waId)).find((item) => item.owner === true);
  expect(own).toMatchObject({ text: 'waiting for an answer', statusString: 'DELIVERED' });
});

test('a blocked conversation stays blocked; a solved one opens with a new ticket', async () => {
  const [blocked, solved] = ['4479040000014', '4479040000015'];
  for (const waId of [blocked, solved]) await parley.simulator.writeText(waId, 'one');
  await parley.settle();
  for (const [whatsappNumber, ticketStatus] of [
    [blocked, 'BLOCK'],
    [solved, 'SOLVED'],
  ]) {
    await parley.api('POST', '/api/v1/updateChatStatus', { json: { whatsappNumber, ticketStatus } });
  }
  for (const waId of [blocked, solved]) await parley.simulator.writeText(waId, 'two');
  await parley.settle();
  const rows = await rowsOf(
    parley,
    `select c.wa_id, v.status, (select count(*) from tickets t where t.conversation_id = v.id) as tickets
     from conversations v join contacts c on c.id = v.contact_id where c.wa_id = any($1::text[]) order by c.wa_id`,
    [[blocked, solved]],
  );
  expect(rows).toEqual([
    { wa_id: blocked, status: 'blocked', tickets: 1 },
    { wa_id: solved, status: 'open', tickets: 2 },
  ]);
});
