import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { ReceivedWebhook, WebhookReceiver } from './harness/webhook-receiver.ts';
import { compareShape, readWebhookExamples } from './webhook-examples.ts';

// Every payload of a message's life, key by key as the contract has it. Received messages: intake-types.test.ts.
let parley: TestPlatform;
let receiver: WebhookReceiver;
let second: WebhookReceiver;
const events = [
  'message',
  'newContactMessageReceived',
  'templateMessageSent',
  'templateMessageSent_v2',
  'sessionMessageSent',
  'sessionMessageSent_v2',
  'sentMessageDELIVERED',
  'sentMessageDELIVERED_v2',
  'sentMessageREAD',
  'sentMessageREAD_v2',
  'sentMessageREPLIED',
  'sentMessageREPLIED_v2',
  'templateMessageFailed',
  'sessionMessageFailed',
];
const examples = readWebhookExamples();
const personal = ['bsuid', 'parentBsuid', 'username'];
const hex = /^[0-9a-f]{24}$/;
const seconds = /^\d{10}$/;

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await parley.subscribe(events);
  second = await parley.subscribe(events, { phoneNumber: '15550100002' });
});
afterAll(() => parley.stop());

const present = (body: ReceivedWebhook['body'] | undefined): Record<string, unknown> => {
  expect(body).toBeDefined();
  return body ?? {};
};

/** Lets all happen that is due and answers the webhooks that came since the last call, checked against the examples. */
async function heard(from: WebhookReceiver = receiver): Promise<ReceivedWebhook['body'][]> {
  await parley.settle();
  const bodies = from.received.splice(0).map((entry) => {
    expect(entry).toMatchObject({ path: '/hook', headers: { 'content-type': 'application/json' } });
    return entry.body;
  });
  for (const body of bodies) {
    const [example] = examples.get(body.eventType)?.values() ?? [];
    expect([body.eventType, ...compareShape(body, example, personal)]).toEqual([body.eventType]);
  }
  return bodies;
}

interface SendAnswer {
  readonly receivers: readonly { readonly localMessageId: string }[];
}

async function sendTemplate(waId: string, json: Record<string, unknown>): Promise<string> {
  const answer = await parley.api<SendAnswer>('POST', '/api/v2/sendTemplateMessage', {
    query: { whatsappNumber: waId },
    json: { broadcast_name: 'test', ...json },
  });
  expect(answer.body).toMatchObject({ result: true });
  return answer.body.receivers[0]?.localMessageId ?? '';
}

const welcome = {
  template_name: 'welcome',
  parameters: [
    { name: 'name', value: 'Zoë' },
    { name: 'company', value: '"Acme" & Söhne' },
  ],
};

