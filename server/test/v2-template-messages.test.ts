import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { bulk, greeting, parameters, receiver, welcome } from './welcome-message.ts';

interface SendAnswer {
  result: boolean;
  error: string | null;
  templateName: string | null;
  receivers: { localMessageId: string | null; waId: string; isValidWhatsAppNumber: boolean; errors: string[] }[];
  parameters: { name: string | null; value: string }[];
}

const second = '15550100002';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const refused = { result: false, templateName: null, receivers: [], parameters: [] };

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const send = (query: Record<string, string>, json: unknown = welcome, call: ApiCall = {}) =>
  parley.api<SendAnswer>('POST', '/api/v2/sendTemplateMessage', { query, json, ...call });

const sendBulk = (json: unknown, call: ApiCall = {}) =>
  parley.api<SendAnswer>('POST', '/api/v2/sendTemplateMessages', { json, ...call });

async function onPhone(waId: string) {
  await parley.settle();
  return parley.simulator.phone(waId);
}

describe('sendTemplateMessageV2', () => {
  test('answers every documented member, and the text reaches the phone', async () => {
    const answer = await send({ whatsappNumber: '+852 5550-1234' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      result: true,
      error: null,
      templateName: 'welcome',
      receivers: [
        {
          localMessageId: expect.stringMatching(uuid),
          waId: '85255501234',
          isValidWhatsAppNumber: true,
          errors: [],
        },
      ],
      parameters,
    });
    expect(await onPhone('85255501234')).toMatchObject([{ type: 'template', text: greeting }]);
  });

  test('keeps the id of the caller, and every event of the message carries it', async () => {
    const hook = await parley.subscribe(['templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
    const answer = await send({ target: '85255501235' }, { ...welcome, localMessageId: 'booking-000451' });
    expect(answer.body.receivers[0]?.localMessageId).toBe('booking-000451');
    const made = await send({ whatsappNumber: '85255501236' });
    await parley.settle();
    const ids = hook.received.map((entry) => `${entry.body.eventType} ${String(entry.body.localMessageId)}`).sort();
    const madeId = made.body.receivers[0]?.localMessageId;
    expect(ids).toEqual(
      [
        'sentMessageDELIVERED_v2 booking-000451',
        `sentMessageDELIVERED_v2 ${madeId}`,
        'templateMessageSent_v2 booking-000451',
        `templateMessageSent_v2 ${madeId}`,
      ].sort(),
    );
  });

  test.each([
    ['a JSON text', { parameters: JSON.stringify(parameters) }],
    ['another channel', { channel_number: second }],
    ['the other spelling of the channel', { channelNumber: '+1 555 010 0002' }],
    ['members that nobody knows', { template_namespace: 'ns', fullName: 'x' }],
  ])('takes %s', async (_what, more) => {
    const answer = await send({ whatsappNumber: '85255501237' }, { ...welcome, ...more });
    expect(answer.body).toMatchObject({ result: true, receivers: [{ waId: '85255501237' }] });
    expect((await onPhone('85255501237')).at(-1)).toMatchObject({ text: greeting });
  });

  test.each(['123', 'hello', '65f0c1a2b3d4e5f601728394'])('says of %s that it is no number', async (target) => {
    const answer = await send({ target });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      result: false,
      error: null,
      templateName: 'welcome',
      receivers: [{ localMessageId: null, waId: target, isValidWhatsAppNumber: false, errors: [] }],
      parameters,
    });
  });

  test('knows no template of that name', async () => {
    const answer = await send({ whatsappNumber: '85255501238' }, { ...welcome, template_name: 'nothing' });
    expect(answer).toMatchObject({ status: 200, body: { ...refused, error: 'Template not found' } });
  });

  test('says in every member that clients read what is missing', async () => {
    const sentence = 'broadcast_name is required.';
    const told = { result: false, error: sentence, info: sentence, message: sentence };
    const answer = await send({ whatsappNumber: '85255501238' }, { ...welcome, broadcast_name: undefined });
    expect(answer).toMatchObject({ status: 400, body: told });
  });

  test.each([
    ['a template that is not approved', { ...welcome, template_name: 'draft_note' }, 'not approved'],
    ['missing parameters', { ...welcome, parameters: [] }, 'Parameters are missing or invalid'],
    ['a channel that does not exist', { ...welcome, channel_number: '15559999999' }, 'Channel not found'],
  ])('refuses %s', async (_fault, body, text) => {
    const answer = await send({ whatsappNumber: '85255501238' }, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      ...refused,
      error: expect.stringContaining(text),
      info: expect.stringContaining(text),
    });
  });

  test('refuses a request without a target, a template or a broadcast', async () => {
    expect(await send({})).toMatchObject({
      status: 400,
      body: { ...refused, error: expect.stringContaining('target') },
    });
    const whatsappNumber = '85255501238';
    for (const body of [{ parameters, broadcast_name: 'x' }, { template_name: 'welcome', parameters }, []]) {
      expect(await send({ whatsappNumber }, body)).toMatchObject({ status: 400, body: { result: false } });
    }
    expect(await onPhone(whatsappNumber)).toEqual([]);
  });

  test('needs one of its scopes', async () => {
    const writer = await parley.addToken({ scopes: ['wati_integration:write'] });
    expect((await send({ whatsappNumber: '85255501239' }, welcome, { token: writer })).status).toBe(200);
    const reader = await parley.addToken({ scopes: ['contacts:read'] });
    expect((await send({ whatsappNumber: '85255501239' }, welcome, { token: reader })).status).toBe(403);
    expect((await send({ whatsappNumber: '85255501239' }, welcome, { token: null })).status).toBe(401);
  });
});

