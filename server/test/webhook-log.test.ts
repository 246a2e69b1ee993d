import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../src/kernel/clock.ts';
import { sweepDeliveries } from '../src/modules/webhooks/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { type Answer, findEndpoint, startTrier, subscribeUrl, type Trier } from './webhooks-lab.ts';

// What was sent, what came of it, and sending it again. Time is the platform's clock; an endpoint has 0.4 s to answer.
const own = '/api/parley/v1';
const dayMs = 86_400_000;
const daysOfLogQuery = `select inhrelid from pg_inherits where inhparent = 'webhook_delivery_log'::regclass`;

interface Delivery {
  id: string;
  eventType: string;
  state: string;
  sequence: number;
  attempts: number;
  body: string;
  tries: Record<string, unknown>[];
  createdAt: string;
}
interface Page {
  deliveries: Delivery[];
  nextCursor: string | null;
}

let parley: TestPlatform;
let foreign: string;
let trier: Trier;
let endpointId: string;
let people = 0;

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_WEBHOOK_TIMEOUT_MS: '400' } });
  foreign = (await parley.addTenant('100777')).token;
});
beforeEach(async () => {
  trier = await startTrier(parley);
  await subscribeUrl(parley, `${trier.origin}/hook`);
  endpointId = (await findEndpoint(parley, `${trier.origin}/hook`)).id;
});
afterEach(async () => {
  for (const table of ['deliveries', 'endpoints', 'delivery_log', 'attempts', 'replays']) {
    await rowsOf(parley, `delete from webhook_${table}`);
  }
  await trier.close();
});
afterAll(() => parley.stop());

const newPerson = (): string => {
  people += 1;
  return `4479150${String(people).padStart(5, '0')}`;
};
const write = async (text: string, waId = newPerson()): Promise<string> => {
  await parley.simulator.writeText(waId, text);
  await parley.settle();
  return waId;
};
const call = <Body = Record<string, unknown>>(method: string, path: string, json?: unknown, token?: string) =>
  parley.api<Body>(method, own + path, {
    ...(json === undefined ? {} : { json }),
    ...(token === undefined ? {} : { token }),
  });
const list = async (query = ''): Promise<Delivery[]> => {
  const answer = await call<Page>('GET', `/webhook-endpoints/${endpointId}/deliveries${query}`);
  expect(answer.status).toBe(200);
  return answer.body.deliveries;
};
const read = async (id: string) => (await call<Delivery>('GET', `/deliveries/${id}`)).body;
const setStatus = (status: number) => rowsOf(parley, 'update webhook_endpoints set status = $1', [status]);
const replay = (json: unknown) => call('POST', `/webhook-endpoints/${endpointId}/replay`, json);
const textsOf = (waId: string) => trier.taken.filter((attempt) => attempt.waId === waId).map(({ text }) => text);

