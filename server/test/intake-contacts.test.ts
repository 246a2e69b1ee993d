import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEventRecorder } from '../src/events/record.ts';
import { deleteContactsIn } from '../src/modules/conversations/index.ts';
import { eventually } from './harness/eventually.ts';
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
  secondNumberId,
  textMessage,
} from './intake-lab.ts';
import { createGate } from './outgoing-lab.ts';

// Who a customer is: by number, by BSUID, on several channels, and told as new once.
let parley: TestPlatform;
let door: Door;
let receiver: WebhookReceiver;
const events = ['message', 'newContactMessageReceived'];

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  receiver = await parley.subscribe(events);
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

test('somebody is new once, though they write to two numbers and a system message of theirs came first', async () => {
  const second = await parley.subscribe(['newContactMessageReceived', 'message'], { phoneNumber: '15550100002' });
  const waId = '4479040000005';
  await parley.simulator.writeText(waId, 'to Main');
  await parley.settle();
  await parley.simulator.writeText(waId, 'to Second', { channel: '15550100002' });
  await parley.settle();
  expect(second.types()).toEqual(['message']);
  expect(await newContactsOf(parley, receiver, waId)).toHaveLength(1);

  const other = '4479040000006';
  const system = {
    from: other,
    id: 'wamid.sys',
    timestamp: '1764000000',
    type: 'system',
    system: { type: 'customer_identity_changed' },
  };
  const messages = [
    system,
    textMessage(parley, { from: other, id: 'wamid.sys.text' }),
    textMessage(parley, { from: other, id: 'wamid.sys.text2' }),
  ];
  await door.post(envelope([mainNumberId, { messages }]));
  const rows = await newContactsOf(parley, receiver, other);
  expect(rows).toHaveLength(1);
  const first = await rowsOf(parley, 'select wamid from messages where id = $1', [rows[0]?.id]);
  expect(first).toEqual([{ wamid: 'wamid.sys.text' }]);
});

test('the sender is named as in WhatsApp, whatever the workspace calls the contact', async () => {
  const waId = '4479040000017';
  await parley.api('POST', `/api/v1/addContact/${waId}`, { json: { name: 'Known As' } });
  await parley.simulator.writeText(waId, 'It is me', { profileName: 'Zed' });
  await parley.settle();
  const told = receiver.received.map((entry) => entry.body).filter((body) => body.waId === waId);
  expect(told).toMatchObject([
    { eventType: 'message', senderName: 'Zed', sourceType: 7 },
    { eventType: 'newContactMessageReceived', senderName: 'Zed', sourceType: 0 },
  ]);
});

test('one POST to two numbers by the same new person tells of them once', async () => {
  const second = await parley.subscribe(['newContactMessageReceived'], { phoneNumber: '15550100002' });
  const waId = '4479040000007';
  await door.post(
    envelope(
      [mainNumberId, { messages: [textMessage(parley, { from: waId, id: 'wamid.both.1' })] }],
      [secondNumberId, { messages: [textMessage(parley, { from: waId, id: 'wamid.both.2' })] }],
    ),
  );
  expect(await newContactsOf(parley, receiver, waId)).toHaveLength(1);
  expect(second.received).toHaveLength(0);
});

