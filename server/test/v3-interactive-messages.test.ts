import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import type { PhoneMessage } from './harness/simulator-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { closeAfterEach, findClosedPort } from './local-server.ts';
import { png, wav } from './media-samples.ts';
import { refusal } from './v3-refusal.ts';

interface Sent {
  message: { id: string; conversation_id: string; local_message_id: string; type: string };
}

const path = '/api/ext/v3/conversations/messages/interactive';
const typingPath = '/api/ext/v3/conversations/typingIndicator';
const mei = '31510000001';
const both = '31510000002';
const quiet = '31510000003';
const blocked = '31510000004';

const { serve } = closeAfterEach();
let test: TestPlatform;
let foreign: string;

beforeAll(async () => {
  test = await startTestPlatform();
  foreign = (await test.addTenant('200300')).token;
  await test.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: quiet, name: 'Quiet' } });
  for (const waId of [mei, both, blocked]) await test.simulator.writeText(waId, 'Hi', { profileName: 'Mei' });
  await test.simulator.writeText(both, 'Hi', { channel: '15550100002' });
  await test.settle();
  await test.api('PUT', `/api/ext/v3/conversations/${blocked}/status`, { json: { new_status: 'block' } });
});
afterAll(() => test.stop());

const question = {
  header: { type: 'Text', text: 'Delivery' },
  body: 'When shall we come?',
  footer: 'Shop',
  buttons: [{ text: 'Morning' }, { text: 'Evening' }],
};
const slots = {
  header: 'Delivery',
  body: 'Choose a slot',
  footer: null,
  button_text: 'Slots',
  sections: [
    {
      title: 'Tomorrow',
      rows: [
        { title: '09:00', description: 'First round' },
        { title: '13:00', id: 'noon' },
      ],
    },
  ],
};

const buttons = (message: unknown, more: Record<string, unknown> = {}, call: ApiCall = {}) =>
  test.api<Sent>('POST', path, { json: { target: mei, type: 'buttons', button_message: message, ...more }, ...call });
const list = (message: unknown, more: Record<string, unknown> = {}) =>
  test.api<Sent>('POST', path, { json: { target: mei, type: 'list', list_message: message, ...more } });

async function phoneOf(waId: string): Promise<(PhoneMessage & { interactive?: unknown })[]> {
  await test.settle();
  return (await test.simulator.phone(waId)).filter((message) => message.direction === 'out');
}

/** What every call for an open chat refuses alike. */
async function refusesTargets(call: (target: string, more?: ApiCall) => Promise<unknown>): Promise<void> {
  for (const target of ['31599999999', '65f0c1a2b3d4e5f601234567', 'nonsense']) {
    expect(await call(target)).toMatchObject(refusal(404, /^Conversation not found/));
  }
  expect(await call(mei, { token: foreign })).toMatchObject(refusal(404, /^Conversation not found/));
  expect(await call(`Nowhere:${mei}`)).toMatchObject(refusal(400, /^Channel not found/));
  expect(await call(quiet)).toMatchObject(refusal(400, /^Ticket has been expired\./));
  expect(await call(blocked)).toMatchObject(refusal(400, /blocked/));
  expect(await call(both)).toMatchObject(refusal(409, /several channels/));
  expect(await call(mei, { token: null })).toMatchObject({ status: 401 });
  const reader = await test.addToken({ scopes: ['conversationsv3:read'] });
  expect(await call(mei, { token: reader })).toMatchObject({ status: 403 });
}

