import { FormData } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';

// The main job, end to end, as a program written for the WATI API sees it. README tells the same story.
let parley: TestPlatform;
let receiver: WebhookReceiver;
const customer = '4479000000001';
const start = { template_name: 'welcome', broadcast_name: 'first_contact' };
const parameters = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Acme' },
];

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe([
    'message',
    'newContactMessageReceived',
    'templateMessageSent_v2',
    'sessionMessageSent_v2',
    'sentMessageDELIVERED_v2',
    'sentMessageREAD_v2',
    'sentMessageREPLIED_v2',
  ]);
});
afterAll(() => parley.stop());

const eventsOf = (type: string) =>
  receiver.received.filter((entry) => entry.body.eventType === type).map((entry) => entry.body);

test('a template goes to a new number, and every step of it is told by webhook under one localMessageId', async () => {
  const answer = await parley.api<{ result: boolean; receivers: { localMessageId: string; waId: string }[] }>(
    'POST',
    '/api/v2/sendTemplateMessage',
    { query: { whatsappNumber: `+${customer}` }, json: { ...start, parameters } },
  );
  expect(answer).toMatchObject({ status: 200, body: { result: true, receivers: [{ waId: customer }] } });
  const localMessageId = answer.body.receivers[0]?.localMessageId;
  await parley.settle();
  const [shown] = await parley.simulator.phone(customer);
  expect(shown).toMatchObject({ direction: 'out', text: 'Hello Mei, welcome to Acme.', status: 'delivered' });
  expect(receiver.types()).toEqual(['templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
  expect(receiver.received.map((entry) => entry.body.localMessageId)).toEqual([localMessageId, localMessageId]);

  await parley.simulator.read(customer);
  await parley.settle();
  expect(eventsOf('sentMessageREAD_v2')).toMatchObject([{ localMessageId, statusString: 'Read' }]);

  await parley.simulator.writeText(customer, 'Thank you! When do you open?', { profileName: 'Mei Tam' });
  await parley.settle();
  expect(eventsOf('sentMessageREPLIED_v2')).toMatchObject([{ localMessageId, statusString: 'Replied' }]);
  expect(eventsOf('message')).toMatchObject([
    { waId: customer, text: 'Thank you! When do you open?', senderName: 'Mei Tam' },
  ]);
  expect(eventsOf('newContactMessageReceived')).toMatchObject([{ waId: customer, senderName: 'Mei Tam' }]);
});

test('an answer inside the window goes out in all four encodings', async () => {
  const path = `/api/v1/sendSessionMessage/${customer}`;
  const multipart = new FormData();
  multipart.set('messageText', 'by form');
  const answers = [
    await parley.api('POST', path, { query: { messageText: 'by query' } }),
    await parley.api('POST', path, { multipart }),
    await parley.api('POST', path, { form: { messageText: 'by urlencoded' } }),
    await parley.api('POST', path, { json: { messageText: 'by JSON' } }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { ok: true, result: 'success' } });
  await parley.settle();
  const shown = (await parley.simulator.phone(customer)).map((message) => message.text);
  expect(shown.slice(-4)).toEqual(['by query', 'by form', 'by urlencoded', 'by JSON']);
  expect(eventsOf('sessionMessageSent_v2').map((event) => event.text)).toEqual(shown.slice(-4));
});

test('25 hours later the same call is refused, by v1 and by v3 in its own way', async () => {
  await parley.simulator.advance(25 * 3600);
  const v1 = await parley.api('POST', `/api/v1/sendSessionMessage/${customer}`, { query: { messageText: 'too late' } });
  expect(v1.status).toBe(200);
  expect(v1.body).toMatchObject({ result: false, message: 'Ticket has been expired.', ticketStatus: 'EXPIRED' });
  const v3 = await parley.api('POST', '/api/ext/v3/conversations/messages/text', {
    json: { target: customer, text: 'too late' },
  });
  expect(v3.status).toBe(400);
  expect(v3.body).toMatchObject({ code: 400, message: expect.stringContaining('expired') });
  await parley.settle();
  expect((await parley.simulator.phone(customer)).map((message) => message.text)).not.toContain('too late');
});

test('the history of v1 and of v3 shows all of it, newest first', async () => {
  const v1 = await parley.api<{ messages: { items: Record<string, unknown>[] } }>(
    'GET',
    `/api/v1/getMessages/${customer}`,
    {
      query: { pageSize: 20 },
    },
  );
  const texts = v1.body.messages.items.map((item) => item.text ?? item.finalText ?? item.eventDescription);
  expect(texts).toEqual([
    'The chat has expired: 24 hours passed without a message of the contact',
    'by JSON',
    'by urlencoded',
    'by form',
    'by query',
    'Thank you! When do you open?',
    `The chat has been initialized by contact Mei Tam (${customer})`,
    'Hello Mei, welcome to Acme.',
  ]);
  expect(v1.body.messages.items.at(-1)).toMatchObject({ eventType: 'broadcastMessage', statusString: 'REPLIED' });
  const v3 = await parley.api<{ message_list: Record<string, unknown>[] }>(
    'GET',
    `/api/ext/v3/conversations/${customer}/messages`,
    { query: { page_size: 20, page_number: 1 } },
  );
  expect(v3.body.message_list).toHaveLength(8);
  expect(v3.body.message_list.at(-1)).toMatchObject({ event_type: 'broadcast', status: 'replied' });
});
