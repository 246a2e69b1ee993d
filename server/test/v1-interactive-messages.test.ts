import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import type { PhoneMessage } from './harness/simulator-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { closeAfterEach, findClosedPort } from './local-server.ts';
import { mp4, pdf, png, wav } from './media-samples.ts';
import { sentMessage } from './v1-sent-message.ts';

type Item = Record<string, unknown>;
interface SendAnswer {
  ok: boolean;
  result?: string | boolean;
  info?: string;
  errors: string[] | null;
  message: { id: string; conversationId: string; interactiveData: Item };
}

const customer = '85255503001';
const { serve } = closeAfterEach();
let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(customer, 'What are my choices?', { profileName: 'Mei Tam' });
  await parley.settle();
});
afterAll(() => parley.stop());

const buttonsPath = '/api/v1/sendInteractiveButtonsMessage';
const listPath = '/api/v1/sendInteractiveListMessage';
const send = (path: string, json: unknown, call: ApiCall = {}) =>
  parley.api<SendAnswer>('POST', path, { query: { whatsappNumber: customer }, json, ...call });

const question = {
  header: { type: 'Text', text: 'Visit' },
  body: 'Shall we keep your slot?',
  footer: 'Shop',
  buttons: [{ text: 'Yes' }, { text: 'No' }],
};
const slots = {
  header: 'Menu',
  body: 'Pick a slot',
  footer: 'Shop',
  buttonText: 'See slots',
  sections: [
    { title: 'Friday', rows: [{ title: '10:00', description: 'With Ana' }] },
    { title: 'Saturday', rows: [{ title: '10:00', id: 'sat-10' }] },
  ],
};

async function historyOf(waId = customer): Promise<Item[]> {
  await parley.settle();
  const { body } = await parley.api<{ messages: { items: Item[] } }>('GET', `/api/v1/getMessages/${waId}?pageSize=500`);
  return body.messages.items;
}

async function lastOnPhone(waId = customer): Promise<PhoneMessage & { interactive?: unknown }> {
  await parley.settle();
  const [last] = (await parley.simulator.phone(waId)).filter((message) => message.direction === 'out').slice(-1);
  if (last === undefined) throw new Error('Nothing has reached the phone.');
  return last;
}

const sentChoices = { ...sentMessage, media: null, type: 'interactive' };

const sentButtons = {
  type: 'button',
  header: { type: 'text', text: 'Visit' },
  body: { text: 'Shall we keep your slot?' },
  footer: { text: 'Shop' },
  action: {
    buttons: [
      { type: 'reply', reply: { id: 'Yes', title: 'Yes' } },
      { type: 'reply', reply: { id: 'No', title: 'No' } },
    ],
  },
};
const sentList = {
  type: 'list',
  header: { type: 'text', text: 'Menu' },
  body: { text: 'Pick a slot' },
  footer: { text: 'Shop' },
  action: {
    button: 'See slots',
    sections: [
      { title: 'Friday', rows: [{ id: '1', title: '10:00', description: 'With Ana' }] },
      { title: 'Saturday', rows: [{ id: 'sat-10', title: '10:00' }] },
    ],
  },
};

