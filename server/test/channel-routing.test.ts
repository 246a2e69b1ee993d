import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiCall } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

const main = '15550100001';
const second = '15550100002';
const customer = '85255504001';

let parley: TestPlatform;
beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.simulator.writeText(customer, 'Hi', { channel: main });
  await parley.simulator.writeText(customer, 'Hi', { channel: second });
  await parley.settle();
});
afterAll(() => parley.stop());

type Choose = (channel: string | null) => ApiCall & { readonly path: string };

const parameters = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Lamps' },
];
const template = { template_name: 'welcome', broadcast_name: 'routing', parameters };
const receivers = [{ whatsappNumber: customer, customParams: parameters }];
const bulk = { template_name: 'welcome', broadcast_name: 'routing', receivers };
const optional = (name: string, channel: string | null): Record<string, string> => (channel ? { [name]: channel } : {});

/** Every send that documents a choice of the channel, by each of its spellings. */
const sends: [string, Choose][] = [
  ...(['channel_number', 'channelNumber'] as const).flatMap((name): [string, Choose][] => [
    [
      `v1 sendTemplateMessage ${name}`,
      (channel) => ({
        path: '/api/v1/sendTemplateMessage',
        query: { whatsappNumber: customer },
        json: { ...template, [name]: channel },
      }),
    ],
    [
      `v1 sendTemplateMessage by path ${name}`,
      (channel) => ({ path: `/api/v1/sendTemplateMessage/${customer}`, json: { ...template, [name]: channel } }),
    ],
    [
      `v1 sendTemplateMessages ${name}`,
      (channel) => ({ path: '/api/v1/sendTemplateMessages', json: { ...bulk, [name]: channel } }),
    ],
    [
      `v2 sendTemplateMessage ${name}`,
      (channel) => ({
        path: '/api/v2/sendTemplateMessage',
        query: { whatsappNumber: customer },
        json: { ...template, [name]: channel },
      }),
    ],
    [
      `v2 sendTemplateMessages ${name}`,
      (channel) => ({ path: '/api/v2/sendTemplateMessages', json: { ...bulk, [name]: channel } }),
    ],
  ]),
  [
    'sendSessionMessage channelPhoneNumber',
    (channel) => ({
      path: `/api/v1/sendSessionMessage/${customer}`,
      query: { messageText: 'routing', ...optional('channelPhoneNumber', channel) },
    }),
  ],
];

async function sentFrom(): Promise<string[]> {
  await parley.settle();
  const requests = await parley.simulator.graphRequests();
  return requests.filter((entry) => entry.operation === 'messages').map((entry) => String(entry.phone_number_id));
}

describe('a send goes from the channel named', () => {
  test.each(sends)('%s', async (_name, choose) => {
    const before = (await sentFrom()).length;
    for (const channel of [second, '+1 (555) 010-0002', 'Second', main, null, '  ']) {
      const { path, ...call } = choose(channel);
      const answer = await parley.api<{ result: unknown }>('POST', path, call);
      expect({ channel, status: answer.status }).toEqual({ channel, status: 200 });
      expect(answer.body.result).not.toBe(false);
    }
    const sent = (await sentFrom()).slice(before).sort();
    expect(sent).toEqual([...Array(3).fill('300000000000001'), ...Array(3).fill('300000000000002')]);
  });

  test.each(sends)('%s refuses one that is not connected', async (name, choose) => {
    const before = (await sentFrom()).length;
    const { path, ...call } = choose('15559999999');
    const answer = await parley.api<{ result: unknown }>('POST', path, call);
    expect(answer.status).toBe(name.startsWith('sendSession') ? 200 : 400);
    expect(answer.body.result).toBe(false);
    expect(answer.text).toContain('Channel not found');
    expect(await sentFrom()).toHaveLength(before);
  });
});

describe('a list is that of the channel named', () => {
  const texts = async (call: ApiCall) => {
    const answer = await parley.api<{ messages: { items: { conversationId: string }[] } }>(
      'GET',
      `/api/v1/getMessages/${customer}`,
      call,
    );
    expect(answer.status).toBe(200);
    return new Set(answer.body.messages.items.map((item) => item.conversationId)).size;
  };

  test('getMessages, in every writing; of all channels without one', async () => {
    expect(await texts({ query: { channelPhoneNumber: second, pageSize: 500 } })).toBe(1);
    expect(await texts({ query: { CHANNELPHONENUMBER: '+1 555-010-0002', pageSize: 500 } })).toBe(1);
    expect(await texts({ query: { channelPhoneNumber: ' ', pageSize: 500 } })).toBe(2);
    expect(await texts({ query: { pageSize: 500 } })).toBe(2);
  });

  test.each([`/api/v1/getMessages/${customer}`, '/api/v1/getMessageTemplates'])('%s', async (path) => {
    for (const channelPhoneNumber of [second, 'second', ' ']) {
      expect((await parley.api('GET', path, { query: { channelPhoneNumber } })).status).toBe(200);
    }
    const answer = await parley.api('GET', path, { query: { channelPhoneNumber: '15559999999' } });
    expect(answer).toMatchObject({ status: 400, body: { result: false, info: 'Channel not found' } });
  });
});
