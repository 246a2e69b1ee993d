import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from './harness/api-client.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

interface Endpoint {
  id: string;
  channelId: string;
  channelPhoneNumber: string;
  url: string;
  status: number;
  eventTypes: string[];
}

interface EndpointsAnswer {
  ok: boolean;
  result: Endpoint[];
  error?: string;
  isOverWebhookLimit?: boolean;
  isWebhookExist?: boolean;
  phoneNumbers?: string[];
}

const main = '15550100001';
const second = '15550100002';
const sevenDigits = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;

let parley: TestPlatform;
let made = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
});

afterAll(() => parley.stop());

/** Nothing listens at the address, so it hears of events alone that do not happen here. */
function input(more: Record<string, unknown> = {}) {
  made += 1;
  return {
    phoneNumber: main,
    status: 0,
    url: `http://127.0.0.1:9/hook/${made}`,
    eventTypes: ['templateReviewed', 'sentMessageDELIVERED_v2'],
    ...more,
  };
}

const create = (json: unknown, call: ApiCall = {}) =>
  parley.api<EndpointsAnswer>('POST', '/api/v2/webhookEndpoints', { json, ...call });

const list = (version: 'v1' | 'v2', call: ApiCall = {}) =>
  parley.api<EndpointsAnswer>('GET', `/api/${version}/webhookEndpoints`, call);

