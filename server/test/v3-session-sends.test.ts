import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { multipart } from './http/contract-server.ts';
import { closeAfterEach, findClosedPort } from './local-server.ts';

interface MessageDto {
  id: string;
  conversation_id: string;
  local_message_id: string;
}

interface Sent {
  message: MessageDto;
  code?: number;
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const base = '/api/ext/v3/conversations/messages';
const customer = '31900000001';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQ6qkDAAHQAR0keF3jAAAAAElFTkSuQmCC',
  'base64',
);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1');

const { serve } = closeAfterEach();
let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
  await test.simulator.writeText(customer, 'Hello', { profileName: 'Noor' });
  await test.settle();
});
afterAll(() => test.stop());

const sendText = (target: string, text: string, more: Record<string, unknown> = {}) =>
  test.api<Sent>('POST', `${base}/text`, { json: { target, text, ...more } });

const lastOnPhone = async (waId: string) => {
  await test.settle();
  return (await test.simulator.phone(waId)).at(-1);
};

const sentMessage = {
  text: null as string | null,
  type: 'text',
  timestamp: expect.stringMatching(isoMoment),
  owner: true,
  status: 'sent',
  avatar_url: null,
  assigned_id: null,
  operator_name: 'Ada Admin',
  failed_detail: null,
  bot_type: 'regular',
  local_message_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  id,
  created: expect.stringMatching(isoMoment),
  conversation_id: id,
  ticket_id: id,
  event_type: 'message',
};

const windowClosed = {
  status: 400,
  body: { code: 400, message: expect.stringMatching(/^Ticket has been expired\./), timestamp: expect.any(String) },
};

describe('sendText', () => {
  it('answers the message, and the phone shows it', async () => {
    const answer = await sendText(customer, 'Your parcel leaves at noon');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ message: { ...sentMessage, text: 'Your parcel leaves at noon' } });
    expect(await lastOnPhone(customer)).toMatchObject({ direction: 'out', text: 'Your parcel leaves at noon' });
  });

  it('answers the local_message_id that the webhooks repeat', async () => {
    const receiver = await test.subscribe(['sessionMessageSent_v2', 'sentMessageDELIVERED_v2']);
    const { body } = await sendText(customer, 'With a hook');
    await test.settle();
    const { id: messageId, local_message_id } = body.message;
    expect(receiver.received.map(({ body: event }) => [event.eventType, event.id, event.localMessageId])).toEqual(
      expect.arrayContaining([
        ['sessionMessageSent_v2', messageId, local_message_id],
        ['sentMessageDELIVERED_v2', messageId, local_message_id],
      ]),
    );
  });

  it('takes every form of a target', async () => {
    const { body } = await sendText(customer, 'first');
    const { body: contact } = await test.api<{ id: string }>('GET', `/api/ext/v3/contacts/${customer}`);
    const targets = [
      body.message.conversation_id,
      contact.id,
      `+${customer}`,
      '+31 9 0000-0001',
      `Main:${customer}`,
      `main: +${customer}`,
      `15550100001:${customer}`,
      `${test.tenantId}:${customer}`,
    ];
    for (const target of targets) {
      const answer = await sendText(target, `to ${target}`);
      expect({ target, ...answer }).toMatchObject({
        target,
        status: 200,
        body: { message: { conversation_id: body.message.conversation_id } },
      });
    }
    expect((await lastOnPhone(customer))?.text).toBe(`to ${targets.at(-1)}`);
  });

  it('takes unknown members, other types of JSON and a doubled Bearer', async () => {
    const raw = JSON.stringify({ target: customer, text: 'patched', is_bot: false, priority: 9 });
    const headers = { 'content-type': 'application/json-patch+json', authorization: `Bearer Bearer ${test.token}` };
    const answer = await test.api<Sent>('POST', `${base}/text`, { raw, headers });
    expect(answer).toMatchObject({ status: 200, body: { message: { text: 'patched' } } });
  });

  it.each([
    ['an empty text', { target: customer, text: '' }],
    ['a blank text', { target: customer, text: ' \n ' }],
    ['a text of 4,097 characters', { target: customer, text: 'x'.repeat(4097) }],
    ['the members which one client invents', { target: customer, message_text: 'Hello' }],
    ['no target', { text: 'Hello' }],
  ])('refuses %s', async (_case, json) => {
    const answer = await test.api('POST', `${base}/text`, { json });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    expect(answer.body).not.toHaveProperty('error');
  });

  it('takes a text of 4,096 characters, counted as people count them', async () => {
    const text = '🙂'.repeat(4096);
    expect((await sendText(customer, text)).status).toBe(200);
    expect((await lastOnPhone(customer))?.text).toBe(text);
  });

  it('answers 404 for a target that names nobody known', async () => {
    for (const target of ['31999999999', '65f0c1a2b3d4e5f601234567', 'NL.123', 'nonsense', 'Main:31999999999']) {
      const answer = await sendText(target, 'Hello');
      expect({ target, ...answer }).toMatchObject({ target, status: 404, body: { code: 404 } });
    }
  });

  it('says so when the channel of a target is not found', async () => {
    const answer = await sendText(`Nowhere:${customer}`, 'Hello');
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^Channel not found/) } });
  });

  it('tells a contact who never wrote from one who is not known', async () => {
    await test.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31900000002', name: 'Quiet' } });
    expect(await sendText('31900000002', 'Hello')).toMatchObject(windowClosed);
    expect(await sendText(`Second:${customer}`, 'Hello')).toMatchObject(windowClosed);
  });

  it('asks for the channel when several conversations are open', async () => {
    const waId = '31900000003';
    for (const channel of ['15550100001', '15550100002']) await test.simulator.writeText(waId, 'Hi', { channel });
    await test.settle();
    const answer = await sendText(waId, 'Which one?');
    expect(answer).toMatchObject({ status: 409, body: { code: 409, message: expect.stringMatching(/Channel:/) } });
    expect((await sendText(`Second:${waId}`, 'This one')).status).toBe(200);
    expect(await lastOnPhone(waId)).toMatchObject({ text: 'This one', channel: '300000000000002' });
  });

  it('takes the one open conversation of several', async () => {
    const waId = '31900000004';
    await test.simulator.writeText(waId, 'Hi', { channel: '15550100001' });
    await test.settle();
    await test.simulator.advance(24 * 3600);
    await test.simulator.writeText(waId, 'Hi again', { channel: '15550100002' });
    await test.settle();
    expect((await sendText(waId, 'Hello')).status).toBe(200);
    expect(await lastOnPhone(waId)).toMatchObject({ text: 'Hello', channel: '300000000000002' });
    expect(await sendText(`Main:${waId}`, 'Hello')).toMatchObject(windowClosed);
  });

  it('is closed 24 hours after the last message of the customer', async () => {
    const waId = '31900000005';
    await test.simulator.writeText(waId, 'Hi');
    await test.settle();
    await test.simulator.advance(24 * 3600 - 60);
    expect((await sendText(waId, 'Just in time')).status).toBe(200);
    await test.simulator.advance(60);
    expect(await sendText(waId, 'Too late')).toMatchObject(windowClosed);
    await test.simulator.writeText(customer, 'Still there');
    await test.settle();
  });
});