describe('sendTemplateMessagesV2', () => {
  test('answers a row for each receiver, with the ids of the caller', async () => {
    const answer = await sendBulk(
      bulk(receiver('85255502001', 'Ann', { localMessageId: 'booking-000001' }), receiver('85255502002', 'Bob')),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      result: true,
      broadcastId: expect.stringMatching(/^[0-9a-f]{24}$/),
      error: null,
      templateName: 'welcome',
      receivers: [
        { localMessageId: 'booking-000001', waId: '85255502001', isValidWhatsAppNumber: true, errors: [] },
        {
          localMessageId: expect.stringMatching(uuid),
          waId: '85255502002',
          isValidWhatsAppNumber: true,
          errors: [],
        },
      ],
      parameters: [
        { name: 'name', value: 'Ann' },
        { name: 'company', value: 'Lamps' },
      ],
    });
    expect(await onPhone('85255502001')).toMatchObject([{ text: 'Hello Ann, welcome to Lamps.' }]);
    expect(await onPhone('85255502002')).toMatchObject([{ text: 'Hello Bob, welcome to Lamps.' }]);
  });

  test('tells of bad numbers and missing parameters in their rows, and sends to the rest', async () => {
    const answer = await sendBulk(
      bulk(receiver('123', 'x', { localMessageId: 'booking-000002' }), receiver('85255502003'), {
        target: '85255502004',
        localMessageId: 'booking-000003',
        customParams: [{ name: 'name', value: 7 }],
      }),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ result: false, error: null });
    expect(answer.body.receivers).toEqual([
      { localMessageId: 'booking-000002', waId: '123', isValidWhatsAppNumber: false, errors: [] },
      { localMessageId: expect.stringMatching(uuid), waId: '85255502003', isValidWhatsAppNumber: true, errors: [] },
      {
        localMessageId: 'booking-000003',
        waId: '85255502004',
        isValidWhatsAppNumber: true,
        errors: [expect.stringContaining('company')],
      },
    ]);
    expect(await onPhone('85255502003')).toHaveLength(1);
    expect(await onPhone('85255502004')).toEqual([]);
  });

  test('knows no template of that name', async () => {
    const answer = await sendBulk({ ...bulk(receiver('85255502005')), template_name: 'nothing' });
    expect(answer).toMatchObject({ status: 200, body: { ...refused, error: 'Template not found' } });
  });

  test.each([
    ['a template that is not approved', { ...bulk(receiver('85255502005')), template_name: 'draft_note' }],
    ['a channel that does not exist', { ...bulk(receiver('85255502005')), channel_number: '15559999999' }],
    ['an empty list of receivers', bulk()],
    ['a receiver without customParams', bulk({ whatsappNumber: '85255502005' })],
    ['an endless id of the caller', bulk(receiver('85255502005', 'x', { localMessageId: 'x'.repeat(257) }))],
    ['1001 receivers', bulk(...Array.from({ length: 1001 }, () => receiver('85255502005')))],
  ])('refuses %s and sends nothing', async (_fault, body) => {
    expect(await sendBulk(body)).toMatchObject({ status: 400, body: { result: false } });
    expect(await onPhone('85255502005')).toEqual([]);
  });

  test('takes 1000 receivers in one call', async () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => `852600${String(at).padStart(5, '0')}`);
    const answer = await sendBulk({
      ...bulk(...numbers.map((number, at) => receiver(number, 'Mei', { localMessageId: `booking-${at + 100_000}` }))),
      channel_number: second,
    });
    expect(answer.body.result).toBe(true);
    expect(answer.body.receivers.map((row) => row.localMessageId)).toEqual(
      numbers.map((_, at) => `booking-${at + 100_000}`),
    );
    expect(await onPhone(numbers[500] ?? '')).toMatchObject([{ text: greeting, channel: '300000000000002' }]);
  });
});
