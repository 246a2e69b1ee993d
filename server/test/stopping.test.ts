import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from './harness/free-port.ts';
import { startTestPlatform } from './harness/start-test-platform.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

const root = join(import.meta.dirname, '..');
let database: TestDatabase;
let dataDir = '';
const running: ChildProcess[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'parley-stopping-'));
});
afterAll(async () => {
  for (const child of running) killGroup(child);
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** What a failed test left running below its child too. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

async function start(command: string, args: string[], more: Record<string, string> = {}) {
  const port = await findFreePort();
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    DATABASE_URL: database.url,
    PARLEY_SECRET_KEY: 'a secret key for the tests only',
    PARLEY_DATA_DIR: dataDir,
    PARLEY_LOG_LEVEL: 'error',
    PORT: String(port),
    ...more,
  };
  const child = spawn(command, args, { env, stdio: 'ignore', detached: true });
  running.push(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => 'closed' as const,
    );
  await expect.poll(() => get('/readyz'), { timeout: 60_000 }).toBe(200);
  return { child, ended, get };
}

test('a platform that leaves says so to balancers and on each connection, and serves what still comes', async () => {
  const parley = await startTestPlatform();
  expect(await parley.call('GET', '/readyz')).toMatchObject({ status: 200, body: { ready: true } });
  parley.platform.leave();
  expect(await parley.call('GET', '/readyz')).toMatchObject({
    status: 503,
    body: { ready: false, checks: { process: 'stops' } },
  });
  const { token } = parley;
  const answer = await fetch(`${parley.baseUrl}/api/ext/v3/channels`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  await answer.arrayBuffer();
  const handshake = `/meta/webhook?hub.mode=subscribe&hub.verify_token=${parley.verifyToken}&hub.challenge=7`;
  expect((await parley.call('GET', handshake)).text).toBe('7');
  await parley.stop();
});

test('SIGTERM to the command that started it: not ready for the time of the drain, then the end with code 0', async () => {
  const bin = join(root, 'bin', 'parley.js');
  const { child, ended, get } = await start(process.execPath, [bin, 'start'], { PARLEY_DRAIN_SECONDS: '2' });
  child.kill('SIGTERM');
  await expect.poll(() => get('/readyz'), { interval: 20 }).toBe(503);
  // A second one, as a terminal and a wrapper send it, does not cut it short.
  child.kill('SIGTERM');
  expect(await get('/healthz')).toBe(200);
  expect(await ended).toBe(0);
  expect(await get('/healthz')).toBe('closed');
});

test('below the shell of npm or npx, which passes no signal on, it ends when that is gone', async () => {
  const line = `"${process.execPath}" "${join(root, 'src', 'main.ts')}" start; true`;
  const { child, get } = await start('sh', ['-c', line], { npm_lifecycle_event: 'start' });
  child.kill('SIGTERM');
  await expect.poll(() => get('/healthz'), { timeout: 30_000 }).toBe('closed');
});