describe.each([
  ['sendInteractiveButtonsMessage', buttonsPath, question, sentButtons],
  ['sendInteractiveListMessage', listPath, slots, sentList],
])('%s', (_operation, path, message, sent) => {
  test('answers every documented member, and the choices reach the phone', async () => {
    const answer = await send(path, message);
    expect(answer.status).toBe(200);
    const text = message.body;
    expect(answer.body).toEqual({ ok: true, errors: null, message: { ...sentChoices, text, interactiveData: sent } });
    expect(await lastOnPhone()).toMatchObject({ type: 'interactive', text, status: 'delivered', interactive: sent });
    expect((await historyOf())[0]).toMatchObject({
      id: answer.body.message.id,
      type: 'interactive',
      text,
      owner: true,
      statusString: 'DELIVERED',
      interactiveData: sent,
    });
  });

  test('takes every form of a target; target wins over whatsappNumber', async () => {
    const { conversationId } = (await send(path, message)).body.message;
    for (const target of [`+${customer}`, '852 5550-3001', conversationId, `Main:${customer}`]) {
      const answer = await send(path, message, { query: { target, whatsappNumber: '15559998888' } });
      expect({ target, ok: answer.body.ok }).toEqual({ target, ok: true });
    }
    const inBody = await send(path, { ...message, target: customer }, { query: {} });
    expect(inBody.body.ok).toBe(true);
    expect(await send(path, message, { query: {} })).toMatchObject({
      status: 400,
      body: { result: false, info: 'target or whatsappNumber is required.' },
    });
  });

  test('takes the JSON types and keys in any casing', async () => {
    const json = Object.fromEntries(Object.entries(message).map(([key, value]) => [key.toUpperCase(), value]));
    const call = { headers: { 'content-type': 'application/json-patch+json' }, query: { WhatsAppNumber: customer } };
    const answer = await send(path, json, call);
    expect(answer.body).toMatchObject({ ok: true, message: { interactiveData: sent } });
  });

  test('takes a form whose lists are JSON texts', async () => {
    const form = Object.fromEntries(
      Object.entries(message).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    const answer = await parley.api<SendAnswer>('POST', path, { query: { target: customer }, form });
    expect(answer.body).toMatchObject({ ok: true, message: { interactiveData: sent } });
  });

  test('leaves out what is empty', async () => {
    const answer = await send(path, { ...message, header: null, footer: '' });
    expect(answer.body.ok).toBe(true);
    expect(Object.keys(answer.body.message.interactiveData)).toEqual(['type', 'body', 'action']);
  });

  test('refuses as sendSessionMessage does, for readers of ok, errors, result, info and message', async () => {
    const before = (await historyOf()).length;
    const expired = {
      ok: false,
      errors: ['Ticket has been expired.'],
      result: false,
      info: 'Ticket has been expired.',
      message: 'Ticket has been expired.',
      ticketStatus: 'EXPIRED',
    };
    for (const query of [{ target: '85255503099' }, { target: customer, channelPhoneNumber: '15550100002' }]) {
      expect(await send(path, message, { query })).toMatchObject({ status: 200, body: expired });
    }
    const { body } = await send(path, message, { query: { target: 'hello' } });
    expect(body).toMatchObject({ ok: false, result: 'Invalid Contact', errors: [expect.any(String)] });
    const query = { target: customer, channelPhoneNumber: '15559999999' };
    expect((await send(path, message, { query })).body).toMatchObject({
      ok: false,
      result: false,
      errors: ['Channel not found'],
    });
    const { token } = await parley.addTenant(path === listPath ? '200400' : '200401');
    const foreign = createApiClient(parley.baseUrl, token);
    const { conversationId } = (await send(path, message)).body.message;
    for (const target of [customer, conversationId]) {
      const answer = await foreign('POST', path, { query: { target }, json: message });
      expect(answer).toMatchObject({ status: 200, body: { ok: false, errors: [expect.any(String)] } });
    }
    const reader = await parley.addToken({ scopes: ['conversations:read'] });
    expect((await send(path, message, { token: reader })).status).toBe(403);
    expect((await send(path, message, { token: null })).status).toBe(401);
    expect(await historyOf()).toHaveLength(before + 1);
  });

  test('refuses what WhatsApp would not take, and stores nothing', async () => {
    const before = await historyOf();
    for (const change of [{ body: '' }, { body: null }, { body: 'x'.repeat(1025) }, { footer: 'x'.repeat(61) }]) {
      const answer = await send(path, { ...message, ...change });
      expect(answer).toMatchObject({
        status: 400,
        body: { result: false, info: expect.stringMatching(/body|footer/i) },
      });
    }
    expect((await send(path, [message])).status).toBe(400);
    expect(await historyOf()).toHaveLength(before.length);
  });
});

describe('sendInteractiveButtonsMessage', () => {
  test.each([
    ['none', { buttons: [] }, /buttons/],
    ['null', { buttons: null }, /buttons/],
    ['four', { buttons: ['a', 'b', 'c', 'd'].map((text) => ({ text })) }, /buttons/],
    ['two of one title', { buttons: [{ text: 'A' }, { text: 'A' }] }, /must differ/],
    ['one that is too long', { buttons: [{ text: 'x'.repeat(21) }] }, /20 characters/],
    ['one without text', { buttons: [{ id: 'a' }] }, /empty/],
    ['a long header', { header: { type: 'Text', text: 'x'.repeat(61) } }, /60 characters/],
    ['a header of another type', { header: { type: 'Audio' } }, /header\.type/],
    ['a header without an address', { header: { type: 'Image', media: {} } }, /header\.media\.url/],
  ])('refuses buttons: %s', async (_case, change, info) => {
    const answer = await send(buttonsPath, { ...question, ...change });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringMatching(info) } });
  });

  test.each([
    ['Image', 'image', 'image/png', png],
    ['VIDEO', 'video', 'video/mp4', mp4('isom')],
    ['document', 'document', 'application/pdf', pdf],
  ])('puts a file of the type %s above the body', async (type, kind, mimeType, bytes) => {
    const file = await serve((_request, response) => response.writeHead(200, { 'content-type': mimeType }).end(bytes));
    const header = { type, media: { url: `${file.url}/map`, fileName: 'The way.pdf' } };
    const answer = await send(buttonsPath, { ...question, header });
    expect(answer.body.ok).toBe(true);
    const shown = await lastOnPhone();
    const part = kind === 'document' ? { filename: 'The way.pdf' } : {};
    expect(shown.interactive).toMatchObject({ header: { type: kind, [kind]: { id: expect.any(String), ...part } } });
    expect(shown.status).toBe('delivered');
    expect((await historyOf())[0]).toMatchObject({
      data: expect.stringMatching(/^data\//),
      interactiveData: { header: { type: kind, [kind]: part } },
    });
  });

  test('refuses a file that WhatsApp does not take, is of another kind, or cannot be fetched', async () => {
    const sound = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav),
    );
    const paper = await serve((_request, response) => response.writeHead(200).end(pdf));
    const withImage = (url: string) => ({ ...question, header: { type: 'Image', media: { url } } });
    expect(await send(buttonsPath, withImage(`${sound.url}/a.wav`))).toMatchObject({
      status: 200,
      body: { ok: false, result: false, errors: ['File is not allowed by WhatsApp'] },
    });
    expect(await send(buttonsPath, withImage(`${paper.url}/a.pdf`))).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringMatching(/called image, but its file is of the kind document/) },
    });
    for (const url of [`http://127.0.0.1:${await findClosedPort()}/a.png`, 'file:///etc/passwd', 'a.png']) {
      expect(await send(buttonsPath, withImage(url))).toMatchObject({
        status: 400,
        body: { result: false, info: expect.stringMatching(/^The file cannot be fetched/) },
      });
    }
  });

  test('fetches nothing for a send that is refused', async () => {
    const file = await serve((_request, response) => response.writeHead(200).end(png));
    const message = { ...question, header: { type: 'Image', media: { url: `${file.url}/a.png` } } };
    await send(buttonsPath, message, { query: { target: '85255503099' } });
    await send(buttonsPath, { ...message, buttons: [] });
    expect(file.requests).toHaveLength(0);
  });

  test('a tap comes back in the history and the webhook, and marks the message as replied', async () => {
    const receiver = await parley.subscribe(['message', 'sentMessageREPLIED_v2', 'sessionMessageSent_v2']);
    const sent = await send(buttonsPath, { ...question, buttons: [{ id: 'keep', text: 'Keep it' }] });
    await parley.settle();
    const interactive = { type: 'button_reply', button_reply: { id: 'keep', title: 'Keep it' } };
    await parley.simulator.write(customer, { type: 'interactive', interactive });
    const [tap, asked] = await historyOf();
    const reply = { id: 'keep', title: 'Keep it' };
    expect(tap).toMatchObject({ type: 'interactive', text: 'Keep it', owner: false, interactiveButtonReply: reply });
    expect(asked).toMatchObject({ id: sent.body.message.id, statusString: 'REPLIED' });
    expect(tap?.replyContextId).toBe(asked?.whatsappMessageId);
    const events = new Map(receiver.received.map(({ body }) => [body.eventType, body]));
    expect(events.get('sessionMessageSent_v2')).toMatchObject({ type: 'interactive', text: question.body });
    expect(events.get('message')).toMatchObject({
      type: 'interactive',
      text: 'Keep it',
      interactiveButtonReply: reply,
    });
    expect(events.get('sentMessageREPLIED_v2')).toMatchObject({ id: sent.body.message.id, type: 'interactive' });
  });
});

