import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { expectedOfFixtures as expected } from './inbound-expectations.ts';
import { type Door, envelope, type Json, openDoor, readFixtures, rowsOf, secondNumberId } from './intake-lab.ts';
import { compareShape, readMetaExamples, readWebhookExamples } from './webhook-examples.ts';

// Every kind of message that Meta sends, as it is stored and as customers hear of it.
let parley: TestPlatform;
let door: Door;
let receiver: WebhookReceiver;
const fixtures = readFixtures();
const examples = readWebhookExamples();
/** Known only of some people. */
const personal = ['bsuid', 'parentBsuid', 'username'];

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  receiver = await parley.subscribe(['message', 'newContactMessageReceived']);
  const answers = await door.postLists([[...fixtures.values()]]);
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  await parley.settle();
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

const messageFixtures = [...fixtures.keys()].filter(
  (name) => !name.startsWith('status_') && name !== 'account_level_error',
);
const wamidOf = (name: string): string => `wamid.FIXTURE.${name}`;
const webhooksOf = (name: string, eventType: string): Json[] =>
  receiver.received
    .filter((entry) => entry.body.eventType === eventType && entry.body.whatsappMessageId === wamidOf(name))
    .map((entry) => entry.body);

test('there is a fixture for every example of the contract, and an expectation for every fixture', () => {
  expect([...readMetaExamples().keys()].filter((name) => !fixtures.has(name))).toEqual([]);
  expect(Object.keys(expected).sort()).toEqual([...messageFixtures].sort());
});

describe.each(messageFixtures)('%s', (name) => {
  const want = expected[name];
  if (!want) return;

  test('is stored whole', async () => {
    const rows = await rowsOf(
      parley,
      `select m.direction, m.type, m.text, m.content, m.status from messages m where m.wamid = $1`,
      [wamidOf(name)],
    );
    expect(rows).toEqual([
      { direction: 'in', type: want.type, text: want.text, status: 20, content: expect.toSatisfy(() => true) },
    ]);
    expect(rows[0]?.content).toMatchObject(want.content ?? {});
  });

  test('is told as the contract has it', () => {
    const told = webhooksOf(name, 'message');
    expect(told).toHaveLength(want.webhook === null ? 0 : 1);
    if (want.webhook === null) return;
    expect(told[0]).toMatchObject({
      eventType: 'message',
      owner: false,
      statusString: 'SENT',
      channelId: null,
      channelPhoneNumber: '15550100001',
      timestamp: timestampOf(name),
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
      ...want.webhook,
    });
    const example: Json = { ...examples.get('message')?.get(want.example), ...unpublished(name) };
    expect(compareShape({ ...told[0], ...unpublished(name) }, example, personal)).toEqual([]);
  });
});

/** Members whose inner shape WATI does not publish. */
function unpublished(name: string): Json {
  if (name === 'contacts') return { messageContact: null };
  return expected[name]?.webhook?.type === 'media_placeholder' ? { data: null } : {};
}

function timestampOf(name: string): unknown {
  return (fixtures.get(name) as { entry: { changes: { value: { messages: { timestamp: string }[] } }[] }[] }).entry[0]
    ?.changes[0]?.value.messages[0]?.timestamp;
}

test('each new person is told once, by what they wrote first: no system message, edit or withdrawal', async () => {
  const told = receiver.received.filter((entry) => entry.body.eventType === 'newContactMessageReceived');
  const rows = await rowsOf<{ id: string; wamid: string }>(parley, 'select id, wamid from messages');
  const wamids = new Map(rows.map((row) => [row.id, row.wamid]));
  const written = messageFixtures.filter((name) => !/^(system|edit|revoke)/.test(name));
  expect(told.map(({ body }) => wamids.get(String(body.id))).sort()).toEqual(written.map(wamidOf).sort());
  const example = examples.get('newContactMessageReceived')?.get('default');
  for (const { body } of told) expect(compareShape(body, example)).toEqual([]);
});

test('what is no message is kept aside with a reason, and statuses of nobody wait', async () => {
  const rejects = await rowsOf(parley, 'select reason, body from intake_rejects order by id');
  expect(rejects.map((row) => row.reason)).toEqual([
    'The number reported: Rate limit hit.',
    'The paid order ord-2041 is not known.',
  ]);
  expect(JSON.parse(String(rejects[0]?.body))).toMatchObject({ errors: [{ code: 130429 }] });
  const parked = await rowsOf(parley, `select distinct wamid from parked_statuses`);
  expect(parked).toEqual([{ wamid: 'wamid.FIXTURE.unknown' }]);
});

test('a system message, an edit and a withdrawal open neither a ticket nor the window', async () => {
  // The edits were posted before what they change.
  const rows = await rowsOf(
    parley,
    `select m.type, m.ticket_id, v.last_customer_message_at is null as closed
     from messages m join conversations v on v.id = m.conversation_id
     where m.wamid ~ '(system_number_changed|system_user_id_changed|edit|revoke)$' order by m.wamid`,
  );
  expect(rows).toEqual([
    { type: 'edit', ticket_id: null, closed: false },
    { type: 'revoke', ticket_id: null, closed: false },
    { type: 'system', ticket_id: null, closed: true },
    { type: 'system', ticket_id: null, closed: true },
  ]);
});

test('trouble of the number that keeps it from sending pauses it with the reason', async () => {
  const stateOf = () =>
    rowsOf(parley, 'select paused_reason from channels where phone_number_id = $1', [secondNumberId]);
  const told = () => rowsOf(parley, "select 1 from events where type = 'channel.paused'");
  const report = envelope([secondNumberId, { errors: [{ code: 130429 }, { code: 131042, title: 'Payment issue' }] }]);
  for (const body of [report, report]) await door.post(body);
  await parley.settle();
  expect(await stateOf()).toEqual([
    { paused_reason: expect.stringContaining('payment method of the account (131042).') },
  ]);
  expect(await told()).toHaveLength(1);
});