test('a template: sent, delivered, read and replied, in both versions, under one id', async () => {
  const waId = '4479100000001';
  const localMessageId = await sendTemplate(waId, welcome);
  const [sent, sentV2, delivered, deliveredV2] = await heard();
  const own = {
    id: expect.stringMatching(hex),
    whatsappMessageId: expect.stringMatching(/^wamid\./),
    conversationId: expect.stringMatching(hex),
    ticketId: null,
  };
  const facts = {
    ...own,
    templateId: expect.any(String),
    templateName: 'welcome',
    created: expect.stringMatching(/\.\d{7}Z$/),
    text: 'Hello Zoë, welcome to "Acme" & Söhne.',
    operatorEmail: 'admin@demo.test',
    waId,
    type: 'template',
    statusString: 'SENT',
    sourceType: 'API',
  };
  const place = { channelId: null, channelPhoneNumber: '15550100001' };
  expect(sent).toEqual({ eventType: 'templateMessageSent', ...facts });
  expect(sentV2).toEqual({
    eventType: 'templateMessageSent_v2',
    localMessageId,
    ...facts,
    headerLink: null,
    headerType: null,
    ...place,
  });
  const { id, whatsappMessageId, conversationId } = present(sentV2);
  const step = (statusString: string) => ({
    statusString,
    id,
    whatsappMessageId,
    conversationId,
    ticketId: null,
    text: null,
    type: 'template',
    timestamp: expect.stringMatching(seconds),
    assigneeId: null,
    operatorEmail: 'admin@demo.test',
  });
  expect(delivered).toEqual({ eventType: 'sentMessageDELIVERED', ...step('Delivered') });
  expect(deliveredV2).toEqual({ eventType: 'sentMessageDELIVERED_v2', localMessageId, ...step('Delivered'), ...place });
  await parley.simulator.read(waId);
  expect(await heard()).toEqual([
    { eventType: 'sentMessageREAD', ...step('Read') },
    { eventType: 'sentMessageREAD_v2', localMessageId, ...step('Read'), ...place },
  ]);
  await parley.simulator.writeText(waId, 'thanks', { profileName: 'Zoë' });
  const [replied, repliedV2, message, newContact] = await heard();
  expect(replied).toEqual({ eventType: 'sentMessageREPLIED', ...step('Replied') });
  expect(repliedV2).toEqual({ eventType: 'sentMessageREPLIED_v2', localMessageId, ...step('Replied'), ...place });
  expect(message).toMatchObject({ eventType: 'message', waId, conversationId, ticketId: expect.stringMatching(hex) });
  expect(newContact).toEqual({
    eventType: 'newContactMessageReceived',
    id: message?.id,
    created: message?.created,
    waId,
    senderName: 'Zoë',
    sourceId: null,
    sourceUrl: null,
    sourceType: 0,
  });
  expect(second.received).toEqual([]);
});

test('a session text: sent with its ticket, quote and author, then delivered', async () => {
  const waId = '4479100000002';
  await parley.simulator.writeText(waId, 'hi', { profileName: 'Sam' });
  const [message] = await heard();
  const replyContextId = String(message?.whatsappMessageId);
  const answer = await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, {
    query: { messageText: 'Hello Sam 👋', replyContextId },
  });
  expect(answer.body).toMatchObject({ ok: true });
  const [sent, sentV2, delivered, deliveredV2] = await heard();
  const facts = {
    id: expect.stringMatching(hex),
    whatsappMessageId: expect.stringMatching(/^wamid\./),
    conversationId: message?.conversationId,
    ticketId: message?.ticketId,
    text: 'Hello Sam 👋',
    type: 'text',
    data: null,
    timestamp: expect.stringMatching(seconds),
    owner: true,
    statusString: 'SENT',
    assigneeId: null,
    operatorEmail: 'admin@demo.test',
    operatorName: 'Ada Admin',
    waId,
  };
  expect(sent).toEqual({ eventType: 'sessionMessageSent', ...facts });
  expect(sentV2).toEqual({
    eventType: 'sessionMessageSent_v2',
    localMessageId: expect.any(String),
    chatbotTriggeredEventId: null,
    ...facts,
    replyContextId,
    channelId: null,
    channelPhoneNumber: '15550100001',
  });
  expect(delivered).toMatchObject({ eventType: 'sentMessageDELIVERED', text: 'Hello Sam 👋', type: 'text' });
  expect(deliveredV2).toMatchObject({ localMessageId: sentV2?.localMessageId, id: sentV2?.id });
});