describe('the log', () => {
  test('has every attempt of a delivery: moment, status, time, kind of error, the first 4 KB of the answer', async () => {
    const answers: Answer[] = [
      (_attempt, response) => response.writeHead(500).end('x'.repeat(5_000)),
      (_attempt, _response, request) => request.socket.resetAndDestroy(),
      () => undefined,
      (_attempt, response) => response.writeHead(202).end('welcome'),
    ];
    trier.answerWith((attempt, response, request) => answers.shift()?.(attempt, response, request));
    await write('unlucky');
    const [waiting] = await list();
    expect(waiting).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastStatus: 500,
      nextAttemptAt: expect.any(String),
    });
    await parley.simulator.advance(60);
    const found = await read(waiting?.id ?? '');
    expect(found).toMatchObject({ state: 'delivered', attempts: 4, lastStatus: 202, lastError: null, test: false });
    expect(found.body).toBe(trier.tries[0]?.raw);
    expect(found.sequence).toBe(Number(trier.tries[0]?.headers['x-parley-sequence']));
    expect(found.tries.map((entry) => [entry.number, entry.status, entry.errorClass, entry.answer])).toEqual([
      [4, 202, null, 'welcome'],
      [3, null, 'timeout', null],
      [2, null, 'connection', null],
      [1, 500, 'status', 'x'.repeat(4_096)],
    ]);
    const began = found.tries.map((entry) => Date.parse(String(entry.at))).reverse();
    for (const [index, { atMs }] of trier.tries.entries()) {
      expect(began[index]).toBeLessThanOrEqual(atMs);
      expect(began[index]).toBeGreaterThan(trier.tries[index - 1]?.atMs ?? 0);
    }
    expect(found.tries.every((entry) => Number.isInteger(entry.durationMs))).toBe(true);
    expect((await list('?state=waiting')).length).toBe(0);
  });

  test('is listed by event, state and time, page by page, the newest first', async () => {
    await call('PATCH', `/webhook-endpoints/${endpointId}`, { eventTypes: ['message', 'newContactMessageReceived'] });
    for (const text of ['1', '2']) await write(text);
    const before = await list();
    await parley.simulator.advance(60);
    trier.answerWith(500);
    await write('3');
    const all = await list();
    expect(all).toHaveLength(6);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const since = new Date(parley.clock.nowMs() - 30_000).toISOString();
    const until = encodeURIComponent(since.replace('Z', '+00:00'));
    expect((await list(`?from=${since}`)).map(({ id }) => id)).toEqual(all.slice(0, 2).map(({ id }) => id));
    expect((await list(`?TO=${until}`)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await list('?eventType=message')).toHaveLength(3);
    expect(await list('?state=delivered&eventType=newContactMessageReceived')).toHaveLength(2);
    expect(await list('?state=Waiting')).toHaveLength(2);
    expect(await list('?state=failed')).toEqual([]);
    const path = `/webhook-endpoints/${endpointId}/deliveries?limit=4`;
    const first = await call<Page>('GET', path);
    const second = await call<Page>('GET', `${path}&cursor=${first.body.nextCursor}`);
    expect([...first.body.deliveries, ...second.body.deliveries]).toEqual(all);
    expect(second.body.nextCursor).toBe(null);
  });

  test.each(['?state=asleep', '?limit=0', '?limit=101', '?from=yesterday', '?cursor=here'])(
    'refuses %s',
    async (query) => {
      const answer = await call('GET', `/webhook-endpoints/${endpointId}/deliveries${query}`);
      expect(answer).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
    },
  );

  test('of another workspace is as if it were not there', async () => {
    await write('private');
    const [delivery] = await list();
    for (const [method, path] of [
      ['GET', `/deliveries/${delivery?.id}`],
      ['POST', `/deliveries/${delivery?.id}/replay`],
    ] as const) {
      expect(await call(method, path, undefined, foreign)).toMatchObject({
        status: 404,
        body: { reason: 'webhook.delivery_not_found' },
      });
    }
    expect(trier.tries).toHaveLength(1);
    expect((await call('GET', '/deliveries/none')).status).toBe(404);
  });

  test('goes by days when it is old, and so does what waits', async () => {
    await write('old');
    trier.answerWith(500);
    await write('waits');
    await setStatus(2);
    const later = createClock();
    const sweepAfter = async (days: number): Promise<void> => {
      later.moveTo(parley.clock.nowMs() + days * dayMs);
      await sweepDeliveries({ db: parley.db, clock: later, logKeptMs: 7 * dayMs });
    };
    await sweepAfter(6);
    expect(await list()).toHaveLength(2);
    const partitions = () => rowsOf(parley, daysOfLogQuery);
    const before = await partitions();
    await sweepAfter(9);
    expect(await list()).toEqual([]);
    expect(await rowsOf(parley, 'select delivery_id from webhook_attempts')).toEqual([]);
    expect((await partitions()).length).toBeLessThan(before.length);
  });
});

