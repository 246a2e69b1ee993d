import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { sentMessage } from './v1-sent-message.ts';

interface SendAnswer {
  ok?: boolean;
  result: string | boolean;
  info?: string;
  message: { id: string; localMessageId: string; text: string; ticketId: string; conversationId: string } & string;
  ticketStatus?: string;
}

const main = '15550100001';
const second = '15550100002';
const customer = '85255501234';

let parley: TestPlatform;
let contactId: string;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(customer, 'Do you open on Sunday?', { profileName: 'Mei Tam' });
  await parley.settle();
  const answer = await parley.api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts', {
    query: { name: customer },
  });
  contactId = answer.body.contact_list[0]?.id ?? '';
});

afterAll(() => parley.stop());

const send = (target: string, messageText: string, call: ApiCall = {}) =>
  parley.api<SendAnswer>('POST', `/api/v1/sendSessionMessage/${encodeURIComponent(target)}`, {
    ...call,
    query: { messageText, ...call.query },
  });

async function lastOnPhone(waId: string) {
  await parley.settle();
  const messages = await parley.simulator.phone(waId);
  return messages.filter((message) => message.direction === 'out').at(-1);
}

describe('sendSessionMessage', () => {
  test('answers every documented member, and the text reaches the phone', async () => {
    const answer = await send(customer, 'We open at ten.');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ok: true,
      result: 'success',
      message: { ...sentMessage, text: 'We open at ten.', media: null, type: 'text' },
    });
    expect(await lastOnPhone(customer)).toMatchObject({ type: 'text', text: 'We open at ten.', status: 'delivered' });
  });

  test('a token of nobody has no operator name', async () => {
    const token = await parley.addToken({ scopes: ['conversations:write'] });
    const answer = await send(customer, 'Signed by nobody', { token });
    expect(answer.body).toMatchObject({ ok: true, message: { operatorName: null } });
  });

  test.each([
    ['the query', { query: { messageText: 'by query' } }],
    ['a query key in another case', { query: { MESSAGETEXT: 'by query' } }],
    ['a multipart form', { multipart: toMultipart({ messageText: 'by multipart' }) }],
    ['an urlencoded form', { form: { messageText: 'by form' } }],
    ['JSON', { json: { messageText: 'by json' } }],
    ['JSON patch', { headers: { 'content-type': 'application/json-patch+json' }, raw: '{"MessageText":"by patch"}' }],
  ] satisfies [string, ApiCall][])('takes the text from %s', async (_place, call) => {
    const answer = await parley.api<SendAnswer>('POST', `/api/v1/sendSessionMessage/${customer}`, call);
    expect(answer.body).toMatchObject({ ok: true, message: { text: expect.stringMatching(/^by /) } });
  });

  test('the query wins over a form', async () => {
    const answer = await send(customer, 'from the query', { form: { messageText: 'from the form' } });
    expect(answer.body.message.text).toBe('from the query');
  });

  test('keeps line ends, blanks and signs of the text', async () => {
    const text = ' One\nTwo  – 50 % + 1 & "more" 🙂 ';
    expect((await send(customer, text)).body.message.text).toBe(text);
    expect(await lastOnPhone(customer)).toMatchObject({ text });
  });

  test('takes every form of a target', async () => {
    const targets = [`+${customer}`, '852 5550-1234', '(852) 55501234', contactId, contactId.toUpperCase()];
    targets.push(`${main}:${customer}`, `+1 555 010-0001:${customer}`, `Main:${contactId}`);
    for (const target of targets) {
      const answer = await send(target, `to ${target}`);
      expect({ target, ok: answer.body.ok }).toEqual({ target, ok: true });
    }
    const { conversationId } = (await send(customer, 'for its id')).body.message;
    expect((await send(conversationId, 'to the conversation')).body.message.conversationId).toBe(conversationId);
  });

  test('reaches a person who is known by a BSUID alone', async () => {
    await parley.simulator.patch('85255501299', { hide_phone: true, username: 'hidden.one' });
    await parley.simulator.writeText('85255501299', 'Nobody sees my number');
    await parley.settle();
    const contacts = await parley.api<{ contact_list: { wAid: string; phone: string | null }[] }>(
      'GET',
      '/api/v1/getContacts',
    );
    const hidden = contacts.body.contact_list.find((contact) => contact.phone === null);
    expect(hidden?.wAid).toMatch(/^[A-Z]{2}\./);
    const answer = await send(hidden?.wAid ?? '', 'Hello, whoever you are');
    expect(answer.body).toMatchObject({ ok: true, message: { text: 'Hello, whoever you are' } });
    expect(await lastOnPhone('85255501299')).toMatchObject({ text: 'Hello, whoever you are' });
  });

  test('each channel has a window of its own', async () => {
    await parley.simulator.writeText('85255501240', 'On the second number', { channel: second });
    await parley.settle();
    expect((await send('85255501240', 'wrong number')).body).toMatchObject({ result: false, ticketStatus: 'EXPIRED' });
    for (const channelPhoneNumber of [second, '+1 (555) 010-0002', 'second']) {
      const answer = await send('85255501240', 'right number', { query: { channelPhoneNumber } });
      expect(answer.body).toMatchObject({ ok: true });
    }
    expect((await send(`${second}:85255501240`, 'by the target')).body).toMatchObject({ ok: true });
  });

  test('quotes the message that replyContextId names, and keeps the id of the caller', async () => {
    const wamid = await parley.simulator.writeText(customer, 'Quote me');
    await parley.settle();
    const answer = await send(customer, 'Quoted', {
      query: { replyContextId: wamid, localMessageId: 'order-0001-note' },
    });
    expect(answer.body.message).toMatchObject({ replyContextId: wamid, localMessageId: 'order-0001-note' });
    expect(await lastOnPhone(customer)).toMatchObject({ text: 'Quoted', context: { id: wamid } });
    const body = await send(customer, 'In JSON', {
      json: { replyContextId: wamid, localMessageId: 'order-0002-note' },
    });
    expect(body.body.message).toMatchObject({ replyContextId: wamid, localMessageId: 'order-0002-note' });
  });

  test('refuses an id of the caller that is endless', async () => {
    const answer = await send(customer, 'Long id', { query: { localMessageId: 'x'.repeat(257) } });
    expect(answer).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringContaining('localMessageId') },
    });
  });

  test.each(['', '   ', '\n'])('refuses the empty text %j', async (text) => {
    const answer = await send(customer, text);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ok: false,
      result: false,
      info: 'Message text is empty',
      message: 'Message text is empty',
    });
    expect((await parley.api('POST', `/api/v1/sendSessionMessage/${customer}`)).body).toMatchObject({ result: false });
  });

  test('takes 4096 characters and no more', async () => {
    expect((await send(customer, '🙂'.repeat(4096))).body).toMatchObject({ ok: true });
    const answer = await send(customer, 'x'.repeat(4097));
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringContaining('4096') } });
    const inBody = await parley.api('POST', `/api/v1/sendSessionMessage/${customer}`, {
      json: { messageText: 'x'.repeat(4097) },
    });
    expect(inBody.status).toBe(400);
  });

  test.each(['123', 'hello', '65f0c1a2b3d4e5f601728394', 'HK.123456789'])('knows nobody called %s', async (target) => {
    const answer = await send(target, 'Anyone?');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ok: false, result: 'Invalid Contact', info: expect.any(String) });
    expect(answer.body.message).toBe(answer.body.info);
  });

  test.each([
    ['a number that never wrote', '85255509876'],
    ['a contact without a conversation', '85255509877'],
  ])('%s has no open ticket', async (_who, number) => {
    if (number.endsWith('7')) await parley.api('POST', `/api/v1/addContact/${number}`, { json: { name: 'Silent' } });
    const answer = await send(number, 'Hello?');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(windowClosed);
  });

  test('refuses a channel that does not exist', async () => {
    for (const answer of [
      await send(customer, 'Hello', { query: { channelPhoneNumber: '15559999999' } }),
      await send(`15559999999:${customer}`, 'Hello'),
    ]) {
      expect(answer).toMatchObject({
        status: 200,
        body: { result: false, info: 'Channel not found', message: 'Channel not found' },
      });
    }
  });

  test('is closed to foreign tokens and scopes', async () => {
    expect((await send(customer, 'Hello', { token: null })).status).toBe(401);
    const reader = await parley.addToken({ scopes: ['conversations:read'] });
    expect((await send(customer, 'Hello', { token: reader })).status).toBe(403);
    for (const authorization of [`bearer ${parley.token}`, `Bearer Bearer ${parley.token}`, parley.token]) {
      expect((await send(customer, 'Hello', { headers: { authorization } })).body).toMatchObject({ ok: true });
    }
  });

  test('the window closes 24 hours after the last message of the customer', async () => {
    await parley.simulator.writeText('85255501250', 'Hi');
    await parley.simulator.advance(24 * 3600 - 60);
    expect((await send('85255501250', 'Just in time')).body).toMatchObject({ ok: true });
    await parley.simulator.advance(120);
    expect((await send('85255501250', 'Too late')).body).toEqual(windowClosed);
    expect(await lastOnPhone('85255501250')).toMatchObject({ text: 'Just in time' });
    await parley.simulator.writeText('85255501250', 'Back again');
    await parley.settle();
    expect((await send('85255501250', 'Welcome back')).body).toMatchObject({ ok: true });
  });
});

const windowClosed = {
  ok: false,
  result: false,
  info: 'Ticket has been expired.',
  message: 'Ticket has been expired.',
  ticketStatus: 'EXPIRED',
};

function toMultipart(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