describe('sendFile', () => {
  const upload = (parts: Parameters<typeof multipart>[0], token?: string) => {
    const { type, body } = multipart(parts);
    const headers = { 'content-type': type };
    return test.api<Sent>('POST', `${base}/file`, { raw: body, headers, ...(token === undefined ? {} : { token }) });
  };
  const file = (fileName: string, type: string, content: Buffer) => ['file', { fileName, type, content }] as const;
  const picture = file('route.png', 'image/png', png);

  it('sends a picture with its caption, wherever the fields stand', async () => {
    const fields = [['target', customer] as const, ['caption', 'Route for today'] as const];
    for (const parts of [
      [...fields, picture],
      [picture, ...fields],
    ]) {
      const answer = await upload(parts);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: { ...sentMessage, type: 'image', text: 'Route for today' } });
      expect(await lastOnPhone(customer)).toMatchObject({ type: 'image', text: 'Route for today' });
    }
  });

  it('keeps the name of a document, without its path', async () => {
    const answer = await upload([
      ['target', `Main:${customer}`],
      file('../Route für heute.pdf', 'application/pdf', pdf),
    ]);
    expect(answer).toMatchObject({ status: 200, body: { message: { type: 'document' } } });
    expect(await lastOnPhone(customer)).toMatchObject({ type: 'document', text: 'Route für heute.pdf' });
  });

  it('recognises a file that comes as bytes of no type', async () => {
    const answer = await upload([['target', customer], ['caption', ''], file('', 'application/octet-stream', png)]);
    expect(answer).toMatchObject({ status: 200, body: { message: { type: 'image', text: null } } });
    expect(await lastOnPhone(customer)).toMatchObject({ type: 'image' });
  });

  it.each([
    ['a type that WhatsApp does not take', file('page.html', 'text/html', Buffer.from('<p>Hello</p>'))],
    ['a file that is not what it says', file('photo.png', 'image/png', Buffer.from('#!/bin/sh\n'))],
    ['an empty file', file('photo.png', 'image/png', Buffer.alloc(0))],
  ])('refuses %s', async (_case, part) => {
    const answer = await upload([['target', customer], part]);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, message: expect.stringMatching(/^File is not allowed by WhatsApp/) },
    });
  });

  it('refuses a picture that is too large for WhatsApp', async () => {
    const large = Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]);
    const answer = await upload([['target', customer], file('large.png', 'image/png', large)]);
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/too large/) } });
  });

  it('refuses a call without a file, or without a target', async () => {
    const withoutFile = await upload([['target', customer]]);
    expect(withoutFile).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/file/) } });
    const withoutTarget = await upload([picture]);
    expect(withoutTarget).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/target/) } });
    const asJson = await test.api('POST', `${base}/file`, { json: { target: customer, file: 'route.png' } });
    expect(asJson.status).toBe(400);
  });

  it('refuses as sendText does', async () => {
    expect((await upload([['target', '31999999999'], picture])).status).toBe(404);
    expect(await upload([['target', '31900000002'], picture])).toMatchObject(windowClosed);
    const { token } = await test.addTenant('200300');
    expect((await upload([['target', customer], picture], token)).status).toBe(404);
  });
});

