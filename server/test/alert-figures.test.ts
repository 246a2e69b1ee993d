import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkReady } from '../src/check-ready.ts';
import { createDatabase, type Database } from '../src/db/database.ts';
import { isDatabaseOutage } from '../src/db/database-trouble.ts';
import { systemStatement } from '../src/db/scope.ts';
import { createErrorResponder } from '../src/http/respond-error.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { findFreePort } from './harness/free-port.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

// What an operator's alerts and balancers go by, while the database is well and while it is not.
const operations = join(import.meta.dirname, '..', '..', 'docs', 'OPERATIONS.md');
let database: TestDatabase;
const log = createLog({ level: 'silent' });
const opened: Database[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});
afterAll(() => database.drop());

function open(connectionString: string): Database {
  const db = createDatabase({ connection: { connectionString }, maxConnections: 2, log });
  opened.push(db);
  return db;
}

const scrape = (db: Database, heard = log): Promise<string> =>
  createMetrics({ db, clock: createClock(), log: heard }).registry.metrics();

test('how long the oldest waits, which numbers and endpoints are in trouble, and the connections are told', async () => {
  const add = systemStatement(
    '',
    `insert into intake_payloads (meta_app_id, received_at, body)
     select 'app', now() - make_interval(secs => s), '{}' from unnest(array[5, 90]) s`,
  );
  await database.db.system(add);
  const text = await scrape(database.db);
  const age = Number(/parley_queue_oldest_seconds\{queue="intake_waiting"\} ([\d.]+)/.exec(text)?.[1]);
  expect(Math.floor(age / 10)).toBe(9);
  expect(text).toContain('parley_queue_rows{queue="intake_waiting"} 2');
  expect(text).toContain('parley_queue_oldest_seconds{queue="webhook_waiting"} 0');
  expect(text).toContain('parley_channels{state="paused"} 0');
  expect(text).toContain('parley_webhook_endpoints{status="defective"} 0');
  expect(text).toContain('parley_database_connections{state="waiting"} 0');
  expect(text).toContain('parley_database_up 1');
});

test('every figure that the documentation tells to watch is there from the start, so that its first rise is seen', async () => {
  const metrics = createMetrics({ db: database.db, clock: createClock(), log });
  metrics.nameChores(['partitions']);
  const text = await metrics.registry.metrics();
  const section = /## Watching it[\s\S]*?(?=\n## )/.exec(await readFile(operations, 'utf8'))?.[0] ?? '';
  const figures = [...section.matchAll(/^\| `(parley_\w+)?(?:\{(\w+)(?:="(\w+)")?\})?`/gm)];
  expect(figures.length).toBeGreaterThan(10);
  let named = '';
  for (const [, name = named, label, value] of figures) {
    named = name;
    const start = label === undefined ? `${name} ` : `${name}{${label}="${value ?? ''}`;
    expect(text).toContain(`\n${start}`);
  }
  for (const outcome of ['accepted', 'rejected', 'unknown', 'not_sent']) {
    expect(text).toContain(`parley_send_attempts_total{outcome="${outcome}"} 0`);
  }
  expect(text).toContain('parley_chore_failures_total{chore="partitions"} 0');
});

test('without a database the figures of the process are still there, and none looks like a present count', async () => {
  const text = await scrape(open(`postgres://nobody@127.0.0.1:${await findFreePort()}/none`));
  expect(text).toContain('parley_database_up 0');
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toContain('parley_queue_rows{');
});

test('a statement that is wrong is told in the log, and one that failed for want of a database is not', async () => {
  const lines: { msg: string; err: { message: string } }[] = [];
  const heard = createLog({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  await scrape(open(`postgres://nobody@127.0.0.1:${await findFreePort()}/none`), heard);
  await database.db.system(systemStatement('', 'alter table intake_payloads rename to elsewhere'));
  expect(await scrape(database.db, heard)).toContain('parley_database_up 0');
  await database.db.system(systemStatement('', 'alter table elsewhere rename to intake_payloads'));
  expect(lines).toMatchObject([
    { msg: 'the figures could not be counted', err: { message: 'relation "intake_payloads" does not exist' } },
  ]);
});

test('a database that hangs is not waited for: the process is not ready', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket));
  const port = await findFreePort();
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
  const db = open(`postgres://nobody@127.0.0.1:${port}/none`);
  expect(await checkReady(db, 50)).toEqual({ ready: false, checks: { database: 'The database does not answer.' } });
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

test('a database that takes no writes is not ready', async () => {
  expect(await checkReady(open(database.url))).toEqual({ ready: true, checks: { database: 'ok' } });
  const readOnly = `${database.url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
  const db = createDatabase({ connection: { connectionString: readOnly }, maxConnections: 1, log });
  opened.push(db);
  expect(await checkReady(db)).toMatchObject({
    ready: false,
    checks: { database: expect.stringContaining('no writes') },
  });
});

test('a request that fails for want of the database says so and when to try again, in the envelope of each version', async () => {
  const db = open(`postgres://nobody@127.0.0.1:${await findFreePort()}/none`);
  const error = await db.system(systemStatement('', 'select 1')).catch((cause: unknown) => cause);
  const errors = createErrorResponder({ log, clock: createClock(), isOutage: isDatabaseOutage });
  const sentence = expect.stringContaining('Try again in a few seconds. Request id: r1');
  expect(errors.answer(error, 'parley', 'r1')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
    body: { reason: 'service.not_ready', message: sentence },
  });
  // The contracts of WATI know one status for what went wrong behind the server.
  expect(errors.answer(error, 'v3', 'r1')).toMatchObject({ status: 500, body: { message: sentence } });
  expect(errors.answer(error, 'v1', 'r1')).toMatchObject({ status: 500, body: { reason: 'service.not_ready' } });
  expect(errors.answer(new Error('else'), 'v1', 'r1')).toMatchObject({ body: { reason: 'internal.unexpected' } });
});

test.runIf(process.platform === 'linux')(
  'an upload that finds the disk full is told to try again, and its line in the log is short',
  async () => {
    const error = await writeFile('/dev/full', 'x').catch((cause: unknown) => cause);
    const lines: string[] = [];
    const told = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    const answer = createErrorResponder({ log: told, clock: createClock() }).answer(error, 'parley', 'r1');
    const message = 'The server has no room for files at the moment. Try again in a few seconds. Request id: r1';
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { reason: 'service.not_ready', message },
    });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { requestId: 'r1', cause: expect.stringContaining('ENOSPC'), msg: 'request failed: a file can not be written' },
    ]);
    expect(lines.join()).not.toContain('stack');
  },
);
