import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { bulk, receiver } from './welcome-message.ts';

interface BulkAnswer {
  result: boolean;
  info?: string;
  errors: { error: string; invalidWhatsappNumbers: string[]; invalidCustomParameters: string[] };
  receivers: Record<string, unknown>[];
}

const second = '15550100002';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const sendBulk = (json: unknown) => parley.api<BulkAnswer>('POST', '/api/v1/sendTemplateMessages', { json });

async function onPhone(waId: string) {
  await parley.settle();
  return parley.simulator.phone(waId);
}

async function idOf(number: string): Promise<string> {
  const answer = await parley.api<{ contact: { id: string } }>('POST', `/api/v1/addContact/${number}`);
  return answer.body.contact.id;
}

describe('sendTemplateMessages', () => {
  test('sends to every receiver with their own parameters', async () => {
    const answer = await sendBulk(bulk(receiver('85255502001', 'Ann'), receiver('+852 5550-2002', 'Bob')));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      result: true,
      broadcastId: expect.stringMatching(/^[0-9a-f]{24}$/),
      errors: { error: '', invalidWhatsappNumbers: [], invalidCustomParameters: [] },
      receivers: [
        {
          whatsappNumber: '85255502001',
          waId: '85255502001',
          localMessageId: expect.stringMatching(uuid),
          isValidWhatsAppNumber: true,
          errors: [],
        },
        {
          whatsappNumber: '+852 5550-2002',
          waId: '85255502002',
          localMessageId: expect.stringMatching(uuid),
          isValidWhatsAppNumber: true,
          errors: [],
        },
      ],
    });
    expect(await onPhone('85255502001')).toMatchObject([{ text: 'Hello Ann, welcome to Lamps.' }]);
    expect(await onPhone('85255502002')).toMatchObject([{ text: 'Hello Bob, welcome to Lamps.' }]);
  });

  test('tells of bad numbers and missing parameters, and sends to the rest', async () => {
    const answer = await sendBulk(
      bulk(
        receiver('123'),
        receiver('85255502003', 'Ann', { localMessageId: 'bulk-0000001' }),
        { whatsappNumber: '85255502004', customParams: [] },
        { customParams: [] },
        receiver('85255502003', 'Ann again'),
      ),
    );
    expect(answer.status).toBe(200);
    expect(answer.body.result).toBe(false);
    expect(answer.body.errors).toEqual({
      error: '',
      invalidWhatsappNumbers: ['123', ''],
      invalidCustomParameters: [expect.stringContaining('85255502004')],
    });
    expect(answer.body.receivers).toMatchObject([
      { waId: '123', localMessageId: null, isValidWhatsAppNumber: false, errors: [] },
      { waId: '85255502003', localMessageId: 'bulk-0000001', isValidWhatsAppNumber: true, errors: [] },
      { waId: '85255502004', isValidWhatsAppNumber: true, errors: [expect.stringContaining('name, company')] },
      { waId: '', isValidWhatsAppNumber: false },
      { waId: '85255502003', isValidWhatsAppNumber: true },
    ]);
    expect((await onPhone('85255502003')).map((message) => message.text).sort()).toEqual([
      'Hello Ann again, welcome to Lamps.',
      'Hello Ann, welcome to Lamps.',
    ]);
    expect(await onPhone('85255502004')).toEqual([]);
  });

  test('reaches contacts by their ids, from the channel that is named', async () => {
    const target = await idOf('85255502005');
    const body = { ...bulk({ ...receiver('123'), target }), channel_number: second };
    expect((await sendBulk(body)).body).toMatchObject({ result: true, receivers: [{ waId: '85255502005' }] });
    expect((await onPhone('85255502005')).at(-1)).toMatchObject({ channel: '300000000000002' });
  });

  test('knows no template of that name', async () => {
    const answer = await sendBulk({ ...bulk(receiver('85255502006')), template_name: 'nothing' });
    expect(answer).toMatchObject({
      status: 200,
      body: { result: false, info: 'Template not found', errors: { error: 'Template not found' } },
    });
  });

  test.each([
    ['a template that is not approved', { ...bulk(receiver('85255502006')), template_name: 'draft_note' }],
    ['a channel that does not exist', { ...bulk(receiver('85255502006')), channel_number: '15559999999' }],
    ['no receivers', { template_name: 'welcome', broadcast_name: 'x' }],
    ['an empty list of receivers', bulk()],
    ['a receiver without customParams', bulk({ whatsappNumber: '85255502006' })],
    ['no template', { broadcast_name: 'x', receivers: [receiver('85255502006')] }],
    ['no broadcast', { template_name: 'welcome', receivers: [receiver('85255502006')] }],
    ['1001 receivers', bulk(...Array.from({ length: 1001 }, () => receiver('85255502006')))],
  ])('refuses %s and sends nothing', async (_fault, body) => {
    expect(await sendBulk(body)).toMatchObject({ status: 400, body: { result: false, info: expect.any(String) } });
    expect(await onPhone('85255502006')).toEqual([]);
  });

  test('takes 1000 receivers in one call', async () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => `852600${String(at).padStart(5, '0')}`);
    const answer = await sendBulk(bulk(...numbers.map((number) => receiver(number, `No ${number}`))));
    expect(answer.body.result).toBe(true);
    expect(answer.body.receivers.map((row) => row.waId)).toEqual(numbers);
    expect(new Set(answer.body.receivers.map((row) => row.localMessageId)).size).toBe(1000);
    for (const number of [numbers[0] ?? '', numbers[999] ?? '']) {
      expect(await onPhone(number)).toMatchObject([{ text: `Hello No ${number}, welcome to Lamps.` }]);
    }
  });
});
