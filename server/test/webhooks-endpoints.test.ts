import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPlatform } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/kernel/log.ts';
import { findFreePort } from './harness/free-port.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { findEndpoint, startTrier, subscribeUrl, type Trier } from './webhooks-lab.ts';

// Endpoints beside each other: what one suffers is not felt by another, and nothing of them leaks.
let parley: TestPlatform;
let trier: Trier;
let other: Trier;
let people = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
});
beforeEach(async () => {
  trier = await startTrier(parley);
  other = await startTrier(parley);
});
afterEach(async () => {
  await rowsOf(parley, 'delete from webhook_deliveries');
  await rowsOf(parley, 'delete from webhook_endpoints');
  await Promise.all([trier.close(), other.close()]);
});
afterAll(() => parley.stop());

async function write(text: string, channel = '15550100001'): Promise<void> {
  people += 1;
  await parley.simulator.writeText(`44791400${String(people).padStart(5, '0')}`, text, { channel });
}

const waitingFor = (url: string) =>
  rowsOf(
    parley,
    `select d.attempts, d.last_status, d.last_error from webhook_deliveries d
     join webhook_endpoints e on e.id = d.endpoint_id where e.url = $1 order by d.id`,
    [url],
  );

test('an endpoint hears of its own number alone, and only while it is enabled', async () => {
  const [first, second, off] = ['first', 'second', 'off'].map((name) => `${trier.origin}/${name}`) as [
    string,
    string,
    string,
  ];
  await subscribeUrl(parley, first);
  await subscribeUrl(parley, second, '15550100002');
  await parley.api('POST', '/api/v2/webhookEndpoints', {
    json: [{ phoneNumber: '15550100001', status: 0, url: off, eventTypes: ['message'] }],
  });
  await write('to Main');
  await write('to Second', '15550100002');
  await parley.settle();
  expect(trier.tries.map((attempt) => [attempt.path, attempt.text]).sort()).toEqual([
    ['/first', 'to Main'],
    ['/second', 'to Second'],
  ]);
});

test('an endpoint that never answers delays no other, even at the same host; its tries end after ten seconds', async () => {
  const [silent, well] = [`${trier.origin}/silent`, `${trier.origin}/well`];
  trier.answerWith((attempt, response, request) => {
    if (attempt.path === '/well') trier.take(attempt, response, request);
  });
  await subscribeUrl(parley, silent);
  await subscribeUrl(parley, well);
  // All at once: the ten seconds are of the machine.
  await Promise.all(Array.from({ length: 80 }, (_, index) => write(`message ${index}`)));
  await expect.poll(() => trier.taken.length).toBe(80);
  expect((await waitingFor(silent)).every((row) => row.attempts === 0)).toBe(true);
  // Whatever comes next is answered; only those that are held wait their ten seconds out.
  trier.answerWith(trier.take);
  const held = trier.tries.filter((attempt) => attempt.path === '/silent').length;
  expect(held).toBeGreaterThan(0);
  await parley.settle();
  const timeouts = parley.logLines
    .map((line) => JSON.parse(line))
    .filter((line) => line.error === 'No answer within 10 s');
  expect(timeouts.map((line) => line.msg)).toEqual(['a webhook was not taken']);
  await parley.simulator.advance(600);
  const taken = trier.taken.filter((attempt) => attempt.path === '/silent').map((attempt) => attempt.text);
  expect(new Set(taken).size).toBe(80);
  expect(await waitingFor(silent)).toEqual([]);
});

test('a dead endpoint beside a live one: the live one gets all at once, the dead one is tried in its own time', async () => {
  const live = `${other.origin}/live`;
  const dead = `${trier.origin}/dead`;
  await subscribeUrl(parley, dead);
  await subscribeUrl(parley, live);
  await trier.close();
  for (let index = 0; index < 30; index += 1) await write(`message ${index}`);
  await parley.settle();
  expect(other.taken).toHaveLength(30);
  expect(await waitingFor(dead)).toHaveLength(30);
  expect(await waitingFor(live)).toEqual([]);
  expect(await findEndpoint(parley, live)).toMatchObject({ failedIterationCount: 0 });
});

test.each([
  '/hook?key=a%2Fb%3Fc&key=c+d&e=%E4%BD%A0&empty=&flag',
  '/hook//twice/%2e%2f/%41?a=1?b=2&&c',
  '/hook;p=1/@me/$x,(y)!*~?token=YWJj+/9==&q={a}|[b]',
])('the address is called as it was given: %s', async (path) => {
  const url = trier.origin + path;
  await subscribeUrl(parley, url);
  await write('hello');
  await parley.settle();
  expect(trier.tries.map((attempt) => attempt.path)).toEqual([path]);
  expect((await findEndpoint(parley, url)).url).toBe(url);
});

