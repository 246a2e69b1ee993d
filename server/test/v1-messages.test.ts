import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiAnswer, ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { welcome } from './welcome-message.ts';

interface Item {
  eventType: string;
  id: string;
  created: string;
  conversationId: string;
  [key: string]: unknown;
}

interface History {
  result: string;
  messages: { items: Item[]; pageNumber: number; pageSize: number; total: number; grandTotal: number } | null;
  link: { prevPage: string | null; nextPage: string | null; pageNumber: number; pageSize: number; total: number };
}

const main = '15550100001';
const second = '15550100002';
const hex = /^[0-9a-f]{24}$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

const history = (target: string, query: Record<string, string | number> = {}, call: ApiCall = {}) =>
  parley.api<History>('GET', `/api/v1/getMessages/${encodeURIComponent(target)}`, { ...call, query });

async function itemsOf(target: string, query: Record<string, string | number> = {}): Promise<Item[]> {
  return (await history(target, { pageSize: 100, ...query })).body.messages?.items ?? [];
}

const sendText = (target: string, messageText: string, query: Record<string, string> = {}) =>
  parley.api('POST', `/api/v1/sendSessionMessage/${target}`, { query: { messageText, ...query } });

const sendTemplate = (whatsappNumber: string, json: Record<string, unknown> = {}) =>
  parley.api('POST', '/api/v1/sendTemplateMessage', { query: { whatsappNumber }, json: { ...welcome, ...json } });

