import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { findEndpoint, startTrier, subscribeUrl, type Trier } from './webhooks-lab.ts';

// What happens to a delivery when the receiver is slow, broken or gone for a while. Time is the platform's clock.
let parley: TestPlatform;
let trier: Trier;
let url: string;
let people = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
});
beforeEach(async () => {
  trier = await startTrier(parley);
  url = `${trier.origin}/hook`;
  await subscribeUrl(parley, url);
});
afterEach(async () => {
  await rowsOf(parley, 'delete from webhook_deliveries');
  await rowsOf(parley, 'delete from webhook_endpoints');
  await trier.close();
});
afterAll(() => parley.stop());

function newPerson(): string {
  people += 1;
  return `44791300${String(people).padStart(5, '0')}`;
}

async function write(text: string, waId = newPerson()): Promise<string> {
  await parley.simulator.writeText(waId, text);
  await parley.settle();
  return waId;
}

const minuteMs = 60_000;
const linesFrom = (from: number): Record<string, unknown>[] =>
  parley.logLines.slice(from).map((line) => JSON.parse(line));
const gaps = (): number[] =>
  trier.tries.slice(1).map((attempt, index) => (attempt.atMs - (trier.tries[index]?.atMs ?? 0)) / 1000);

test.each([200, 201, 202, 204, 299])('a %i is success: it comes once', async (status) => {
  trier.answerWith(status);
  await write('once');
  await parley.simulator.advance(3600);
  expect(trier.tries.map((attempt) => attempt.text)).toEqual(['once']);
  expect(await findEndpoint(parley, url)).toMatchObject({ status: 1, failedIterationCount: 0 });
});

test.each([
  ['500', 500],
  ['404', 404],
  ['410', 410],
  ['429', 429],
  ['304', 304],
])('a %s is a failure: it comes again, the same bytes', async (_name, status) => {
  trier.answerWith(status);
  await write('again');
  expect(trier.tries).toHaveLength(1);
  expect(await findEndpoint(parley, url)).toMatchObject({ status: 1, failedIterationCount: 1 });
  await parley.simulator.advance(2);
  expect(trier.tries).toHaveLength(2);
  trier.answerWith(trier.take);
  await parley.simulator.advance(10);
  expect(trier.texts()).toEqual(['again']);
  expect(new Set(trier.tries.map((attempt) => attempt.raw)).size).toBe(1);
  expect(await findEndpoint(parley, url)).toMatchObject({ status: 1, failedIterationCount: 0 });
});

