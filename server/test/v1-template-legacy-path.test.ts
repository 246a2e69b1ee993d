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
}

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

/** As the samples of the first documentation wrote it, and programs after it. */
const toSingleQuotes = (pairs: readonly { name: string; value: string }[]) =>
  `[${pairs.map(({ name, value }) => `{'name':'${name}', 'value':'${value}'}`).join(', ')}]`;

async function onPhone(waId: string) {
  await parley.settle();
  return parley.simulator.phone(waId);
}

describe('sendTemplateMessageLegacyPath', () => {
  const sendTo = (number: string, call: ApiCall) =>
    parley.api<SingleAnswer>('POST', `/api/v1/sendTemplateMessage/${number}`, call);

  test.each([
    ['JSON', { json: { template_name: 'welcome', broadcast_name: 'x', parameters: JSON.stringify(parameters) } }],
    [
      'a text with single quotes',
      { json: { template_name: 'welcome', broadcast_name: 'x', parameters: toSingleQuotes(parameters) } },
    ],
    ['JSON without broadcast_name', { json: { template_name: 'welcome', parameters } }],
    ['a form', { form: { template_name: 'welcome', parameters: JSON.stringify(parameters) } }],
  ] satisfies [string, ApiCall][])('takes %s', async (_form, call) => {
    const answer = await sendTo('+85255501301', call);
    expect(answer.body).toMatchObject({
      result: true,
      phone_number: '85255501301',
      template_name: 'welcome',
      parameteres: parameters,
      model: { ids: [expect.any(String)] },
      validWhatsAppNumber: true,
    });
    expect((await onPhone('85255501301')).at(-1)).toMatchObject({ text: greeting });
  });

  test('refuses as the query form does', async () => {
    expect(await sendTo('123', { json: welcome })).toMatchObject({
      status: 200,
      body: { result: false, validWhatsAppNumber: false },
    });
    expect(await sendTo('85255501302', { json: { ...welcome, template_name: 'nothing' } })).toMatchObject({
      status: 200,
      body: { result: false, info: 'Template not found', validWhatsAppNumber: true },
    });
    expect(await sendTo('85255501302', { json: { template_name: 'welcome' } })).toMatchObject({
      status: 400,
      body: { result: false, info: expect.stringContaining('Parameters') },
    });
    expect((await sendTo('85255501302', { json: { parameters } })).status).toBe(400);
  });
});
