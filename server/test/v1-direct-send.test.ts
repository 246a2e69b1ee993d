import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { closeAfterEach } from './local-server.ts';
import { png } from './media-samples.ts';

interface SendAnswer {
  ok: boolean;
  result: string | boolean;
  info?: string;
  local_message_id: string;
  message: { id: string; conversationId: string; localMessageId: string };
}
interface GraphRequest {
  readonly operation: string;
  readonly body: Record<string, unknown>;
}

const { serve } = closeAfterEach();
let parley: TestPlatform;
let people = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
});
afterAll(() => parley.stop());

/** Somebody who never wrote: no window is open. */
function stranger(): string {
  people += 1;
  return `8525550${String(5000 + people)}`;
}

const send = (target: string, json: unknown, call: ApiCall = {}) =>
  parley.api<SendAnswer>('POST', `/api/v1/sendDirectSendMessage/${encodeURIComponent(target)}`, { json, ...call });

async function lastOnPhone(waId: string) {
  await parley.settle();
  return (await parley.simulator.phone(waId)).filter((message) => message.direction === 'out').at(-1);
}

async function lastGraphBody(): Promise<Record<string, unknown> | undefined> {
  const requests = (await parley.simulator.graphRequests()) as unknown as GraphRequest[];
  return requests.filter((request) => request.operation === 'messages').at(-1)?.body;
}

const interactive = {
  type: 'button',
  header: { type: 'text', text: 'Delivery' },
  body: { text: 'Your parcel comes on Friday.' },
  footer: { text: 'Shop' },
  action: { buttons: [{ type: 'reply', reply: { id: 'ok', title: 'Fine' } }] },
};