describe('sendInteractiveListMessage', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `Row ${index}` }));

  test.each([
    ['no button', { buttonText: null }, /button of the list/],
    ['a long button', { buttonText: 'x'.repeat(21) }, /20 characters/],
    ['no sections', { sections: null }, /sections/],
    ['a section without rows', { sections: [{ title: 'A', rows: [] }] }, /needs a row/],
    [
      'eleven rows',
      {
        sections: [
          { title: 'A', rows: rows(6) },
          { title: 'B', rows: rows(5) },
        ],
      },
      /at most 10 rows/,
    ],
    ['a section without its title', { sections: [{ rows: rows(1) }, { title: 'B', rows: rows(1) }] }, /needs a title/],
    ['a long section title', { sections: [{ title: 'x'.repeat(25), rows: rows(1) }] }, /24 characters/],
    ['a long row', { sections: [{ rows: [{ title: 'x'.repeat(25) }] }] }, /24 characters/],
    ['a long description', { sections: [{ rows: [{ title: 'A', description: 'x'.repeat(73) }] }] }, /72 characters/],
    ['a long header', { header: 'x'.repeat(61) }, /60 characters/],
  ])('refuses a list with %s', async (_case, change, info) => {
    const answer = await send(listPath, { ...slots, ...change });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringMatching(info) } });
  });

  test('a choice comes back in the history and the webhook', async () => {
    const receiver = await parley.subscribe(['message']);
    await send(listPath, slots);
    await parley.settle();
    const reply = { id: 'sat-10', title: '10:00', description: 'With Ana' };
    await parley.simulator.write(customer, {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: reply },
    });
    expect((await historyOf()).slice(0, 2)).toMatchObject([
      { type: 'interactive', text: '10:00', owner: false, listReply: reply },
      { type: 'interactive', text: 'Pick a slot', statusString: 'REPLIED' },
    ]);
    expect(receiver.received.at(-1)?.body).toMatchObject({ type: 'interactive', text: '10:00', listReply: reply });
  });
});
