import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Row {
  id: string;
  event_type: string;
  type: string | number;
  text?: string | null;
  timestamp: string;
  created: string;
  conversation_id: string;
  ticket_id: string | null;
  local_message_id?: string | null;
  status?: string;
}

interface Page {
  message_list: Row[];
  page_number: number;
  page_size: number;
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const moment = expect.stringMatching(isoMoment);

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
});
afterAll(() => test.stop());

const list = (target: string, query: Record<string, string> = {}) =>
  test.api<Page>('GET', `/api/ext/v3/conversations/${target}/messages`, { query });

const rowsOf = async (target: string) => (await list(target)).body.message_list;
const messagesOf = async (target: string) => (await rowsOf(target)).filter((row) => row.event_type !== 'ticket');
const textsOf = async (target: string) => (await messagesOf(target)).map((row) => row.text);

async function sendTemplate(phoneNumber: string, channel?: string): Promise<void> {
  const answer = await test.api('POST', '/api/ext/v3/messageTemplates/send', {
    json: {
      template_name: 'welcome',
      broadcast_name: 'greeting',
      ...(channel === undefined ? {} : { channel }),
      recipients: [
        {
          phone_number: phoneNumber,
          custom_params: [
            { name: 'name', value: 'Mei' },
            { name: 'company', value: 'Shop' },
          ],
        },
      ],
    },
  });
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
}