describe('replayDelivery', () => {
  test('sends the same bytes under the same id, and keeps the earlier attempts', async () => {
    await write('twice');
    const [delivery] = await list();
    trier.answerWith(500);
    const answer = await call('POST', `/deliveries/${delivery?.id}/replay`);
    expect(answer).toMatchObject({ status: 202, body: { id: delivery?.id, state: 'waiting', attempts: 1 } });
    await parley.settle();
    trier.answerWith(trier.take);
    expect((await call('POST', `/deliveries/${delivery?.id}/replay`)).body).toMatchObject({ attempts: 2 });
    await parley.settle();
    const [first, ...others] = trier.tries;
    expect(others).toHaveLength(2);
    for (const other of others) {
      expect(other.raw).toBe(first?.raw);
      expect(other.headers['x-parley-delivery']).toBe(delivery?.id);
      expect(other.headers['x-parley-sequence']).toBe(first?.headers['x-parley-sequence']);
    }
    const found = await read(delivery?.id ?? '');
    expect(found).toMatchObject({ state: 'delivered', attempts: 3 });
    expect(found.tries.map((entry) => [entry.number, entry.status])).toEqual([
      [3, 200],
      [2, 500],
      [1, 200],
    ]);
  });

  test('tries one that was given up for a day more', async () => {
    trier.answerWith(500);
    await write('given up');
    const [delivery] = await list();
    await rowsOf(parley, `update webhook_deliveries set created_at = created_at - interval '2 days'`);
    await parley.simulator.advance(30);
    expect(await read(delivery?.id ?? '')).toMatchObject({ state: 'failed', lastError: 'HTTP 500' });
    await call('POST', `/deliveries/${delivery?.id}/replay`);
    await parley.simulator.advance(30);
    expect(await read(delivery?.id ?? '')).toMatchObject({ state: 'waiting' });
    trier.answerWith(trier.take);
    await parley.simulator.advance(60);
    expect(trier.texts()).toEqual(['given up']);
  });

  test('is refused while the endpoint takes none', async () => {
    await write('once');
    await setStatus(0);
    const [delivery] = await list();
    const answer = await call('POST', `/deliveries/${delivery?.id}/replay`);
    expect(answer).toMatchObject({ status: 412, body: { reason: 'webhook.disabled' } });
    expect(await list()).toEqual([delivery]);
  });
});

