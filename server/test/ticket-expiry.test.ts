import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createLog } from '../src/kernel/log.ts';
import { createTicketExpirer } from '../src/modules/conversations/index.ts';
import type { DueWorker } from '../src/queue/due-worker.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type HistoryItem, historyOf, rowsOf } from './intake-lab.ts';

// Tickets end by themselves, at their moment, 24 hours after the last message of the customer.
let parley: TestPlatform;
const hourMs = 3_600_000;
const expiredText = 'The chat has expired: 24 hours passed without a message of the contact';

beforeAll(async () => {
  parley = await startTestPlatform();
});
afterAll(() => parley.stop());

async function write(waId: string, text: string): Promise<number> {
  await parley.simulator.writeText(waId, text);
  await parley.settle();
  const message = (await historyOf(parley, waId)).findLast((item) => item.text === text);
  return Number(message?.timestamp) * 1000;
}

const expiredRows = async (waId: string): Promise<HistoryItem[]> =>
  (await historyOf(parley, waId)).filter((item) => item.eventDescription === expiredText);

const stateOf = async (waId: string) =>
  rowsOf(
    parley,
    `select v.status, t.close_reason, t.closed_at, t.expiry_due_at from tickets t
     join conversations v on v.tenant_id = t.tenant_id and v.id = t.conversation_id
     join contacts c on c.tenant_id = v.tenant_id and c.id = v.contact_id where c.wa_id = $1 order by t.id`,
    [waId],
  );

/** That of another process. */
function anotherExpirer(): DueWorker {
  const { clock, db } = parley;
  const events = { record: () => Promise.resolve(), committed: () => undefined };
  return createTicketExpirer({ db, clock, log: createLog({ level: 'silent' }), events });
}

test('a ticket expires 24 hours after the last message, to the second, and the history tells when', async () => {
  const waId = '4479050000001';
  await write(waId, 'first');
  await parley.simulator.advance(20 * 3600);
  const lastMs = await write(waId, 'last');
  const toExpiry = Math.floor((lastMs + 24 * hourMs - parley.clock.nowMs()) / 1000) - 60;
  await parley.simulator.advance(toExpiry);
  expect(await expiredRows(waId)).toEqual([]);
  expect(await stateOf(waId)).toMatchObject([{ status: 'open', close_reason: null }]);

  await parley.simulator.advance(3600);
  const [row] = await expiredRows(waId);
  expect(row).toEqual({
    eventType: 'ticket',
    eventDescription: expiredText,
    type: 1,
    actor: 'System',
    assignee: null,
    topicName: 'General Enquiry',
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    created: new Date(lastMs + 24 * hourMs).toISOString(),
    conversationId: expect.any(String),
    ticketId: (await historyOf(parley, waId))[0]?.ticketId,
  });
  expect(await stateOf(waId)).toMatchObject([
    { status: 'expired', close_reason: 'expired', closed_at: new Date(lastMs + 24 * hourMs), expiry_due_at: null },
  ]);
});

test('a message after it opens a new ticket, and v3 lists the same rows', async () => {
  const waId = '4479050000002';
  await write(waId, 'one');
  await parley.simulator.advance(25 * 3600);
  await write(waId, 'two');
  const history = await historyOf(parley, waId);
  const opened = `The chat has been initialized by contact Customer 0002 (${waId})`;
  expect(history.map((item) => item.text ?? item.eventDescription)).toEqual([
    opened,
    'one',
    expiredText,
    opened,
    'two',
  ]);
  const [first, , expired, second, two] = history.map((item) => item.ticketId);
  expect([expired, two]).toEqual([first, second]);
  expect(second).not.toBe(first);
  const v3 = await parley.api<{ message_list: Record<string, unknown>[] }>(
    'GET',
    `/api/ext/v3/conversations/${waId}/messages`,
    { query: { page_size: 20, page_number: 1 } },
  );
  expect(v3.body.message_list.toReversed()[2]).toMatchObject({
    event_type: 'ticket',
    event_description: expiredText,
    detailed_event_description: { type: 1, actor: 'System' },
    ticket_id: first,
  });
});

test('a pending ticket expires too; a solved one stays solved', async () => {
  const [pending, solved] = ['4479050000003', '4479050000004'];
  for (const [waId, ticketStatus] of [
    [pending, 'PENDING'],
    [solved, 'SOLVED'],
  ] as const) {
    await write(waId, 'hello');
    await parley.api('POST', '/api/v1/updateChatStatus', { json: { whatsappNumber: waId, ticketStatus } });
  }
  await parley.simulator.advance(25 * 3600);
  expect(await stateOf(pending)).toMatchObject([{ status: 'expired', close_reason: 'expired' }]);
  expect(await stateOf(solved)).toMatchObject([{ status: 'solved', close_reason: 'solved' }]);
  expect(await expiredRows(solved)).toEqual([]);
});