test('a reset, an answer that breaks off and one that never ends its head are failures too', async () => {
  const faults: Parameters<Trier['answerWith']>[0][] = [
    (_attempt, _response, request) => request.socket.resetAndDestroy(),
    (_attempt, _response, request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'),
    (_attempt, _response, request) => request.socket.end('HTTP/1.1 20'),
    (_attempt, _response, request) => request.socket.end('this is no HTTP\r\n\r\n'),
  ];
  for (const [index, fault] of faults.entries()) {
    trier.answerWith(fault);
    await write(`broken ${index}`);
    expect(trier.tries.at(-1)?.text).toBe(`broken ${index}`);
    trier.answerWith(trier.take);
    await parley.simulator.advance(30);
    expect(trier.texts().at(-1)).toBe(`broken ${index}`);
  }
  expect(trier.texts()).toHaveLength(faults.length);
});

test.each([301, 302, 303, 307, 308])('a %i is a failure and is not followed', async (status) => {
  const target = await startTrier(parley);
  trier.answerWith((_attempt, response) =>
    response.writeHead(status, { location: `${target.origin}/elsewhere` }).end(),
  );
  await write('stay');
  await parley.simulator.advance(2);
  expect(trier.tries.length).toBeGreaterThanOrEqual(2);
  expect(target.tries).toEqual([]);
  expect(linesFrom(0).findLast(({ msg }) => msg === 'a webhook was not taken')).toMatchObject({
    error: `HTTP ${status}: it leads elsewhere, which is not followed. Give the endpoint the address that it leads to.`,
  });
  await target.close();
});

test('an answer of megabytes does no harm', async () => {
  trier.answerWith((attempt, response) => {
    trier.taken.push(attempt);
    response.writeHead(200);
    response.end(Buffer.alloc(3_000_000, 'x'));
  });
  await write('large');
  await write('large again');
  expect(trier.texts()).toEqual(['large', 'large again']);
  expect(trier.tries).toHaveLength(2);
});

test('an outage of a receiver is a line when it begins, one an hour, and one when it is over', async () => {
  const from = parley.logLines.length;
  const told = () =>
    linesFrom(from).flatMap(({ job, msg, error }) => (job === 'webhook.deliver' ? [[msg, error]] : []));
  trier.answerWith(503);
  await write('unlucky');
  await parley.simulator.advance(2.5 * 3600);
  const failing = ['a webhook was not taken', 'HTTP 503'];
  expect(trier.tries.length).toBeGreaterThan(10);
  expect(told()).toEqual([failing, failing, failing]);
  trier.answerWith(trier.take);
  await parley.simulator.advance(700);
  expect(trier.texts()).toEqual(['unlucky']);
  expect(told()).toEqual([failing, failing, failing, ['webhooks are taken again', undefined]]);
});

test('first tries within seconds, then gaps that grow to ten minutes', async () => {
  trier.answerWith(503);
  await write('unlucky');
  await parley.simulator.advance(4 * 3600);
  const seen = gaps();
  expect(seen.slice(0, 4).reduce((sum, gap) => sum + gap, 0)).toBeLessThan(30);
  // Each gap doubles but for a fifth taken off at random; the circuit of the endpoint may add to the first ones.
  for (const [index, gap] of seen.entries()) {
    expect(gap).toBeLessThanOrEqual(620);
    if (index > 1) expect(gap).toBeGreaterThanOrEqual(Math.min(600, 2 ** (index - 2)) * 0.8 - 1);
  }
  expect(seen.slice(-5).every((gap) => gap > 470)).toBe(true);
  expect(trier.tries.length).toBeGreaterThan(20);
  expect(trier.tries.length).toBeLessThan(50);
  expect(new Set(trier.tries.map((attempt) => attempt.raw)).size).toBe(1);
});

test('Retry-After is honoured up to ten minutes', async () => {
  trier.answerWith((_attempt, response) => response.writeHead(503, { 'retry-after': '300' }).end());
  await write('later');
  await parley.simulator.advance(299);
  expect(trier.tries).toHaveLength(1);
  trier.answerWith((_attempt, response) => response.writeHead(503, { 'retry-after': '86400' }).end());
  await parley.simulator.advance(2);
  expect(trier.tries).toHaveLength(2);
  await parley.simulator.advance(601);
  expect(trier.tries).toHaveLength(3);
});

test('what could not be delivered within 24 hours is given up, and what follows in its conversation is not', async () => {
  const cursed = newPerson();
  trier.answerWith((attempt, response, request) =>
    attempt.text === 'cursed' ? response.writeHead(500).end() : trier.take(attempt, response, request),
  );
  await write('cursed', cursed);
  await write('behind it', cursed);
  // Another conversation goes through, so the endpoint itself is well.
  for (let turn = 0; turn < 9; turn += 1) {
    await parley.simulator.advance(3 * 3600);
    await write(`turn ${turn}`, newPerson());
  }
  const tries = trier.tries.filter((attempt) => attempt.text === 'cursed');
  const [first, last] = [tries[0]?.atMs ?? 0, tries.at(-1)?.atMs ?? 0];
  expect(last - first).toBeGreaterThan(23.5 * 60 * minuteMs);
  // The last try falls due within the 24 hours; the pause of an endpoint that is failing may put it off by ten minutes.
  expect(last - first).toBeLessThanOrEqual((24 * 60 + 10) * minuteMs);
  expect(tries.length).toBeGreaterThan(144);
  expect(new Set(tries.map((attempt) => attempt.raw)).size).toBe(1);
  expect(trier.texts()).toContain('behind it');
  expect(trier.texts().filter((text) => text.startsWith('turn'))).toHaveLength(9);
  expect(await findEndpoint(parley, url)).toMatchObject({ status: 1, failedIterationCount: 0 });
  expect(await rowsOf(parley, 'select id from webhook_deliveries')).toEqual([]);
  const log = `select state, status, error, attempts from webhook_delivery_log where state <> 'delivered'`;
  const rows = await rowsOf(parley, log);
  expect(rows).toEqual([{ state: 'failed', status: 500, error: 'HTTP 500', attempts: tries.length }]);
});

test('more than 100 failures in a row make the endpoint Defective: it is left alone, and the list says so', async () => {
  trier.answerWith(500);
  await write('to a dead end');
  for (let hour = 0; hour < 24 && (await findEndpoint(parley, url)).status === 1; hour += 1) {
    await parley.simulator.advance(3600);
  }
  const defective = await findEndpoint(parley, url);
  expect(defective).toMatchObject({ status: 2, failedIterationCount: 101 });
  expect(trier.tries).toHaveLength(101);
  expect(linesFrom(0).filter(({ msg }) => /is Defective/.test(String(msg)))).toMatchObject([{ failuresInRow: 101 }]);
  await write('not even tried');
  await parley.simulator.advance(24 * 3600);
  expect(trier.tries).toHaveLength(101);
  expect(await findEndpoint(parley, url)).toEqual(defective);
});

test('what a Defective endpoint never got is kept for a week and then goes', async () => {
  await rowsOf(parley, 'update webhook_endpoints set status = 2');
  await write('kept for a week');
  const kept = () => rowsOf(parley, 'select event_type from webhook_deliveries');
  await parley.simulator.advance(6 * 24 * 3600);
  expect(await kept()).toEqual([{ event_type: 'message' }]);
  await parley.simulator.advance(3 * 24 * 3600);
  expect(await kept()).toEqual([]);
  expect(trier.tries).toEqual([]);
});

test('a receiver that is down for a minute gets everything when it is back, in order, and never becomes Defective', async () => {
  const persons = Array.from({ length: 40 }, newPerson);
  trier.answerWith((_attempt, _response, request) => request.socket.resetAndDestroy());
  for (let turn = 0; turn < 6; turn += 1) {
    for (const waId of persons) await parley.simulator.writeText(waId, `${turn}`);
    await parley.simulator.advance(10);
    expect((await findEndpoint(parley, url)).failedIterationCount).toBeLessThan(30);
  }
  expect(trier.taken).toEqual([]);
  trier.answerWith(trier.take);
  await parley.simulator.advance(120);
  for (const waId of persons) {
    const own = trier.taken.filter((attempt) => attempt.waId === waId);
    expect(own.map((attempt) => attempt.text)).toEqual(['0', '1', '2', '3', '4', '5']);
  }
  expect(trier.taken).toHaveLength(240);
  expect(await findEndpoint(parley, url)).toMatchObject({ status: 1, failedIterationCount: 0 });
});

test('while an endpoint fails it is asked with one delivery at a time, however many wait', async () => {
  trier.answerWith(500);
  for (let index = 0; index < 60; index += 1) await parley.simulator.writeText(newPerson(), 'waiting');
  await parley.settle();
  const before = trier.tries.length;
  await parley.simulator.advance(60);
  expect(trier.tries.length - before).toBeLessThan(20);
});

test('twelve messages in each of thirty conversations, with failures in between: every conversation in its order', async () => {
  const persons = Array.from({ length: 30 }, newPerson);
  let count = 0;
  const refused = new Map<string, number>();
  trier.answerWith((attempt, response, request) => {
    count += 1;
    // Every seventh is refused: now and then several times.
    if (count % 7 === 0) {
      refused.set(attempt.raw, (refused.get(attempt.raw) ?? 0) + 1);
      return response.writeHead(500).end();
    }
    return trier.take(attempt, response, request);
  });
  await Promise.all(
    persons.map(async (waId) => {
      for (let turn = 0; turn < 12; turn += 1) await parley.simulator.writeText(waId, String(turn));
    }),
  );
  await parley.simulator.advance(4 * 3600);
  const inOrder = Array.from({ length: 12 }, (_, turn) => String(turn));
  for (const waId of persons) {
    expect(trier.taken.filter((attempt) => attempt.waId === waId).map((attempt) => attempt.text)).toEqual(inOrder);
  }
  expect(trier.taken).toHaveLength(360);
  expect(refused.size).toBeGreaterThan(40);
  expect((await findEndpoint(parley, url)).status).toBe(1);
});

test('deliveries go on after the database has ended the sessions of the process, as a restart of it does', async () => {
  const held: ServerResponse[] = [];
  trier.answerWith((_attempt, response) => void held.push(response));
  await parley.simulator.writeText(newPerson(), 'under way');
  await expect.poll(() => held.length).toBe(1);
  await rowsOf(
    parley,
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database =
       (select oid from pg_database where datname = current_database())`,
  );
  await expect.poll(() => parley.logLines.some((line) => line.includes('leases lost'))).toBe(true);
  trier.answerWith(trier.take);
  await parley.simulator.writeText(newPerson(), 'next');
  for (const response of held) response.writeHead(200).end();
  await expect.poll(() => trier.texts()).toEqual(['next']);
  await parley.settle();
  expect(trier.tries.map(({ text }) => text)).toEqual(['under way', 'next']);
});