test('a customer who hides the number is known by the BSUID, can be answered, and is the same person later', async () => {
  const waId = '4479040000008';
  await parley.simulator.patch(waId, { hide_phone: true, username: 'shy' });
  await parley.simulator.writeText(waId, 'No number', { profileName: 'Shy One' });
  await parley.settle();
  const [hidden] = receiver.received.map((entry) => entry.body).filter((body) => body.text === 'No number');
  expect(hidden).toMatchObject({
    waId: null,
    username: '@shy',
    senderName: 'Shy One',
    bsuid: expect.stringMatching(/^[A-Z]{2}\./),
  });
  const answer = await parley.api('POST', '/api/ext/v3/conversations/messages/text', {
    json: { target: hidden?.bsuid, text: 'Hello to you' },
  });
  expect(answer.status).toBe(200);
  await parley.settle();
  expect((await parley.simulator.phone(waId)).map((message) => message.text)).toEqual(['No number', 'Hello to you']);

  await parley.simulator.patch(waId, { hide_phone: false });
  await parley.simulator.writeText(waId, 'My number now');
  await parley.simulator.patch(waId, { hide_phone: true });
  await parley.simulator.writeText(waId, 'And hidden again');
  await parley.settle();
  const contacts = await rowsOf(
    parley,
    'select wa_id, bsuid, username, profile_name from contacts where bsuid = $1 or wa_id = $2',
    [hidden?.bsuid, waId],
  );
  expect(contacts).toEqual([{ wa_id: waId, bsuid: hidden?.bsuid, username: 'shy', profile_name: 'Shy One' }]);
  const conversations = receiver.received
    .map((entry) => entry.body)
    .filter((body) => body.bsuid === hidden?.bsuid && body.eventType === 'message');
  expect(conversations.map((body) => [body.text, body.waId])).toEqual([
    ['No number', null],
    ['My number now', waId],
    ['And hidden again', waId],
  ]);
  expect(new Set(conversations.map((body) => body.conversationId)).size).toBe(1);
});

test('what one POST says of a person is all kept: BSUID, new name and handle from different messages', async () => {
  const waId = '4479040000009';
  await parley.simulator.writeText(waId, 'before', { profileName: 'Old Name' });
  await parley.settle();
  await rowsOf(parley, 'update contacts set bsuid = null where wa_id = $1', [waId]);
  const first = {
    messages: [
      textMessage(parley, {
        from: waId,
        id: 'wamid.facts.1',
        more: { from_user_id: 'GB.Facts1', from_parent_user_id: 'GB.ENT.Facts1' },
      }),
    ],
  };
  const second = {
    contacts: [profileOf(waId, 'New Name')],
    messages: [textMessage(parley, { from: waId, id: 'wamid.facts.2' })],
  };
  const third = {
    contacts: [{ wa_id: waId, profile: { username: '@facts' } }],
    messages: [textMessage(parley, { from: waId, id: 'wamid.facts.3' })],
  };
  await door.post(envelope([mainNumberId, first], [mainNumberId, second], [mainNumberId, third]));
  await parley.settle();
  const rows = await rowsOf(
    parley,
    'select bsuid, parent_bsuid, profile_name, username from contacts where wa_id = $1',
    [waId],
  );
  expect(rows).toEqual([
    { bsuid: 'GB.Facts1', parent_bsuid: 'GB.ENT.Facts1', profile_name: 'New Name', username: 'facts' },
  ]);
});

test('one BSUID beside two known numbers in one POST stays with one of them, and no message is lost', async () => {
  const numbers = ['4479040000010', '4479040000011'];
  for (const waId of numbers) await parley.simulator.writeText(waId, 'before');
  await parley.settle();
  await rowsOf(parley, 'update contacts set bsuid = null where wa_id = any($1::text[])', [numbers]);
  const messages = numbers.map((from) =>
    textMessage(parley, { from, id: `wamid.shared.${from}`, more: { from_user_id: 'GB.Shared1' } }),
  );
  await door.post(envelope([mainNumberId, { messages }]));
  await parley.settle();
  const rows = await rowsOf(parley, 'select wa_id, bsuid from contacts where wa_id = any($1::text[]) order by wa_id', [
    numbers,
  ]);
  expect(rows).toEqual([
    { wa_id: numbers[0], bsuid: 'GB.Shared1' },
    { wa_id: numbers[1], bsuid: null },
  ]);
  for (const waId of numbers)
    expect((await historyOf(parley, waId)).map((item) => item.text)).toContain(`wamid.shared.${waId}`);
});