describe('listMessages', () => {
  it('lists what both sides said and what happened to the chat, newest first', async () => {
    await test.simulator.writeText('31700000001', 'Is it on its way?', { profileName: 'Noor' });
    await test.settle();
    const sent = await test.api<{ message: Row }>('POST', '/api/ext/v3/conversations/messages/text', {
      json: { target: '31700000001', text: 'At noon' },
    });
    await test.settle();
    const rows = await rowsOf('31700000001');
    const { message } = sent.body;
    const conversation_id = rows[0]?.conversation_id;
    const ticket_id = rows[0]?.ticket_id;
    expect(conversation_id).toEqual(id);
    expect(ticket_id).toEqual(id);
    const ours = {
      text: 'At noon',
      type: 'text',
      timestamp: moment,
      owner: true,
      status: 'delivered',
      status_string: 'DELIVERED',
      avatar_url: null,
      assigned_id: null,
      operator_name: 'Ada Admin',
      failed_detail: null,
      bot_type: 'regular',
      local_message_id: message.local_message_id,
      id: message.id,
      created: moment,
      conversation_id,
      ticket_id,
      event_type: 'message',
      final_text: null,
    };
    const theirs = {
      ...ours,
      text: 'Is it on its way?',
      owner: false,
      operator_name: null,
      bot_type: null,
      local_message_id: null,
      id,
    };
    const ticket = {
      id,
      created: moment,
      timestamp: moment,
      conversation_id,
      ticket_id,
      event_type: 'ticket',
      event_description: expect.stringContaining('initialized'),
      detailed_event_description: { type: 0, actor: 'Noor', agent_name: 'Bot' },
      type: 0,
      actor: 'Noor',
      assignee: 'Bot',
      topic_name: expect.any(String),
    };
    expect(rows[0]).toEqual(ours);
    expect(rows.slice(1)).toEqual(expect.arrayContaining([theirs, ticket]));
    expect(rows).toHaveLength(3);
  });

  it('shows a template as a broadcast whose text is in final_text', async () => {
    await sendTemplate('31700000002');
    await test.settle();
    expect(await rowsOf('31700000002')).toEqual([
      expect.objectContaining({
        event_type: 'broadcast',
        type: 'template',
        text: '',
        final_text: 'Hello Mei, welcome to Shop.',
        owner: true,
        status: 'delivered',
        ticket_id: null,
      }),
    ]);
  });

  it("shows a customer's document under its caption, and under its file name without one", async () => {
    const from = '31700000021';
    for (const caption of [{}, { caption: 'The bill' }]) {
      const document = { id: 'none', mime_type: 'application/pdf', filename: 'bill.pdf', ...caption };
      await test.simulator.call('POST', `/customers/${from}/messages`, { message: { type: 'document', document } });
    }
    await test.settle();
    expect(await textsOf(from)).toEqual(['The bill', 'bill.pdf']);
  });

  it('tells the state of a message in words that only go forward', async () => {
    const waId = '31700000003';
    await test.simulator.patch(waId, { auto_deliver: false });
    await sendTemplate(waId);
    const stateOf = async () => (await messagesOf(waId)).map((row) => row.status);
    await test.settle();
    expect(await stateOf()).toEqual(['sent']);
    await test.simulator.patch(waId, { auto_deliver: true });
    await test.settle();
    expect(await stateOf()).toEqual(['delivered']);
    await test.simulator.read(waId);
    await test.settle();
    expect(await stateOf()).toEqual(['read']);
    await test.simulator.writeText(waId, 'Thank you');
    await test.settle();
    expect(await stateOf()).toEqual(['delivered', 'replied']);
  });

  it('tells why a message failed', async () => {
    await test.simulator.patch('31700000004', { on_whatsapp: false });
    await sendTemplate('31700000004');
    await test.settle();
    expect(await rowsOf('31700000004')).toEqual([
      expect.objectContaining({
        status: 'failed',
        status_string: 'FAILED',
        failed_detail: expect.stringMatching(/\w/),
      }),
    ]);
  });

  it('calls a message that waits for its channel pending', async () => {
    await test.simulator.fault({ match: { to: '31700000005' }, outcome: { error: { code: 130429 }, mode: 'sync' } });
    await sendTemplate('31700000005');
    await expect.poll(async () => (await messagesOf('31700000005')).map((row) => row.status)).toEqual(['pending']);
    await test.simulator.clearFaults();
    await test.simulator.advance(3600);
  });

  it('lists all channels of a contact for a bare number, and one for a channel form', async () => {
    const waId = '31700000006';
    await test.simulator.writeText(waId, 'to main', { channel: '15550100001' });
    await test.settle();
    await test.simulator.writeText(waId, 'to second', { channel: '15550100002' });
    await test.settle();
    expect(await textsOf(waId)).toEqual(['to second', 'to main']);
    expect(await textsOf(`Main:${waId}`)).toEqual(['to main']);
    expect(await textsOf(`Second%3A%2B${waId}`)).toEqual(['to second']);
    expect(await textsOf(`15550100002:${waId}`)).toEqual(['to second']);
    expect(await textsOf(`${test.tenantId}:${waId}`)).toEqual(['to main']);
  });

  it('takes a conversation id, then a contact id, and every way to write a number', async () => {
    const waId = '31700000007';
    await test.simulator.writeText(waId, 'first', { channel: '15550100001' });
    await test.simulator.writeText(waId, 'second', { channel: '15550100002' });
    await test.settle();
    const { body: contact } = await test.api<{ id: string }>('GET', `/api/ext/v3/contacts/${waId}`);
    const [newest] = await messagesOf(`Second:${waId}`);
    expect(await textsOf(newest?.conversation_id ?? '')).toEqual(['second']);
    const both = await textsOf(waId);
    for (const target of [contact.id, `+${waId}`, `%2B31%207%200000%200007`, '+31-7-0000-0007']) {
      expect({ target, texts: await textsOf(target) }).toEqual({ target, texts: both });
    }
  });

  it('finds a person who hides the number by BSUID', async () => {
    const { body: person } = await test.simulator.call('PATCH', '/customers/31700000008', {
      hide_phone: true,
      username: 'bo.hides',
    });
    const { user_id: bsuid } = person as { user_id: string };
    await test.simulator.writeText('31700000008', 'Guess who');
    await test.settle();
    expect(await textsOf(bsuid)).toEqual(['Guess who']);
    expect(await textsOf(`Main:${bsuid}`)).toEqual(['Guess who']);
    expect(await textsOf(`Second:${bsuid}`)).toEqual([]);
  });

  it('pages, and answers an empty list beyond the end', async () => {
    const waId = '31700000009';
    for (const text of ['one', 'two', 'three']) {
      await test.simulator.writeText(waId, text);
      await test.settle();
    }
    const all = (await rowsOf(waId)).map((row) => row.id);
    expect(all).toHaveLength(4);
    const page = async (query: Record<string, string>) => {
      const { body } = await list(waId, query);
      return { ...body, message_list: body.message_list.map((row) => row.id) };
    };
    expect(await page({ page_number: '2', page_size: '2' })).toEqual({
      message_list: all.slice(2),
      page_number: 2,
      page_size: 2,
    });
    expect((await page({ page_number: '3', page_size: '2' })).message_list).toEqual([]);
    expect((await page({ pageNumber: '1', pageSize: '1' })).message_list).toEqual(all.slice(0, 1));
    expect((await page({ page_number: '2147483647', page_size: '100' })).message_list).toEqual([]);
    expect((await list(waId, { page_size: '101' })).status).toBe(400);
  });

  it('answers an empty list for a contact with whom nobody has talked', async () => {
    await test.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31700000010', name: 'Quiet' } });
    expect(await list('31700000010')).toMatchObject({ status: 200, body: { message_list: [] } });
  });

  it('answers 404 for a target that names nobody known', async () => {
    for (const target of ['31799999999', '65f0c1a2b3d4e5f601234567', 'NL.123', 'nonsense', 'Main:31799999999']) {
      const answer = await list(target);
      expect({ target, ...answer }).toMatchObject({ target, status: 404, body: { code: 404 } });
    }
  });

  it('says so when the channel of a target is not found', async () => {
    const answer = await list('Nowhere:31700000009');
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^Channel not found/) } });
  });

  it('does not show the conversations of another workspace', async () => {
    const { token } = await test.addTenant('200300');
    const target = (await rowsOf('31700000009'))[0]?.conversation_id;
    const answer = await test.api('GET', `/api/ext/v3/conversations/${target}/messages`, { token });
    expect(answer.status).toBe(404);
  });
});