test('a secret in the address never reaches the log, whatever becomes of the delivery', async () => {
  const secret = 'S3CRETinTheUrl';
  const from = parley.logLines.length;
  await subscribeUrl(parley, `${trier.origin}/${secret}/hook?token=${secret}`);
  await write('well');
  await parley.settle();
  trier.answerWith(500);
  await write('refused');
  await parley.settle();
  trier.answerWith((_attempt, _response, request) => request.socket.resetAndDestroy());
  await parley.simulator.advance(90);
  await trier.close();
  await parley.simulator.advance(180);
  expect(trier.tries.length).toBeGreaterThan(2);
  const nameless = [
    `http://nowhere.invalid/${secret}`,
    `ftp://127.0.0.1/${secret}`,
    `http://user:${secret}@127.0.0.1/`,
  ];
  for (const url of nameless) {
    await parley.api('POST', '/api/v2/webhookEndpoints', {
      json: [{ phoneNumber: '15550100001', status: 1, url, eventTypes: ['message'] }],
    });
  }
  await write('to nowhere');
  await parley.settle();
  const lines = parley.logLines.slice(from);
  expect(lines.filter((line) => line.includes('a webhook was not taken')).length).toBeGreaterThan(2);
  expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  const errors = await rowsOf(
    parley,
    'select distinct last_error from webhook_deliveries where last_error is not null',
  );
  expect(JSON.stringify(errors)).not.toContain(secret);
});

test('what was planned survives a restart: the next process delivers it, in order and with the same bytes', async () => {
  const first = await startTestPlatform();
  const receiver = await startTrier(first);
  await subscribeUrl(first, `${receiver.origin}/hook`);
  receiver.answerWith(500);
  const waId = '4479140099999';
  for (const text of ['one', 'two', 'three']) await first.simulator.writeText(waId, text);
  await first.settle();
  await first.platform.stop();
  expect(receiver.tries.map((attempt) => attempt.text)).toEqual(['one']);

  receiver.answerWith(receiver.take);
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'));
  const config = readConfig({
    DATABASE_URL: 'postgres://given-beside',
    PARLEY_SECRET_KEY: 'a secret key for the tests only',
    PARLEY_DATA_DIR: dataDir,
    PARLEY_SIMULATOR: 'off',
    PARLEY_ALLOW_PRIVATE_ADDRESSES: 'on',
  });
  const { db, clock } = first;
  const log = createLog({ level: 'silent' });
  const port = await findFreePort();
  const second = await createPlatform({
    config,
    port,
    db,
    clock,
    log,
    demo: undefined,
    simulatorSeed: '',
    playDemo: false,
  });
  await second.start();
  await second.timeline.advanceTo(clock.nowMs() + 10_000);
  expect(receiver.texts()).toEqual(['one', 'two', 'three']);
  expect(new Set(receiver.tries.filter((attempt) => attempt.text === 'one').map((attempt) => attempt.raw)).size).toBe(
    1,
  );
  await second.stop();
  await receiver.close();
  await rm(dataDir, { recursive: true, force: true });
  await first.stop();
});

test('private addresses are refused unless allowed, when they are saved and when they are called', async () => {
  const strict = await startTestPlatform({ environment: { PARLEY_ALLOW_PRIVATE_ADDRESSES: 'off' } });
  const receiver = await startTrier(strict);
  const create = (url: string) =>
    strict.api('POST', '/api/v2/webhookEndpoints', {
      json: [{ phoneNumber: '15550100001', status: 1, url, eventTypes: ['message'] }],
    });
  const port = new URL(receiver.origin).port;
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '10.1.2.3',
    '192.168.0.1',
    '169.254.169.254',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
  ]) {
    expect(await create(`http://${host}:${port}/hook`)).toMatchObject({ status: 400, body: { ok: false } });
  }
  expect(await create('https://receiver.example.com/hook')).toMatchObject({ status: 200, body: { ok: true } });
  // An address that was saved before the rule, or a name that leads elsewhere today.
  await rowsOf(strict, 'update webhook_endpoints set url = $1', [`${receiver.origin}/hook?token=x`]);
  await strict.simulator.writeText('4479140088888', 'stay inside');
  await strict.settle();
  expect(receiver.tries).toEqual([]);
  const rows = await rowsOf(strict, 'select attempts, last_error from webhook_deliveries');
  expect(rows).toEqual([{ attempts: 1, last_error: 'The address is not on the public internet.' }]);
  await receiver.close();
  await strict.stop({ leftovers: 'allowed' });
});
