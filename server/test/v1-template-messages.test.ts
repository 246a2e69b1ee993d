import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { greeting, parameters, welcome } from './welcome-message.ts';

interface SingleAnswer {
  result: boolean;
  info?: string;
  phone_number?: string;
  parameteres?: { name: string | null; value: string }[];
  contact?: { id: string; wAid: string; phone: string | null };
  model?: { ids: string[] };
  validWhatsAppNumber?: boolean;
  local_message_id?: string;
  localMessageId?: string;
}

const second = '15550100002';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const send = (query: Record<string, string>, json: unknown = welcome, call: ApiCall = {}) =>
  parley.api<SingleAnswer>('POST', '/api/v1/sendTemplateMessage', { query, json, ...call });

async function onPhone(waId: string) {
  await parley.settle();
  return parley.simulator.phone(waId);
}

async function contactOf(name: string) {
  const answer = await parley.api<{ contact_list: { id: string; wAid: string; phone: string | null }[] }>(
    'GET',
    '/api/v1/getContacts',
    { query: { name, pageSize: 100 } },
  );
  return answer.body.contact_list[0];
}

describe('sendTemplateMessage', () => {
  test('answers every documented member, makes the contact, and the text reaches the phone', async () => {
    const answer = await send({ whatsappNumber: '85255501234' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      result: true,
      phone_number: '85255501234',
      template_name: 'welcome',
      parameteres: parameters,
      contact: expect.objectContaining({ wAid: '85255501234', fullName: '85255501234', contactStatus: 'VALID' }),
      model: { ids: [expect.stringMatching(/^[0-9a-f]{24}$/)] },
      validWhatsAppNumber: true,
      local_message_id: expect.stringMatching(uuid),
      localMessageId: answer.body.local_message_id,
    });
    expect(await onPhone('85255501234')).toMatchObject([{ direction: 'out', type: 'template', text: greeting }]);
  });

  test.each([
    [
      'names',
      [
        { name: 'company', value: 'Lamps' },
        { name: 'name', value: 'Mei' },
      ],
    ],
    [
      'names in another case',
      [
        { name: 'NAME', value: 'Mei' },
        { name: 'Company', value: 'Lamps' },
      ],
    ],
    [
      'numbers',
      [
        { name: '1', value: 'Mei' },
        { name: '2', value: 'Lamps' },
      ],
    ],
    ['places alone', [{ value: 'Mei' }, { value: 'Lamps' }]],
    ['a JSON text', JSON.stringify(parameters)],
    ['a JSON text of plain values', '["Mei","Lamps"]'],
    ['a JSON text with keys in capitals', '[{"Name":"name","Value":"Mei"},{"Name":"company","Value":"Lamps"}]'],
  ])('takes the parameters by %s', async (_way, given) => {
    const answer = await send({ whatsappNumber: '85255501235' }, { ...welcome, parameters: given });
    expect(answer.body).toMatchObject({ result: true });
    expect((await onPhone('85255501235')).at(-1)).toMatchObject({ text: greeting });
  });

  test('makes text of numbers', async () => {
    for (const given of [
      [
        { name: 'order_id', value: 1042 },
        { name: 'status', value: true },
      ],
      '[{"name":"order_id","value":1042},{"name":"status","value":true}]',
    ]) {
      const body = { template_name: 'order_update', broadcast_name: 'orders', parameters: given };
      const answer = await send({ whatsappNumber: '85255501236' }, body);
      expect(answer.body).toMatchObject({ result: true, parameteres: [{ value: '1042' }, { value: 'true' }] });
    }
    expect((await onPhone('85255501236')).at(-1)).toMatchObject({
      text: expect.stringContaining('Your order 1042 is now true.'),
    });
  });

  test('takes a path with a slash at the end, keys in any case and the JSON patch type', async () => {
    const answer = await parley.api<SingleAnswer>(
      'POST',
      '/API/v1/SendTemplateMessage/?WhatsappNumber=%2B852%205550-1237',
      {
        headers: { 'content-type': 'application/json-patch+json; charset=utf-8' },
        raw: JSON.stringify({ Template_Name: 'welcome', BROADCAST_NAME: 'x', Parameters: parameters }),
      },
    );
    expect(answer.body).toMatchObject({ result: true, phone_number: '85255501237', validWhatsAppNumber: true });
  });

  test('target wins over whatsappNumber, and may stand in the body', async () => {
    const answer = await send({ whatsappNumber: '85255501238', target: '+852 5550 1239' });
    expect(answer.body.phone_number).toBe('85255501239');
    const inBody = await send({}, { ...welcome, whatsappNumber: '85255501238' });
    expect(inBody.body.phone_number).toBe('85255501238');
  });

  test('reaches a contact by its id, and a person who is known by a BSUID alone', async () => {
    const contact = await contactOf('85255501234');
    expect((await send({ target: contact?.id ?? '' })).body).toMatchObject({
      result: true,
      phone_number: '85255501234',
      contact: { id: contact?.id },
    });
    await parley.simulator.patch('85255501298', { hide_phone: true });
    await parley.simulator.writeText('85255501298', 'Hidden', { profileName: 'Hidden Person' });
    await parley.settle();
    const hidden = await contactOf('Hidden Person');
    for (const target of [hidden?.wAid ?? '', hidden?.id ?? '']) {
      expect((await send({ target })).body).toMatchObject({
        result: true,
        phone_number: hidden?.wAid,
        contact: { id: hidden?.id, phone: null },
      });
    }
    expect((await onPhone('85255501298')).at(-1)).toMatchObject({ text: greeting });
  });

  test('keeps the id of the caller', async () => {
    const answer = await send({ whatsappNumber: '85255501240' }, { ...welcome, localMessageId: 'booking-000451' });
    expect(answer.body.local_message_id).toBe('booking-000451');
    const endless = await send({ whatsappNumber: '85255501240' }, { ...welcome, localMessageId: 'x'.repeat(257) });
    expect(endless).toMatchObject({ status: 400, body: { result: false } });
  });

  test.each([
    ['channel_number', second],
    ['channel_number', '+1 (555) 010-0002'],
    ['channelNumber', second],
  ])('sends from the channel of %s %s', async (key, value) => {
    await send({ whatsappNumber: '85255501241' }, { ...welcome, [key]: value });
    expect((await onPhone('85255501241')).at(-1)).toMatchObject({ channel: '300000000000002' });
    await send({ whatsappNumber: '85255501241' }, { ...welcome, [key]: null });
    expect((await onPhone('85255501241')).at(-1)).toMatchObject({ channel: '300000000000001' });
  });

  test('refuses a channel that does not exist', async () => {
    const answer = await send({ whatsappNumber: '85255501242' }, { ...welcome, channel_number: '15559999999' });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: 'Channel not found' } });
  });

  test.each(['123', 'hello', '65f0c1a2b3d4e5f601728394', '85255501234,85255501235'])(
    'says of %s that it is no number',
    async (whatsappNumber) => {
      const answer = await send({ whatsappNumber });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        result: false,
        info: 'Invalid Whatsapp Number',
        validWhatsAppNumber: false,
      });
    },
  );

  test('knows no template of that name', async () => {
    const answer = await send({ whatsappNumber: '85255501242' }, { ...welcome, template_name: 'nothing' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ result: false, info: 'Template not found', validWhatsAppNumber: true });
  });

  test('refuses a template that is not approved', async () => {
    const body = { ...welcome, template_name: 'draft_note' };
    const answer = await send({ whatsappNumber: '85255501242' }, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringContaining('not approved') },
    });
  });

  test.each([
    ['none', []],
    ['too few', [{ name: 'name', value: 'Mei' }]],
    ['an empty one', [...parameters.slice(0, 1), { name: 'company', value: ' ' }]],
    ['a line end', [...parameters.slice(0, 1), { name: 'company', value: 'a\nb' }]],
    ['an empty text', ''],
  ])('refuses missing parameters: %s', async (_case, given) => {
    const answer = await send({ whatsappNumber: '85255501242' }, { ...welcome, parameters: given });
    expect(answer).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringContaining('Parameters are missing or invalid') },
    });
  });

  test.each([
    ['no target', {}, welcome],
    ['empty targets', { whatsappNumber: '', target: ' ' }, welcome],
    ['no template', { whatsappNumber: '85255501242' }, { broadcast_name: 'x', parameters: [] }],
    ['an empty template', { whatsappNumber: '85255501242' }, { ...welcome, template_name: ' ' }],
    ['no broadcast', { whatsappNumber: '85255501242' }, { template_name: 'welcome', parameters }],
    ['parameters of another form', { whatsappNumber: '85255501242' }, { ...welcome, parameters: '{"name":"Mei"}' }],
    ['parameters that are no JSON', { whatsappNumber: '85255501242' }, { ...welcome, parameters: 'Mei' }],
    ['a list for a body', { whatsappNumber: '85255501242' }, []],
  ])('refuses a request with %s', async (_fault, query: Record<string, string>, body: unknown) => {
    expect(await send(query, body)).toMatchObject({ status: 400, body: { result: false, info: expect.any(String) } });
  });

  test('refuses a body that is no JSON, and more parameters than a template can have', async () => {
    const call = {
      query: { whatsappNumber: '85255501242' },
      raw: '{"template_name":',
      headers: { 'content-type': 'application/json' },
    };
    expect((await parley.api('POST', '/api/v1/sendTemplateMessage', call)).status).toBe(400);
    const many = Array.from({ length: 201 }, (_, at) => ({ name: `p${at}`, value: 'x' }));
    expect((await send({ whatsappNumber: '85255501242' }, { ...welcome, parameters: many })).status).toBe(400);
    expect(await onPhone('85255501242')).toEqual([]);
  });

  test('a failure that comes later is in the history', async () => {
    await parley.simulator.patch('85255501243', { on_whatsapp: false });
    const answer = await send({ whatsappNumber: '85255501243' });
    expect(answer.body).toMatchObject({ result: true, validWhatsAppNumber: true });
    await parley.settle();
    const history = await parley.api<{ messages: { items: Record<string, unknown>[] } }>(
      'GET',
      '/api/v1/getMessages/85255501243',
    );
    expect(history.body.messages.items[0]).toMatchObject({
      id: answer.body.model?.ids[0],
      localMessageId: answer.body.local_message_id,
      statusString: 'FAILED',
      failedCode: '131026',
    });
  });

  test('needs one of its scopes', async () => {
    const writer = await parley.addToken({ scopes: ['messagetemplate:write'] });
    expect((await send({ whatsappNumber: '85255501244' }, welcome, { token: writer })).status).toBe(200);
    const reader = await parley.addToken({ scopes: ['messagetemplate:read'] });
    expect((await send({ whatsappNumber: '85255501244' }, welcome, { token: reader })).status).toBe(403);
    expect((await send({ whatsappNumber: '85255501244' }, welcome, { token: null })).status).toBe(401);
  });

  test('many single sends at once are all accepted and sent', async () => {
    const numbers = Array.from({ length: 40 }, (_, at) => `8525560${String(at).padStart(4, '0')}`);
    const answers = await Promise.all(numbers.map((whatsappNumber) => send({ whatsappNumber })));
    expect(new Set(answers.map((answer) => answer.body.model?.ids[0])).size).toBe(40);
    expect(answers.map((answer) => answer.body.phone_number)).toEqual(numbers);
    await parley.settle();
    for (const number of numbers) expect(await parley.simulator.phone(number)).toHaveLength(1);
  });
});