describe('getMessages', () => {
  test('shows template, ticket and messages with every member, the newest first', async () => {
    const customer = '85255501001';
    await sendTemplate(customer, { localMessageId: 'caller-000001' });
    await parley.settle();
    await parley.simulator.read(customer);
    const wamid = await parley.simulator.writeText(customer, 'Do you open on Sunday?', { profileName: 'Mei Tam' });
    await parley.settle();
    await sendText(customer, 'We open at ten.');
    await parley.settle();
    const { body } = await history(customer);
    expect(body.result).toBe('success');
    expect(body.link).toEqual({ prevPage: null, nextPage: null, pageNumber: 1, pageSize: 10, total: 4 });
    const { items, ...page } = body.messages ?? { items: [] };
    expect(page).toEqual({
      pageNumber: 1,
      pageSize: 10,
      convCount: 0,
      total: 4,
      grandTotal: 4,
      orderBy: null,
      lastId: null,
      sortBy: null,
      filters: null,
      allowFilters: null,
      search: null,
    });
    const common = { id: expect.stringMatching(hex), created: expect.stringMatching(moment) };
    const ids = { conversationId: expect.stringMatching(hex), ticketId: expect.stringMatching(hex) };
    const day = new Date(items[3]?.created ?? '').toISOString().slice(0, 10).split('-').reverse().join('|');
    const empty = {
      replySourceMessage: null,
      messageReferral: null,
      data: null,
      avatarUrl: null,
      assignedId: null,
      failedDetail: null,
      failedCode: null,
      referenceOrderId: null,
      contacts: null,
      messageProducts: null,
      orderProducts: null,
      interactiveData: null,
      orderDetailsViewModel: null,
      replyContextId: null,
      buttonReply: null,
      interactiveButtonReply: null,
      listReply: null,
    };
    expect(items).toEqual([
      {
        ...common,
        ...ids,
        ...empty,
        eventType: 'message',
        text: 'We open at ten.',
        type: 'text',
        timestamp: expect.stringMatching(/^\d{10}$/),
        owner: true,
        statusString: 'DELIVERED',
        operatorName: 'Ada Admin',
        localMessageId: expect.stringMatching(uuid),
        whatsappMessageId: expect.stringMatching(/^wamid\./),
      },
      {
        ...common,
        ...ids,
        ...empty,
        eventType: 'message',
        text: 'Do you open on Sunday?',
        type: 'text',
        timestamp: expect.stringMatching(/^\d{10}$/),
        owner: false,
        statusString: 'SENT',
        operatorName: null,
        localMessageId: null,
        whatsappMessageId: wamid,
      },
      {
        ...common,
        ...ids,
        eventType: 'ticket',
        eventDescription: `The chat has been initialized by contact Mei Tam (${customer})`,
        type: 0,
        actor: 'Mei Tam',
        assignee: 'Bot',
        topicName: 'General Enquiry',
      },
      {
        ...common,
        eventType: 'broadcastMessage',
        eventDescription: `Broadcast message with using "welcome" template was received ${day}`,
        finalText: 'Hello Mei, welcome to Lamps.',
        template: null,
        mediaHeaderLink: null,
        statusString: 'REPLIED',
        failedDetail: null,
        failedCode: null,
        localMessageId: 'caller-000001',
        templateName: 'welcome',
        templateId: expect.stringMatching(hex),
        broadcastName: 'greetings',
        timestamp: expect.stringMatching(/^\d{10}$/),
        conversationId: items[0]?.conversationId,
        ticketId: null,
      },
    ]);
  });

  test.each(['85255501099', 'hello', '123', '65f0c1a2b3d4e5f601728394', 'HK.123456789'])(
    'answers null messages for %s, whom nobody knows',
    async (target) => {
      expect((await history(target)).body).toEqual({
        result: 'success',
        messages: null,
        link: { prevPage: null, nextPage: null, pageNumber: 1, pageSize: 10, total: 0 },
      });
    },
  );

  test('a contact without messages has an empty page', async () => {
    await parley.api('POST', '/api/v1/addContact/85255501098', { json: { name: 'Silent' } });
    expect((await history('85255501098')).body).toMatchObject({ messages: { items: [], total: 0, grandTotal: 0 } });
  });

  test('finds the contact by every form of target', async () => {
    const customer = '85255501002';
    await parley.simulator.writeText(customer, 'Find me');
    await parley.settle();
    const contacts = await parley.api<{ contact_list: { id: string }[] }>('GET', '/api/v1/getContacts', {
      query: { name: customer },
    });
    const contactId = contacts.body.contact_list[0]?.id ?? '';
    for (const target of [`+${customer}`, '852 5550-1002', contactId, `${main}:${customer}`, `Main:${contactId}`]) {
      const items = await itemsOf(target);
      expect({ target, text: items[0]?.text }).toEqual({ target, text: 'Find me' });
    }
    const plain = await parley.api<History>('GET', `/api/v1/getMessages/+${customer}`);
    expect(plain.body.messages?.total).toBe(2);
  });

  test('shows all channels, or the one that is named', async () => {
    const customer = '85255501003';
    await parley.simulator.writeText(customer, 'on main', { channel: main });
    await parley.settle();
    await parley.simulator.writeText(customer, 'on second', { channel: second });
    await parley.settle();
    const texts = (items: readonly Item[]) =>
      items.filter((item) => item.eventType === 'message').map((item) => item.text);
    expect(texts(await itemsOf(customer))).toEqual(['on second', 'on main']);
    expect(texts(await itemsOf(customer, { channelPhoneNumber: second }))).toEqual(['on second']);
    expect(texts(await itemsOf(customer, { channelPhoneNumber: '+1 (555) 010-0001' }))).toEqual(['on main']);
    expect(texts(await itemsOf(`${second}:${customer}`))).toEqual(['on second']);
    expect(await history(customer, { channelPhoneNumber: '15559999999' })).toMatchObject({
      status: 400,
      body: { result: false, info: 'Channel not found' },
    });
  });

  test('pages without a gap, with links that work', async () => {
    const customer = '85255501004';
    for (let at = 1; at <= 4; at += 1) {
      await parley.simulator.writeText(customer, `message ${at}`);
      await parley.settle();
    }
    const seen: unknown[] = [];
    const links: History['link'][] = [];
    for (let path: string | undefined = `/api/v1/getMessages/${customer}?pageSize=2`; path !== undefined; ) {
      const { body }: ApiAnswer<History> = await parley.api('GET', path);
      seen.push(...(body.messages?.items.map((item) => item.text ?? item.eventType) ?? []));
      links.push(body.link);
      path = body.link.nextPage?.replace(`${parley.baseUrl}/100100`, '');
    }
    expect(seen).toEqual(['message 4', 'message 3', 'message 2', 'message 1', 'ticket']);
    expect(links.map((link) => [link.pageNumber, link.pageSize, link.total])).toEqual([
      [1, 2, 5],
      [2, 2, 5],
      [3, 2, 5],
    ]);
    expect(links[1]?.prevPage).toBe(`${parley.baseUrl}/100100/api/v1/getMessages/${customer}?pageSize=2&pageNumber=1`);
    expect((await history(customer, { pageNumber: 9 })).body.messages).toMatchObject({ items: [], total: 5 });
  });

  test('from and to bound the rows, in every form of a moment', async () => {
    const customer = '85255501005';
    await parley.simulator.writeText(customer, 'first');
    await parley.simulator.advance(3600);
    await parley.simulator.writeText(customer, 'second');
    await parley.simulator.advance(3600);
    await parley.simulator.writeText(customer, 'third');
    await parley.settle();
    const rows = (await itemsOf(customer)).filter((item) => item.eventType === 'message');
    const at = rows[1]?.created ?? '';
    const seconds = at.slice(0, 19);
    const plain = seconds.replace('T', ' ');
    const zoned = `${new Date(Date.parse(at) + 7_200_000).toISOString().slice(0, 23)}+02:00`;
    for (const bound of [plain, seconds, `${seconds}Z`, at, zoned]) {
      const texts = (await itemsOf(customer, { from: plain, to: bound })).map((item) => item.text);
      expect({ bound, texts }).toEqual({ bound, texts: ['second'] });
    }
    const later = await history(customer, { from: plain });
    expect(later.body.messages).toMatchObject({ total: 2, grandTotal: 4 });
    expect(later.body.link.total).toBe(2);
    const day = at.slice(0, 10);
    expect((await itemsOf(customer, { from: day, to: day })).map((item) => item.text)).toContain('second');
    expect(await itemsOf(customer, { from: '2001-01-01', to: '2001-12-31 23:59:59' })).toEqual([]);
  });

  test.each([
    ['from', 'yesterday'],
    ['from', '2025-02-30 10:00:00'],
    ['to', '07-03-2025 10:00:00'],
    ['to', '2025-03-07 25:00:00'],
    ['to', '1741338942'],
  ])('refuses %s %s', async (name, value) => {
    const answer = await history('85255501001', { [name]: value });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringContaining(name) } });
  });

  test('reads its paging from the form body of a GET', async () => {
    const multipart = new FormData();
    multipart.append('pageSize', '1');
    multipart.append('pageNumber', '2');
    for (const call of [{ multipart }, { form: { pageSize: '1', pageNumber: '2' } }]) {
      const { body } = await history('85255501001', {}, call);
      expect(body.messages).toMatchObject({ pageSize: 1, pageNumber: 2, items: [{ text: 'Do you open on Sunday?' }] });
    }
  });

  test('needs one of its scopes', async () => {
    const reader = await parley.addToken({ scopes: ['conversations:read'] });
    expect((await history('85255501001', {}, { token: reader })).status).toBe(200);
    const other = await parley.addToken({ scopes: ['contacts:read'] });
    expect((await history('85255501001', {}, { token: other })).status).toBe(403);
    expect((await history('85255501001', {}, { token: null })).status).toBe(401);
  });
});