describe('createWebhookEndpoints', () => {
  test('answers every documented member', async () => {
    const wanted = input({ status: 1, url: 'http://127.0.0.1:9/hook?secret=a%20b' });
    const answer = await create([wanted]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ok: true,
      result: [
        {
          id: expect.stringMatching(/^[0-9a-f]{24}$/),
          tenantId: '100100',
          channelId: expect.stringMatching(/^[0-9a-f]{24}$/),
          channelPhoneNumber: main,
          url: wanted.url,
          status: 1,
          created: expect.stringMatching(sevenDigits),
          lastUpdated: expect.stringMatching(sevenDigits),
          failedIterationCount: 0,
          isSentNotify: false,
          eventTypes: ['templateReviewed', 'sentMessageDELIVERED_v2'],
        },
      ],
    });
  });

  test('makes several at once, on channels written in display form', async () => {
    const answer = await create([input({ phoneNumber: '+1 (555) 010-0002' }), input(), input({ status: 2 })]);
    expect(answer.body.result.map((endpoint) => [endpoint.channelPhoneNumber, endpoint.status])).toEqual([
      [second, 0],
      [main, 0],
      [main, 2],
    ]);
  });

  test.each([
    ['left out', undefined],
    ['null', null],
    ['empty', ''],
  ])('makes one on the default channel when the number is %s', async (_form, phoneNumber) => {
    const wanted = input({ phoneNumber });
    const answer = await create([wanted]);
    expect(answer.status).toBe(200);
    expect(answer.body.result).toMatchObject([{ channelPhoneNumber: main, url: wanted.url }]);
  });

  test('takes keys and event names in any case, a status as text and the JSON patch type', async () => {
    const { phoneNumber, url } = input();
    const answer = await create(undefined, {
      headers: { 'content-type': 'application/json-patch+json' },
      raw: JSON.stringify([{ PhoneNumber: phoneNumber, Status: '0', URL: url, EventTypes: ['MESSAGE', 'message'] }]),
    });
    expect(answer.body.result[0]).toMatchObject({ url, status: 0, eventTypes: ['message'] });
  });

  test('refuses a url that the channel has already, and makes none', async () => {
    const first = input();
    await create([first]);
    const before = (await list('v2')).body.result.length;
    for (const again of [
      [input(), first],
      [first],
      [input({ url: 'http://127.0.0.1:9/x' }), input({ url: 'http://127.0.0.1:9/x' })],
    ]) {
      const answer = await create(again);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        ok: false,
        error: 'Webhook URL already exists',
        isWebhookExist: true,
        phoneNumbers: [main],
      });
    }
    expect((await list('v2')).body.result).toHaveLength(before);
    expect((await create([{ ...first, phoneNumber: second }])).body).toMatchObject({ ok: true });
  });

  test.each([
    ['an unknown event', { eventTypes: ['message', 'nothing'] }, 'Invalid event types'],
    ['no events', { eventTypes: [] }, 'Invalid event types'],
    ['an unknown channel', { phoneNumber: '15559999999' }, 'Channel not found'],
    ['a word for a url', { url: 'not a url' }, 'URL'],
    ['an ftp url', { url: 'ftp://hooks.example.com/x' }, 'URL'],
    ['an endless url', { url: `https://hooks.example.com/${'x'.repeat(2048)}` }, 'URL'],
  ])('refuses %s', async (_fault, more, text) => {
    const answer = await create([input(more)]);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ ok: false, error: expect.stringContaining(text) });
  });

  test.each([
    ['an empty list', []],
    ['no body', undefined],
    ['a status that is none', [input({ status: 7 })]],
    ['no url', [{ phoneNumber: main, status: 1, eventTypes: ['message'] }]],
    ['no events member', [{ phoneNumber: main, status: 1, url: 'https://hooks.example.com/' }]],
    ['a list of texts', ['https://hooks.example.com/']],
  ])('refuses %s', async (_fault, body) => {
    const told = { info: expect.any(String), error: expect.any(String) };
    expect(await create(body)).toMatchObject({ status: 400, body: { result: false, ...told } });
  });

  test('an endpoint hears of its own channel and its own events alone', async () => {
    const hook = await parley.subscribe(['message'], { phoneNumber: second });
    await parley.simulator.writeText('85255501234', 'to main', { channel: main });
    await parley.simulator.writeText('85255501234', 'to second', { channel: second });
    await parley.settle();
    expect(hook.received.map((entry) => entry.body.text)).toEqual(['to second']);
  });

  test('refuses more than a workspace may have', async () => {
    const before = (await list('v2')).body.result.length;
    const room = 50 - before;
    const limit = { ok: false, error: 'Number of Webhooks exceed limitation', isOverWebhookLimit: true };
    for (const count of [room + 1, 51]) {
      const answer = await create(Array.from({ length: count }, () => input()));
      expect(answer).toMatchObject({ status: 400, body: limit });
    }
    expect((await list('v2')).body.result).toHaveLength(before);
    expect((await create(Array.from({ length: room }, () => input()))).body.ok).toBe(true);
    expect(await create([input()])).toMatchObject({ status: 400, body: limit });
  });

  test('needs a token', async () => {
    expect((await create([input()], { token: null })).status).toBe(401);
  });
});

describe.each([
  ['listWebhookEndpoints', 'v2'],
  ['listWebhookEndpointsV1', 'v1'],
] as const)('%s', (_operation, version) => {
  test('lists all, the oldest first, as they were answered when made', async () => {
    const answer = await list(version);
    expect(answer.status).toBe(200);
    expect(answer.body.ok).toBe(true);
    expect(answer.body.result[0]).toMatchObject({
      tenantId: '100100',
      channelPhoneNumber: main,
      url: 'http://127.0.0.1:9/hook?secret=a%20b',
      created: expect.stringMatching(sevenDigits),
      failedIterationCount: expect.any(Number),
      isSentNotify: false,
    });
    expect(answer.body).toEqual((await list(version === 'v1' ? 'v2' : 'v1')).body);
  });

  test('another workspace sees none of them, and a missing token nothing', async () => {
    const tenantId = version === 'v1' ? '100301' : '100302';
    const { token } = await parley.addTenant(tenantId);
    const other = createApiClient(`${parley.baseUrl}/${tenantId}`, token);
    expect((await other('GET', `/api/${version}/webhookEndpoints`)).body).toEqual({ ok: true, result: [] });
    expect((await list(version, { token: null })).status).toBe(401);
  });
});