test('who stops or resumes marketing at WhatsApp is not, or again, sent marketing: the newest word counts', async () => {
  const waId = '4479040000090';
  const bsuid = 'GB.Prefers90';
  const nowSeconds = Math.floor(parley.clock.nowMs() / 1000);
  const preference = (value: string, ago: number, more: Json = {}): Json => ({
    wa_id: waId,
    user_id: bsuid,
    detail: 'By the menu of the chat',
    category: 'marketing_messages',
    value,
    timestamp: nowSeconds - ago,
    ...more,
  });
  const tell = async (preferences: Json[], phoneNumberId = mainNumberId) => {
    const body = envelope([phoneNumberId, { contacts: [profileOf(waId, 'Noor')], user_preferences: preferences }]);
    const [entry] = body.entry as { changes: { field: string }[] }[];
    if (entry?.changes[0]) entry.changes[0].field = 'user_preferences';
    await door.post(body);
    await parley.settle();
  };
  const allows = async (target = waId) =>
    (await parley.api<{ allow_broadcast: boolean }>('GET', `/api/ext/v3/contacts/${target}`)).body.allow_broadcast;
  const told = async () =>
    (
      await rowsOf<{ data: Json }>(parley, "select data from events where type = 'contact.consentChanged' order by id")
    ).map(({ data }) => data.allowBroadcast);

  await tell([preference('stop', 60)]);
  expect(await allows()).toBe(false);
  await tell([preference('stop', 60), preference('resume', 120)]);
  expect(await allows()).toBe(false);
  await tell([preference('stop', 50), preference('resume', 40)]);
  expect(await allows()).toBe(true);
  await tell([preference('stop', 30, { wa_id: undefined, timestamp: String(nowSeconds - 30) })]);
  expect(await allows(bsuid)).toBe(false);
  expect(await told()).toEqual([false, true, false]);

  await tell([preference('stop', 1)], '999');
  await tell([preference('maybe', 1), preference('resume', 1, { category: 'calls' }), { value: 'stop' }]);
  await tell(['nonsense' as unknown as Json]);
  expect(await allows()).toBe(false);
  const rejects = await rowsOf(parley, 'select reason from intake_rejects order by id');
  expect(rejects.map(({ reason }) => reason)).toEqual([
    'The number 999 is not connected.',
    'The preference maybe is not known.',
    'The preference calls is not known.',
    'The preference names no person.',
    'a preference is not an object',
  ]);
});

test('a message that comes while its sender is deleted makes a new contact: it is never hidden in a chat that is gone', async () => {
  const waId = '4479040000030';
  await door.post(
    envelope([mainNumberId, { messages: [textMessage(parley, { from: waId, id: 'wamid.deleted.before' })] }]),
  );
  await parley.settle();
  const [known] = await rowsOf<{ id: string }>(parley, 'select id from contacts where wa_id = $1', [waId]);
  const [isDeleted, mayCommit] = [createGate(), createGate()];
  const deletion = parley.db.transaction(async (tx) => {
    const deps = { clock: parley.clock, events: createEventRecorder([]) };
    const ctx = { tenantId: parley.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    await deleteContactsIn(deps, tx, ctx, { contactIds: [known?.id ?? ''], actor: 'System' });
    isDeleted.open();
    await mayCommit.opened;
  });
  await isDeleted.opened;
  await door.post(
    envelope([mainNumberId, { messages: [textMessage(parley, { from: waId, id: 'wamid.deleted.while' })] }]),
  );
  // The intake has read the contact, and waits for the chat.
  await eventually(async () =>
    expect(
      await rowsOf(
        parley,
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      ),
    ).not.toHaveLength(0),
  );
  mayCommit.open();
  await deletion;
  await parley.settle();
  const shown = await rowsOf(
    parley,
    `select c.wa_id from messages m join contacts c on c.id = m.contact_id
     join conversations v on v.id = m.conversation_id and v.contact_id = c.id where m.wamid = 'wamid.deleted.while'`,
  );
  expect(shown).toEqual([{ wa_id: waId }]);
  const texts = await historyOf(parley, waId);
  expect(JSON.stringify(texts)).toContain('wamid.deleted.while');
});