describe('sendFileViaUrl', () => {
  const send = (json: Record<string, unknown>) =>
    test.api<Sent>('POST', `${base}/fileViaUrl`, { json: { target: customer, ...json } });
  const serveFile = (type: string, bytes: Buffer) =>
    serve((_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes));

  it('fetches the file and sends it', async () => {
    const { url } = await serveFile('application/pdf', pdf);
    const answer = await send({ file_url: `${url}/files/route.pdf?version=2`, caption: 'Route for today' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ message: { ...sentMessage, type: 'document', text: 'Route for today' } });
    expect(await lastOnPhone(customer)).toMatchObject({
      type: 'document',
      text: 'Route for today',
      document: { filename: 'route.pdf' },
    });
  });

  it('takes the other names of the address, and null for no caption', async () => {
    const { url } = await serveFile('image/png', png);
    for (const name of ['fileUrl', 'url', 'FILE_URL']) {
      const answer = await send({ [name]: `${url}/photo.png`, caption: null });
      expect({ name, ...answer }).toMatchObject({
        name,
        status: 200,
        body: { message: { type: 'image', text: null } },
      });
    }
    expect(await lastOnPhone(customer)).toMatchObject({ type: 'image' });
    expect(
      (await test.api('POST', `${base}/fileviaurl`, { json: { target: customer, url: `${url}/a.png` } })).status,
    ).toBe(200);
  });

  it('says why a file cannot be fetched', async () => {
    const missing = await serve((_request, response) => response.writeHead(404).end());
    const addresses = [
      `${missing.url}/route.pdf`,
      `http://127.0.0.1:${await findClosedPort()}/route.pdf`,
      'ftp://files.example.com/route.pdf',
      'route.pdf',
    ];
    for (const address of addresses) {
      const answer = await send({ file_url: address });
      expect({ address, ...answer }).toMatchObject({
        address,
        status: 400,
        body: { code: 400, message: expect.stringMatching(/^The file cannot be fetched\. \w/) },
      });
    }
  });

  it('refuses a type that WhatsApp does not take', async () => {
    const { url } = await serveFile('text/html', Buffer.from('<p>Hello</p>'));
    const answer = await send({ file_url: `${url}/route.pdf` });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^File is not allowed by WhatsApp/) },
    });
  });

  it('refuses a call without an address', async () => {
    expect(await send({ caption: 'Route' })).toMatchObject({ status: 400, body: { code: 400 } });
  });

  it('fetches nothing for a target that cannot be sent to', async () => {
    const server = await serveFile('image/png', png);
    const json = { file_url: `${server.url}/photo.png` };
    expect((await send({ ...json, target: '31999999999' })).status).toBe(404);
    expect(await send({ ...json, target: '31900000002' })).toMatchObject(windowClosed);
    expect(server.requests).toHaveLength(0);
  });

  it('does not fetch from private addresses unless that is allowed', async () => {
    const guarded = await startTestPlatform({
      environment: { PARLEY_ALLOW_PRIVATE_ADDRESSES: 'off' },
    });
    const server = await serveFile('image/png', png);
    await guarded.simulator.writeText(customer, 'Hello');
    await guarded.settle();
    const answer = await guarded.api('POST', `${base}/fileViaUrl`, {
      json: { target: customer, file_url: `${server.url}/photo.png` },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, message: expect.stringMatching(/cannot be fetched/) },
    });
    expect(server.requests).toHaveLength(0);
    await guarded.stop();
  });
});
