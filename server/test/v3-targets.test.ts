import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTarget, splitChannel } from '../src/modules/contacts/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

// How v3 reads whom a call is about: wati-v3-behaviour section 4.
const waId = '447908000001';
const hidden = '447908000002';
const both = '447908000003';
const base = '/api/ext/v3';

let parley: TestPlatform;
let foreign: string;
/** What stands for a part of a target in the tables below. */
const known = new Map<string, string>();

beforeAll(async () => {
  parley = await startTestPlatform();
  foreign = (await parley.addTenant('200500')).token;
  await parley.simulator.writeText(waId, 'on Main');
  await parley.simulator.call('PATCH', `/customers/${hidden}`, { hide_phone: true }).then(({ body }) => {
    known.set('BSUID', (body as { user_id: string }).user_id);
  });
  await parley.simulator.writeText(hidden, 'hidden on Main');
  await parley.simulator.writeText(both, 'both on Main');
  await parley.simulator.writeText(both, 'both on Second', { channel: '15550100002' });
  await parley.settle();
  const contact = await parley.api<{ id: string }>('GET', `${base}/contacts/${waId}`);
  known.set('CONTACT', contact.body.id);
  const list = await messagesOf(waId);
  known.set('CONVERSATION', list.body.message_list[0]?.conversation_id ?? '');
  known.set('TENANT', parley.tenantId);
});
afterAll(() => parley.stop());

interface Listed {
  message_list: { text: string | null; event_type: string; conversation_id: string }[];
}
const messagesOf = (target: string, query: Record<string, string | number> = {}, token?: string) =>
  parley.api<Listed>('GET', `${base}/conversations/${target}/messages`, { query, ...(token ? { token } : {}) });
const sendText = (target: string) =>
  parley.api('POST', `${base}/conversations/messages/text`, { json: { target, text: 'Hi' } });
const fill = (target: string) => target.replace(/<([A-Z]+)>/g, (_, word) => known.get(word) ?? '');
const textsOf = (list: Listed) => list.message_list.flatMap((row) => (row.event_type === 'message' ? [row.text] : []));

describe.each([
  ['447908000001'],
  ['+447908000001'],
  ['%2B447908000001'],
  ['+44%207908%20000%20001'],
  ['00447908000001'],
  ['<CONVERSATION>'],
  ['<CONTACT>'],
  ['Main:447908000001'],
  ['main:+447908000001'],
  ['Main%3A447908000001'],
  ['Main%253A447908000001'],
  ['15550100001:447908000001'],
  ['%2B1%20555-0100001%3A447908000001'],
  ['Main:<CONTACT>'],
  ['Main:<CONVERSATION>'],
  ['<TENANT>:447908000001'],
  ['<TENANT>%3A<CONTACT>'],
])('%s', (written) => {
  test('names the conversation, in a path and in a body', async () => {
    const target = fill(written);
    const list = await messagesOf(target);
    expect(list.status).toBe(200);
    expect(textsOf(list.body)).toContain('on Main');
    expect((await sendText(decodeURIComponent(target))).status).toBe(200);
    if (!target.includes('%25')) expect((await sendText(target)).status).toBe(200);
  });

  test('names nobody to another workspace', async () => {
    const answer = await messagesOf(fill(written), {}, foreign);
    expect([400, 404]).toContain(answer.status);
  });
});

test('a BSUID names a person without a number, with and without a channel', async () => {
  const bsuid = known.get('BSUID') ?? '';
  const lower = bsuid.slice(0, 2).toLowerCase() + bsuid.slice(2);
  for (const target of [bsuid, `Main:${bsuid}`, `${parley.tenantId}%3A${bsuid}`, lower]) {
    expect(textsOf((await messagesOf(target)).body)).toContain('hidden on Main');
    expect((await sendText(target)).status).toBe(200);
  }
});

test('a number on two channels lists both; a channel in front lists its own', async () => {
  expect(textsOf((await messagesOf(both)).body)).toEqual(['both on Second', 'both on Main']);
  expect(textsOf((await messagesOf(`Second:${both}`)).body)).toEqual(['both on Second']);
  expect(textsOf((await messagesOf(`15550100001:${both}`)).body)).toEqual(['both on Main']);
});