describe('sendDirectSendMessage', () => {
  test('reaches somebody who never wrote, as a utility message without a template', async () => {
    const waId = stranger();
    const answer = await send(waId, {
      broadcast_name: 'parcels',
      category: 'utility',
      type: 'text',
      text: 'Your parcel comes on Friday.',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ok: true,
      result: 'success',
      errors: null,
      local_message_id: answer.body.message.localMessageId,
      message: expect.objectContaining({
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        type: 'text',
        text: 'Your parcel comes on Friday.',
        statusString: 'SENT',
        isOwner: true,
        operatorName: 'Ada Admin',
      }),
    });
    expect(await lastOnPhone(waId)).toMatchObject({ text: 'Your parcel comes on Friday.', status: 'delivered' });
    expect(await lastGraphBody()).toMatchObject({
      to: waId,
      type: 'text',
      category: 'utility',
      text: { body: 'Your parcel comes on Friday.' },
    });
  });

  test('makes the contact, shows the message in the history and tells of it', async () => {
    const receiver = await parley.subscribe(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2']);
    const waId = stranger();
    const { body } = await send(waId, { text: 'Hello', localMessageId: 'direct-000001' });
    await parley.settle();
    const history = await parley.api<{ messages: { items: unknown[] } }>('GET', `/api/v1/getMessages/${waId}`);
    expect(history.body.messages.items).toMatchObject([
      { id: body.message.id, eventType: 'message', text: 'Hello', owner: true, statusString: 'DELIVERED' },
    ]);
    expect((await parley.api('GET', `/api/v1/whatsApp/messages/${waId}/direct-000001`)).body).toMatchObject({
      id: body.message.id,
    });
    expect(receiver.received.map(({ body: event }) => [event.eventType, event.id, event.localMessageId])).toEqual([
      ['sessionMessageSent_v2', body.message.id, 'direct-000001'],
      ['sentMessageDELIVERED_v2', body.message.id, 'direct-000001'],
    ]);
  });

  test.each([
    ['the form of the Cloud API', { category: 'UTILITY', type: 'interactive', interactive }],
    ['the number of the type', { type: 'interactive', interactive: { ...interactive, type: 0 } }],
    ['no type, keys in another casing', { Interactive: interactive }],
    ['plain texts', { interactive: { ...interactive, body: interactive.body.text, footer: 'Shop' } }],
  ])('sends buttons: %s', async (_form, json) => {
    const waId = stranger();
    const answer = await send(waId, json);
    expect(answer.body).toMatchObject({ ok: true, message: { type: 'interactive', interactiveData: interactive } });
    expect(await lastOnPhone(waId)).toMatchObject({ type: 'interactive', status: 'delivered', interactive });
    expect(await lastGraphBody()).toMatchObject({ category: 'utility', interactive });
  });

  test('puts a file above the body', async () => {
    const file = await serve((_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png));
    const waId = stranger();
    const header = { type: 'image', image: { link: `${file.url}/map.png` } };
    expect((await send(waId, { interactive: { ...interactive, header } })).body.ok).toBe(true);
    expect(await lastOnPhone(waId)).toMatchObject({
      status: 'delivered',
      interactive: { header: { type: 'image', image: { id: expect.any(String) } } },
    });
  });

  test('goes into the open chat of somebody who wrote, on the channel that is named', async () => {
    const waId = stranger();
    await parley.simulator.writeText(waId, 'Where is it?', { channel: '15550100002' });
    await parley.settle();
    const named = [{ channel_number: '15550100002' }, { channelPhoneNumber: '+1 555 010-0002' }];
    for (const json of named) expect((await send(waId, { text: 'On its way', ...json })).body.ok).toBe(true);
    expect((await send(`15550100002:${waId}`, { text: 'Still' })).body.ok).toBe(true);
    expect(await lastOnPhone(waId)).toMatchObject({ text: 'Still', channel: '300000000000002' });
    expect((await send(waId, { text: 'A', channel_number: '15559999999' })).body).toMatchObject({
      ok: false,
      result: false,
      info: 'Channel not found',
    });
  });

  test('a failure is told as that of a session message', async () => {
    const receiver = await parley.subscribe(['sessionMessageFailed', 'templateMessageFailed']);
    const waId = stranger();
    const error = { code: 131049 };
    await parley.simulator.fault({ match: { to: waId }, outcome: { error, mode: 'sync' }, times: 1 });
    const { body } = await send(waId, { text: 'Never arrives' });
    await parley.settle();
    expect(receiver.received.map((event) => event.body)).toMatchObject([
      { eventType: 'sessionMessageFailed', id: body.message.id, failedCode: '131049' },
    ]);
  });

  test('keeps its category when it is tried again', async () => {
    const waId = stranger();
    const outcome = { error: { code: 131000 }, mode: 'async' };
    await parley.simulator.fault({ match: { to: waId }, outcome, times: 1 });
    await send(waId, { text: 'Second try' });
    await parley.simulator.advance(60);
    expect(await lastOnPhone(waId)).toMatchObject({ text: 'Second try', status: 'delivered' });
    expect(await lastGraphBody()).toMatchObject({ to: waId, category: 'utility', text: { body: 'Second try' } });
  });

  test('takes 1024 characters', async () => {
    const waId = stranger();
    expect((await send(waId, { text: '🙂'.repeat(1024) })).body.ok).toBe(true);
    expect(await lastOnPhone(waId)).toMatchObject({ status: 'delivered' });
  });

  test.each([
    ['another category', { category: 'marketing', text: 'Buy!' }, 400, /category must be utility/],
    ['another type', { type: 'image', text: 'A' }, 400, /type must be text or interactive/],
    ['a list', { interactive: { ...interactive, type: 'list' } }, 400, /interactive\.type must be button/],
    ['no buttons', { interactive: { ...interactive, action: {} } }, 400, /action\.buttons/],
    ['no action', { interactive: { ...interactive, action: 'none' } }, 400, /action must be an object/],
    ['a button that is none', { interactive: { ...interactive, action: { buttons: ['Yes'] } } }, 400, /buttons\[0\]/],
    ['four buttons', { interactive: { ...interactive, action: { buttons: many(4) } } }, 400, /1 to 3 buttons/],
    ['a header without a file', { interactive: { ...interactive, header: { type: 'image', image: {} } } }, 400, /link/],
    ['a long text', { text: 'x'.repeat(1025) }, 400, /1024/],
    ['a list as the body', [{ text: 'A' }], 400, /object/],
    ['an empty text', { text: ' ' }, 200, /^Message text is empty$/],
    ['nothing', {}, 200, /^Message text is empty$/],
  ])('refuses %s, and stores nothing', async (_case, json, status, info) => {
    const waId = stranger();
    const answer = await send(waId, json);
    expect(answer).toMatchObject({ status, body: { result: false, info: expect.stringMatching(info) } });
    const history = await parley.api<{ messages: unknown }>('GET', `/api/v1/getMessages/${waId}`);
    expect(history.body.messages).toBeNull();
  });

  test('takes phone numbers alone', async () => {
    const waId = stranger();
    expect((await send(`+${waId.slice(0, 3)} ${waId.slice(3)}`, { text: 'Hi' })).body.ok).toBe(true);
    expect(await lastOnPhone(waId)).toMatchObject({ text: 'Hi' });
    for (const target of ['hello', '123', '65f0c1a2b3d4e5f601728394', 'HK.123456789']) {
      const answer = await send(target, { text: 'Hi' });
      expect(answer).toMatchObject({ status: 200, body: { ok: false, result: 'Invalid Contact' } });
    }
  });

  test('is closed to other scopes, and keeps workspaces apart', async () => {
    const waId = stranger();
    const reader = await parley.addToken({ scopes: ['conversations:read'] });
    expect((await send(waId, { text: 'Hi' }, { token: reader })).status).toBe(403);
    expect((await send(waId, { text: 'Hi' }, { token: null })).status).toBe(401);
    const { token } = await parley.addTenant('200600');
    const foreign = createApiClient(parley.baseUrl, token);
    const json = { text: 'Hi', channel_number: '15550100001' };
    const answer = await foreign('POST', `/api/v1/sendDirectSendMessage/${waId}`, { json });
    expect(answer).toMatchObject({ status: 200, body: { ok: false, info: 'Channel not found' } });
    const writer = await parley.addToken({ scopes: ['conversations:write'] });
    expect((await send(waId, { text: 'Hi\u0000 \ud800' }, { token: writer })).body).toMatchObject({ ok: true });
  });
});

function many(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    type: 'reply',
    reply: { id: `${index}`, title: `B${index}` },
  }));
}