test('a failure that Meta tells later, and one it answers at once', async () => {
  const [late, atOnce, session] = ['4479100000003', '4479100000004', '4479100000002'];
  const error = { code: 131026, details: 'Not on WhatsApp' };
  await parley.simulator.fault({ match: { operation: 'messages', to: late }, outcome: { error, mode: 'async' } });
  await parley.simulator.fault({ match: { operation: 'messages', to: atOnce }, outcome: { error, mode: 'sync' } });
  await parley.simulator.fault({ match: { operation: 'messages', to: session }, outcome: { error, mode: 'async' } });
  // Later than the answer to the send, so that the message is told as sent first.
  for (const to of [late, session]) {
    await parley.simulator.fault({
      match: { operation: 'messages.statuses', to },
      outcome: { webhook: { delay_ms: 2_000 } },
    });
  }
  const failed = (localMessageId: unknown, more: Record<string, unknown>) => ({
    statusString: 'Failed',
    localMessageId,
    failedCode: '131026',
    failedDetail: expect.stringContaining('Not on WhatsApp'),
    id: expect.stringMatching(hex),
    conversationId: expect.stringMatching(hex),
    timestamp: expect.stringMatching(seconds),
    ...more,
  });
  const template = {
    eventType: 'templateMessageFailed',
    type: 'template',
    text: null,
    ticketId: null,
    assigneeId: null,
    operatorEmail: 'admin@demo.test',
  };

  const lateId = await sendTemplate(late, welcome);
  const sent = await heard();
  expect(sent.map((body) => body.eventType)).toEqual(['templateMessageSent', 'templateMessageSent_v2']);
  await parley.simulator.advance(2);
  const { whatsappMessageId } = present(sent[1]);
  expect(await heard()).toEqual([failed(lateId, { ...template, whatsappMessageId })]);

  const onceId = await sendTemplate(atOnce, welcome);
  expect(await heard()).toEqual([failed(onceId, { ...template, whatsappMessageId: null })]);

  await parley.api('POST', `/api/v1/sendSessionMessage/${session}`, { query: { messageText: 'lost' } });
  const [, sentV2] = await heard();
  await parley.simulator.advance(2);
  const [lost] = await heard();
  expect(lost).toEqual(
    failed(sentV2?.localMessageId, {
      eventType: 'sessionMessageFailed',
      type: 'session',
      text: 'lost',
      ticketId: expect.stringMatching(hex),
      whatsappMessageId: sentV2?.whatsappMessageId,
    }),
  );
});

test('a template with a header file names its link, and what belongs to another number its channel', async () => {
  const waId = '4479100000005';
  await sendTemplate(waId, {
    template_name: 'promo',
    parameters: [
      { name: 'name', value: 'Sam' },
      { name: 'discount', value: '5 %' },
    ],
  });
  const [, sentV2] = await heard();
  expect(sentV2).toMatchObject({ headerType: 'image', headerLink: expect.stringMatching(/^https?:\/\/.+\.jpg$/) });

  await parley.simulator.writeText(waId, 'to the second number', { channel: '15550100002' });
  const [message] = await heard(second);
  expect(message).toMatchObject({ channelId: expect.stringMatching(hex), channelPhoneNumber: '15550100002' });
  const { channelId } = present(message);
  const answer = await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, {
    query: { messageText: 'from the second number', channelPhoneNumber: '15550100002' },
  });
  expect(answer.status).toBe(200);
  const [, sessionV2, , deliveredV2] = await heard(second);
  expect(sessionV2).toMatchObject({ channelId, channelPhoneNumber: '15550100002' });
  expect(deliveredV2).toMatchObject({ channelId, channelPhoneNumber: '15550100002' });
  expect(await heard()).toEqual([]);
});

test('who has the chat is named from the sending to the answer, and nobody when it is the bot', async () => {
  const waId = '4479100000091';
  await parley.simulator.writeText(waId, 'Hi');
  await heard();
  const tell = async (assignee_email: string | null) => {
    await parley.api('PUT', `/api/ext/v3/conversations/${waId}/operator`, { json: { assignee_email } });
    await parley.api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'Hello' } });
    await parley.settle();
    await parley.simulator.read(waId);
    await sendTemplate(waId, welcome);
    return (await heard()).filter((body) => 'assigneeId' in body);
  };
  const named = await tell('agent@demo.test');
  const { body: page } = await parley.api<{ message_list: { assigned_id?: string }[] }>(
    'GET',
    `/api/ext/v3/conversations/${waId}/messages`,
  );
  const agentId = page.message_list[0]?.assigned_id;
  expect(agentId).toMatch(hex);
  expect(new Set(named.map((body) => body.eventType))).toEqual(
    new Set(['sessionMessageSent', 'sentMessageDELIVERED', 'sentMessageREAD'].flatMap((name) => [name, `${name}_v2`])),
  );
  expect(new Set(named.map((body) => body.assigneeId))).toEqual(new Set([agentId]));
  expect(new Set((await tell(null)).map((body) => body.assigneeId))).toEqual(new Set([null]));
});