test('two processes beside the platform expire each ticket once', async () => {
  const waIds = Array.from({ length: 40 }, (_, index) => `44790600000${String(index).padStart(2, '0')}`);
  for (const waId of waIds) await parley.simulator.writeText(waId, 'hello');
  await parley.settle();
  const others = [1, 2].map(() => anotherExpirer());
  for (const other of others) other.start();
  await parley.simulator.advance(25 * 3600);
  await Promise.all(others.map((other) => other.timelineMember.drain()));
  await Promise.all(others.map((other) => other.stop()));
  const rows = await rowsOf<{ open: number; expired: number; told: number }>(
    parley,
    `select (select count(*) from tickets where closed_at is null) as open,
       (select count(*) from tickets t where t.close_reason = 'expired') as expired,
       (select count(*) from ticket_events where description = $1) as told`,
    [expiredText],
  );
  expect(rows[0]?.open).toBe(0);
  expect(rows[0]?.told).toBe(rows[0]?.expired);
  for (const waId of waIds.slice(0, 3)) expect(await expiredRows(waId)).toHaveLength(1);
});

test('a ticket whose moment was missed expires at once, with the moment at which it was due', async () => {
  const waId = '4479050000005';
  const lastMs = await write(waId, 'hello');
  // As if nobody had run since yesterday.
  const conversation = `(select v.id from conversations v join contacts c on c.id = v.contact_id where c.wa_id = $1)`;
  await rowsOf(
    parley,
    `update conversations set last_customer_message_at = last_customer_message_at - interval '30 hours' where id = ${conversation}`,
    [waId],
  );
  await rowsOf(
    parley,
    `update tickets set expiry_due_at = expiry_due_at - interval '30 hours', opened_at = opened_at - interval '30 hours'
     where conversation_id = ${conversation}`,
    [waId],
  );
  await parley.settle();
  const history = await historyOf(parley, waId);
  // It stands before what was written after that moment.
  expect(history[0]).toMatchObject({
    eventDescription: expiredText,
    created: new Date(lastMs - 6 * hourMs).toISOString(),
  });
  expect(history).toHaveLength(3);
});

test('more tickets than one slice holds expire together; a chat that is being changed follows as soon as it is free', async () => {
  const chats = 1_203;
  const from = 'from generate_series(1, $1) as n';
  const id = (kind: string) => `lpad('${kind}' || to_hex(n), 24, 'a')`;
  const at = new Date(parley.clock.nowMs() - 25 * hourMs);
  const channel = `(select id from channels where tenant_id = '100100' and is_default)`;
  await rowsOf(
    parley,
    `insert into contacts (tenant_id, id, wa_id, created_at, updated_at)
     select '100100', ${id('1')}, (44790700000 + n)::text, $2, $2 ${from}`,
    [chats, at],
  );
  await rowsOf(
    parley,
    `insert into conversations (tenant_id, id, contact_id, channel_id, status, ticket_id, last_customer_message_at, created_at, updated_at)
     select '100100', ${id('2')}, ${id('1')}, ${channel}, 'open', ${id('3')}, $2, $2, $2 ${from}`,
    [chats, at],
  );
  const held = await parley.db.dedicated();
  await held.system(systemStatement('', 'begin'));
  const lock = `select id from conversations where contact_id = (select id from contacts where wa_id = '44790700007') for update`;
  await held.system(systemStatement('', lock));
  await rowsOf(
    parley,
    `insert into tickets (tenant_id, id, conversation_id, opened_at, expiry_due_at)
     select '100100', ${id('3')}, ${id('2')}, $2::timestamptz, $2::timestamptz + interval '24 hours' ${from}`,
    [chats, at],
  );
  const left = async () =>
    (await rowsOf<{ left: number }>(parley, 'select count(*) as left from tickets where closed_at is null'))[0]?.left;
  const other = anotherExpirer();
  other.start();
  await other.timelineMember.drain();
  await other.stop();
  expect(await left()).toBe(1);
  await held.system(systemStatement('', 'rollback'));
  await held.close();
  await parley.settle();
  expect(await left()).toBe(0);
  const states = await rowsOf(
    parley,
    `select v.status, count(*) as chats from conversations v join contacts c on c.id = v.contact_id
     where c.wa_id like '447907%' group by 1`,
  );
  expect(states).toEqual([{ status: 'expired', chats }]);
});
