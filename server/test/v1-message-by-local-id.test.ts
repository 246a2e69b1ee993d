import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface SendAnswer {
  message: { id: string; localMessageId: string };
}

const main = '15550100001';
const second = '15550100002';
const customer = '85255504001';
let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(customer, 'Hello', { profileName: 'Mei Tam' });
  await parley.settle();
});
afterAll(() => parley.stop());

const find = (number: string, localMessageId: string, token?: string | null) =>
  parley.api(
    'GET',
    `/api/v1/whatsApp/messages/${encodeURIComponent(number)}/${encodeURIComponent(localMessageId)}`,
    token === undefined ? {} : { token },
  );

async function sendText(localMessageId?: string): Promise<SendAnswer['message']> {
  const query = { messageText: 'We open at ten.', ...(localMessageId === undefined ? {} : { localMessageId }) };
  const { body } = await parley.api<SendAnswer>('POST', `/api/v1/sendSessionMessage/${customer}`, { query });
  return body.message;
}

const sendTemplate = (localMessageId: string, json: Record<string, unknown>, whatsappNumber = customer) =>
  parley.api('POST', '/api/v1/sendTemplateMessage', {
    query: { whatsappNumber },
    json: { broadcast_name: 'greetings', localMessageId, ...json },
  });

const promo = {
  template_name: 'promo',
  parameters: [
    { name: 'name', value: 'Mei' },
    { name: 'discount', value: '20 %' },
  ],
};
const welcome = {
  template_name: 'welcome',
  parameters: [
    { name: 'name', value: 'Mei' },
    { name: 'company', value: 'Lamps' },
  ],
};

describe('getWhatsAppMessageByLocalMessageId', () => {
  test('answers a message as the history has it, under the id of the caller or of Parley', async () => {
    const own = await sendText();
    const callers = await sendText('order-0001-note');
    await parley.settle();
    const history = await parley.api<{ messages: { items: { id: string }[] } }>(
      'GET',
      `/api/v1/getMessages/${customer}`,
    );
    for (const sent of [own, callers]) {
      const answer = await find(customer, sent.localMessageId);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(history.body.messages.items.find((item) => item.id === sent.id));
      expect(answer.body).toMatchObject({ eventType: 'message', statusString: 'DELIVERED', text: 'We open at ten.' });
    }
    expect((await find(customer, own.localMessageId.toUpperCase())).body).toMatchObject({ id: own.id });
  });

  test('takes the number of the channel or of the person, in every writing', async () => {
    const { id } = await sendText('order-0002-note');
    const contacts = await parley.api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts', {
      query: { name: customer },
    });
    const contactId = contacts.body.contact_list[0]?.id ?? '';
    for (const number of [main, '+1 (555) 010-0001', customer, `+${customer}`, `${main}:${customer}`, contactId]) {
      const answer = await find(number, 'order-0002-note');
      expect({ number, id: (answer.body as { id?: string }).id }).toEqual({ number, id });
    }
    const lower = await parley.api('GET', `/api/v1/whatsapp/messages/${main}/order-0002-note`);
    expect(lower.body).toMatchObject({ id });
  });

  test('shows a template with its text and the media of its header', async () => {
    await sendTemplate('campaign-0001', promo);
    await parley.settle();
    const { body } = await find(main, 'campaign-0001');
    expect(body).toMatchObject({
      eventType: 'broadcastMessage',
      templateName: 'promo',
      finalText: expect.stringContaining('Mei'),
      statusString: 'DELIVERED',
      failedCode: null,
      localMessageId: 'campaign-0001',
      template: {
        header: {
          headerTypeString: expect.stringMatching(/^(image|video|document)$/),
          link: expect.stringMatching(/^https?:/),
          mediaHeaderId: null,
          mediaFromPC: null,
        },
      },
    });
    await sendTemplate('campaign-0002', welcome);
    expect((await find(main, 'campaign-0002')).body).toMatchObject({ templateName: 'welcome', template: null });
  });

  test('says why a message failed', async () => {
    // What is under way must not meet the fault.
    await parley.settle();
    const fault = { match: { to: customer }, outcome: { error: { code: 131026 }, mode: 'async' }, times: 1 };
    await parley.simulator.fault(fault);
    await sendTemplate('campaign-0003', welcome);
    await parley.settle();
    const failed = { statusString: 'FAILED', failedCode: '131026', failedDetail: expect.any(String) };
    expect((await find(main, 'campaign-0003')).body).toMatchObject(failed);
  });

  test('answers the newest of several under one id, each by its number', async () => {
    await sendTemplate('same-id-0001', welcome, '85255504002');
    const newest = await sendText('same-id-0001');
    expect((await find(main, 'same-id-0001')).body).toMatchObject({ id: newest.id });
    expect((await find('85255504002', 'same-id-0001')).body).toMatchObject({ templateName: 'welcome' });
  });

  test.each(['short', 'x'.repeat(9), 'x'.repeat(65)])('refuses the id %s by its length', async (id) => {
    const info = 'Local message ID length must be between 10 and 64 characters';
    expect(await find(main, id)).toMatchObject({ status: 400, body: { result: false, info, message: info } });
  });

  test('answers 404 to an id that is not known, or not of that number', async () => {
    const own = await sendText();
    await sendText('order-0003-note');
    const absent = [
      [main, 'x'.repeat(10)],
      [main, 'x'.repeat(64)],
      [main, 'ffffffff-ffff-8fff-a17e-fffffffff7e5'],
      [second, own.localMessageId],
      [second, 'order-0003-note'],
      ['85255504999', 'order-0003-note'],
      ['phone', 'order-0003-note'],
    ] as const;
    for (const [number, id] of absent) {
      const answer = await find(number, id);
      expect({ number, id, ...answer }).toMatchObject({
        status: 404,
        body: { result: false, info: 'Message not found', message: 'Message not found' },
      });
    }
  });

  test('answers 404 to another workspace, and asks for one of its scopes', async () => {
    const own = await sendText();
    await sendText('order-0004-note');
    const { token } = await parley.addTenant('200500');
    const foreign = createApiClient(parley.baseUrl, token);
    for (const id of [own.localMessageId, 'order-0004-note']) {
      for (const number of [main, customer]) {
        expect((await foreign('GET', `/api/v1/whatsApp/messages/${number}/${id}`)).status).toBe(404);
      }
    }
    const reader = await parley.addToken({ scopes: ['conversations:read'] });
    expect((await find(main, own.localMessageId, reader)).status).toBe(200);
    const other = await parley.addToken({ scopes: ['contacts:read'] });
    expect((await find(main, own.localMessageId, other)).status).toBe(403);
    expect((await find(main, own.localMessageId, null)).status).toBe(401);
  });
});