describe('sendInteractive', () => {
  it('answers the message, and the buttons reach the phone', async () => {
    const answer = await buttons(question);
    expect(answer.status).toBe(200);
    expect(answer.body.message).toMatchObject({
      text: 'When shall we come?',
      type: 'interactive',
      owner: true,
      status: 'sent',
      operator_name: 'Ada Admin',
      bot_type: 'regular',
      local_message_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      event_type: 'message',
    });
    expect((await phoneOf(mei)).at(-1)).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Delivery' },
        body: { text: 'When shall we come?' },
        footer: { text: 'Shop' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: '1', title: 'Morning' } },
            { type: 'reply', reply: { id: '2', title: 'Evening' } },
          ],
        },
      },
    });
  });

  it('sends a list whose header is a string; rows keep an id that is given', async () => {
    expect((await list(slots)).status).toBe(200);
    expect((await phoneOf(mei)).at(-1)).toMatchObject({
      interactive: {
        type: 'list',
        header: { type: 'text', text: 'Delivery' },
        action: {
          button: 'Slots',
          sections: [
            {
              title: 'Tomorrow',
              rows: [
                { id: '1', title: '09:00', description: 'First round' },
                { id: 'noon', title: '13:00' },
              ],
            },
          ],
        },
      },
    });
  });

  it('takes headers in any casing, empty and none, and a file by its address', async () => {
    const headers = [
      { type: 'text', text: 'Delivery' },
      { type: 'TEXT', text: '' },
      { text: 'Delivery' },
      null,
      undefined,
    ];
    for (const header of headers) expect((await buttons({ ...question, header })).status).toBe(200);
    const server = await serve((_request, response) => response.setHeader('content-type', 'image/png').end(png));
    const header = { type: 'Image', media: { url: `${server.url}/map.png` } };
    expect((await buttons({ ...question, header, footer: '' })).status).toBe(200);
    expect((await phoneOf(mei)).at(-1)).toMatchObject({
      interactive: { header: { type: 'image', image: { id: expect.any(String) } } },
    });
  });

  it('takes every form of a target, other casing and a doubled Bearer', async () => {
    const { conversation_id } = (await buttons(question)).body.message;
    for (const target of [conversation_id, `+${mei}`, `Main:${mei}`, `${test.tenantId}:${mei}`]) {
      expect((await buttons(question, { target })).body).toMatchObject({ message: { conversation_id } });
    }
    const json = { Target: mei, TYPE: 'Buttons', Button_Message: question };
    const headers = { authorization: `Bearer Bearer ${test.token}`, 'content-type': 'application/json-patch+json' };
    const answer = await test.api('POST', '/api/ext/v3/conversations/messages/INTERACTIVE', { json, headers });
    expect(answer.status).toBe(200);
  });

  it('refuses what breaks a limit of WhatsApp or lacks its part, and sends nothing', async () => {
    const before = (await phoneOf(mei)).length;
    const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `row ${index}` }));
    const refused = [
      buttons({ ...question, buttons: [] }),
      buttons({ ...question, buttons: ['1', '2', '3', '4'].map((text) => ({ text })) }),
      buttons({ ...question, buttons: [{ text: 'Same' }, { text: 'Same' }] }),
      buttons({ ...question, buttons: [{ text: 'x'.repeat(21) }] }),
      buttons({ ...question, body: '' }),
      buttons({ ...question, body: 'x'.repeat(1025) }),
      buttons({ ...question, footer: 'x'.repeat(61) }),
      buttons({ ...question, header: { type: 'Text', text: 'x'.repeat(61) } }),
      buttons({ ...question, header: { type: 'Hologram' } }),
      buttons({ ...question, header: { type: 'Image' } }),
      list({ ...slots, sections: [] }),
      list({ ...slots, sections: [{ title: 'a', rows: rows(11) }] }),
      list({ ...slots, sections: [{ rows: rows(1) }, { rows: rows(1) }] }),
      list({ ...slots, button_text: 'x'.repeat(21) }),
      list({ ...slots, button_text: null }),
      list(undefined),
      buttons(undefined, { list_message: slots }),
      buttons(question, { type: 'product' }),
      buttons(question, { type: undefined }),
      test.api('POST', path, { json: { target: mei, interactive_message: question } }),
    ];
    for (const [index, answer] of (await Promise.all(refused)).entries()) {
      expect({ index, ...answer }).toMatchObject({ index, ...refusal(400, /\w/) });
    }
    expect(await phoneOf(mei)).toHaveLength(before);
  });

  it('refuses a file that cannot be fetched or is of another kind', async () => {
    const server = await serve((_request, response) => response.setHeader('content-type', 'audio/wav').end(wav));
    for (const url of [`${server.url}/sound.wav`, `http://127.0.0.1:${await findClosedPort()}/map.png`, 'map.png']) {
      const header = { type: 'image', media: { url } };
      expect(await buttons({ ...question, header })).toMatchObject(refusal(400, /\w/));
    }
  });

  it('refuses targets', () => refusesTargets((target, more) => buttons(question, { target }, more)));
});

describe('sendTypingIndicator', () => {
  const type = (target: unknown, call: ApiCall = {}) => test.api('POST', typingPath, { json: { target }, ...call });
  const person = async (waId: string) =>
    (await test.simulator.call('GET', `/customers/${waId}`)).body as { typing: string[] };
  const inbound = async (waId: string) =>
    (await test.simulator.phone(waId)).filter((message) => message.direction === 'in').map(({ status }) => status);

  it('shows on the phone until the next message, and marks what the customer wrote as read', async () => {
    await test.simulator.writeText(mei, 'Are you there?');
    await test.settle();
    expect(await inbound(mei)).toContain('delivered');
    expect(await type(mei)).toMatchObject({ status: 200, body: { success: true } });
    expect((await person(mei)).typing).toEqual(['300000000000001']);
    expect(new Set(await inbound(mei))).toEqual(new Set(['read']));
    const asked = (await test.simulator.graphRequests()).find((entry) => entry.operation === 'mark_as_read');
    expect(asked).toMatchObject({ status: 200, body: { status: 'read', typing_indicator: { type: 'text' } } });
    await buttons(question);
    await test.settle();
    expect((await person(mei)).typing).toEqual([]);
  });

  it('goes by itself after 25 seconds', async () => {
    expect((await type(`Second:${both}`)).body).toEqual({ success: true });
    expect((await person(both)).typing).toEqual(['300000000000002']);
    await test.simulator.advance(26);
    expect((await person(both)).typing).toEqual([]);
  });

  it('tells what Meta said, and that it could not be asked', async () => {
    const match = { operation: 'mark_as_read' };
    await test.simulator.fault({ match, outcome: { error: { code: 131009 }, mode: 'sync' }, times: 1 });
    expect(await type(mei)).toMatchObject(refusal(500, /^Meta refused the typing sign: \w/));
    await test.simulator.fault({ match, outcome: { drop_answer: true }, times: 1 });
    expect(await type(mei)).toMatchObject(refusal(500, /^Meta could not be asked/));
    expect((await type(mei)).body).toEqual({ success: true });
  });

  it('refuses targets and a call without one', async () => {
    await refusesTargets(type);
    expect(await type(undefined)).toMatchObject(refusal(400, /target/));
  });
});