describe('replayDeliveries', () => {
  test('sends a range of some events again, in order, and says how far it is', async () => {
    await call('PATCH', `/webhook-endpoints/${endpointId}`, { eventTypes: ['message', 'newContactMessageReceived'] });
    await write('too early');
    await parley.simulator.advance(60);
    const from = new Date(parley.clock.nowMs()).toISOString();
    const waId = await write('a');
    await write('b', waId);
    await parley.simulator.advance(60);
    const to = new Date(parley.clock.nowMs()).toISOString();
    await write('too late', waId);
    const before = trier.tries.splice(0);
    const answer = await replay({ deliveries: 'all', from, to, eventTypes: ['MESSAGE'] });
    expect(answer).toMatchObject({
      status: 202,
      body: {
        endpointId,
        deliveries: 'all',
        from,
        to,
        eventTypes: ['message'],
        state: 'running',
        queued: 0,
        enables: false,
      },
    });
    await parley.settle();
    expect(trier.tries.map(({ text }) => text)).toEqual(['a', 'b']);
    const originals = before.filter((attempt) => attempt.raw.includes('"eventType":"message"'));
    for (const attempt of trier.tries) {
      const original = originals.find(({ text }) => text === attempt.text);
      expect(attempt.raw).toBe(original?.raw);
      expect(attempt.headers['x-parley-delivery']).toBe(original?.headers['x-parley-delivery']);
    }
    const progress = await call('GET', `/webhook-replays/${answer.body.id}`);
    expect(progress.body).toMatchObject({ state: 'done', queued: 2, truncated: false });
    expect((await call('GET', `/webhook-endpoints/${endpointId}/replays`)).body).toEqual({ replays: [progress.body] });
    expect((await call('GET', `/webhook-replays/${answer.body.id}`, undefined, foreign)).status).toBe(404);
  });

  test('missed: what a disabled endpoint did not hear comes in order, and it is enabled', async () => {
    const waId = await write('heard');
    await call('PATCH', `/webhook-endpoints/${endpointId}`, { enabled: false });
    for (const text of ['1', '2', '3']) await write(text, waId);
    expect((await list('?state=missed')).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    expect(trier.texts()).toEqual(['heard']);
    const answer = await replay({ deliveries: 'missed' });
    expect(answer.body).toMatchObject({ enables: true });
    await write('4', waId);
    expect(trier.texts()).toEqual(['heard', '1', '2', '3', '4']);
    expect(await findEndpoint(parley, `${trier.origin}/hook`)).toMatchObject({ status: 1 });
    expect(await list('?state=missed')).toEqual([]);
  });

  test('missed: a defective endpoint catches up by one call, what was given up first, in order per conversation', async () => {
    const persons = [newPerson(), newPerson(), newPerson()];
    trier.answerWith(500);
    for (const text of ['1', '2']) for (const waId of persons) await write(text, waId);
    await rowsOf(parley, `update webhook_deliveries set created_at = created_at - interval '2 days'`);
    await parley.simulator.advance(3600);
    const given = (await list('?state=failed')).length;
    expect(given).toBeGreaterThan(0);
    await setStatus(2);
    for (const text of ['3', '4']) for (const waId of persons) await write(text, waId);
    trier.answerWith(trier.take);
    await parley.simulator.advance(3600);
    expect(trier.taken).toEqual([]);
    expect((await replay({ deliveries: 'missed' })).status).toBe(202);
    await parley.settle();
    for (const waId of persons) expect(textsOf(waId)).toEqual(['1', '2', '3', '4']);
    expect(await findEndpoint(parley, `${trier.origin}/hook`)).toMatchObject({ status: 1, failedIterationCount: 0 });
  });

  test('missed: more than a slice of 1,000 comes in order per conversation, slice by slice', async () => {
    await setStatus(0);
    await write('0');
    const grow = `insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts,
        created_at)
      select tenant_id, endpoint_id, left(id, 13) || lpad(n::text, 11, '0'), 'c' || n % 7, event_type,
        json_build_object('eventType', 'message', 'waId', 'c' || n % 7, 'text', n::text)::text, state, 0, created_at
      from webhook_delivery_log, generate_series(1, 1100) n`;
    await rowsOf(parley, grow);
    const answer = await replay({ deliveries: 'missed' });
    await parley.settle();
    expect((await call('GET', `/webhook-replays/${answer.body.id}`)).body).toMatchObject({
      state: 'done',
      queued: 1_101,
    });
    expect(trier.taken).toHaveLength(1_101);
    for (let line = 0; line < 7; line += 1) {
      const numbers = textsOf(`c${line}`).map(Number);
      expect(numbers.length).toBeGreaterThan(150);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  });

  test('enabling a defective endpoint resumes what waits, without the rest of a pause', async () => {
    trier.answerWith(500);
    const waId = await write('1');
    await parley.simulator.advance(600);
    await setStatus(2);
    await write('2', waId);
    trier.answerWith(trier.take);
    await parley.api('PUT', `/api/ext/v3/webhooks/${endpointId}`, { json: { status: 'Enabled' } });
    await parley.settle();
    expect(trier.texts()).toEqual(['1', '2']);
  });

  test.each([
    ['nothing said', {}, 400, 'request.invalid'],
    ['another word', { deliveries: 'some' }, 400, 'request.invalid'],
    ['an unknown event', { deliveries: 'all', eventTypes: ['x'] }, 400, 'webhook.event_unknown'],
    [
      'an end before the beginning',
      { deliveries: 'all', from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      400,
      'webhook.range_invalid',
    ],
  ])('refuses %s', async (_fault, json, status, reason) => {
    expect(await replay(json)).toMatchObject({ status, body: { reason } });
    expect((await call('GET', `/webhook-endpoints/${endpointId}/replays`)).body).toEqual({ replays: [] });
  });

  test('refuses a second one beside the first, and all of an endpoint that takes none', async () => {
    await setStatus(0);
    expect(await replay({ deliveries: 'all' })).toMatchObject({ status: 412, body: { reason: 'webhook.disabled' } });
    const answers = await Promise.all([1, 2, 3].map(() => replay({ deliveries: 'missed' })));
    expect(answers.map(({ status }) => status).filter((status) => status === 202).length).toBeGreaterThan(0);
    for (const answer of answers) expect([202, 409]).toContain(answer.status);
    await parley.settle();
  });
});

test('a receiver that fails, hangs and resets for ten minutes gets everything when it is back, in order', async () => {
  const persons = Array.from({ length: 12 }, newPerson);
  const faults: Parameters<Trier['answerWith']>[0][] = [
    500,
    () => undefined,
    (_attempt, _response, request) => request.socket.resetAndDestroy(),
    (_attempt, _response, request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
  ];
  for (const [turn, fault] of faults.entries()) {
    trier.answerWith(fault);
    for (const waId of persons) await parley.simulator.writeText(waId, String(turn));
    await parley.simulator.advance(150);
  }
  expect(trier.taken).toEqual([]);
  trier.answerWith(trier.take);
  await parley.simulator.advance(1_200);
  for (const waId of persons) expect(textsOf(waId)).toEqual(['0', '1', '2', '3']);
  expect(trier.taken).toHaveLength(48);
  for (const waId of persons) {
    const numbers = trier.taken
      .filter((attempt) => attempt.waId === waId)
      .map((attempt) => Number(attempt.headers['x-parley-sequence']));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
  expect(await list('?state=waiting')).toEqual([]);
});