test('several open conversations and no channel are 409; naming one sends', async () => {
  expect(await sendText(both)).toMatchObject({
    status: 409,
    body: { code: 409, message: expect.stringContaining('Channel') },
  });
  expect((await sendText(`Second:${both}`)).status).toBe(200);
});

test.each(['Nowhere:447908000001', 'Nowhere%3A447908000001', '15550109999:<CONTACT>', '999999:447908000001'])(
  '%s: the channel is not found, and the text says so',
  async (written) => {
    for (const path of [`conversations/${fill(written)}/messages`, `contacts/${fill(written)}`]) {
      expect(await parley.api('GET', `${base}/${path}`)).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.stringMatching(/channel not found/i) },
      });
    }
  },
);

test.each(['447908999999', '0123', 'nobody', '65f0c1a2b3d4e5f601234567', 'GB.Nobody', 'Main:', ':', '%20'])(
  '%s names nobody: 404',
  async (target) => {
    for (const path of [`conversations/${target}/messages`, `contacts/${target}`]) {
      const answer = await parley.api('GET', `${base}/${path}`);
      expect(answer.status).toBe(404);
    }
  },
);

describe('paging', () => {
  test.each([
    [{}, [1, 50]],
    [{ page_number: 2, page_size: 1 }, [2, 1]],
    [{ pageNumber: 2, pageSize: 1 }, [2, 1]],
    [{ PAGE_SIZE: 100 }, [1, 100]],
  ] as [Record<string, number>, [number, number]][])('%j', async (query, [pageNumber, pageSize]) => {
    for (const path of ['contacts', `conversations/${both}/messages`]) {
      const answer = await parley.api('GET', `${base}/${path}`, { query });
      expect(answer).toMatchObject({ status: 200, body: { page_number: pageNumber, page_size: pageSize } });
    }
  });

  test('beyond the end is an empty list', async () => {
    expect((await messagesOf(both, { page_number: 50, page_size: 100 })).body.message_list).toEqual([]);
    const contacts = await parley.api('GET', `${base}/contacts`, {
      query: { page_number: 2_000_000_000, page_size: 100 },
    });
    expect(contacts.body).toMatchObject({ contact_list: [] });
  });

  test.each([
    { page_size: 101 },
    { page_size: 0 },
    { page_number: 0 },
    { page_size: 'many' },
    { page_number: -1 },
  ] as Record<string, string | number>[])('%j is refused', async (query) => {
    for (const path of ['contacts', `conversations/${both}/messages`]) {
      const answer = await parley.api('GET', `${base}/${path}`, { query });
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    }
  });
});

describe('the reader', () => {
  test.each([
    ['31600000001', { kind: 'phone', waId: '31600000001' }],
    [' +31 (6) 0000-0001 ', { kind: 'phone', waId: '31600000001' }],
    ['65F0C1A2B3D4E5F601234567', { kind: 'id', id: '65f0c1a2b3d4e5f601234567' }],
    ['123456789012345678901234', { kind: 'id', id: '123456789012345678901234' }],
    ['NL.900000000000001', { kind: 'bsuid', bsuid: 'NL.900000000000001' }],
    ['nl.ENT.Abc', { kind: 'bsuid', bsuid: 'NL.ENT.Abc' }],
    ['NL.a-b_c', { kind: 'bsuid', bsuid: 'NL.a-b_c' }],
    [`NL.${'9'.repeat(137)}`, { kind: 'bsuid', bsuid: `NL.${'9'.repeat(137)}` }],
    [`NL.${'9'.repeat(138)}`, undefined],
    ['NLD.9', undefined],
    ['@name', undefined],
    ['', undefined],
  ])('reads %j', (text, target) => {
    expect(readTarget(text)).toEqual(target);
  });

  test.each([
    ['31600000001', undefined, '31600000001'],
    ['Shop : 31600000001', 'Shop', '31600000001'],
    ['Shop%3a%2B31600000001', 'Shop', '+31600000001'],
    ['Shop:a:b', 'Shop', 'a:b'],
    [':31600000001', undefined, '31600000001'],
    ['50% off:31600000001', '50% off', '31600000001'],
  ])('splits %j', (text, channel, rest) => {
    expect(splitChannel(text)).toEqual({ channel, rest });
  });
});
