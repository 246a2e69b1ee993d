import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import { createApiClient } from './harness/api-client.ts';
import { findFreePort } from './harness/free-port.ts';

// The command line as an operator uses it: real processes, the embedded Postgres, a data directory of their own.
const main = join(import.meta.dirname, '..', 'src', 'main.ts');
let dataDir = '';
const running: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-commands-'));
});
afterAll(async () => {
  for (const child of running) await stop(child, 'SIGTERM');
  await rm(await clusterPlace(), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

async function clusterPlace(dir = dataDir): Promise<string> {
  const place = await readFile(join(dir, 'postgres-location'), 'utf8').catch(() => join(dir, 'postgres'));
  return place.trim();
}

const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  PARLEY_DATA_DIR: dataDir,
  PARLEY_LOG_LEVEL: 'warn',
  ...more,
});

const parley = (...args: string[]) => parleyWith({}, ...args);

function parleyWith(
  more: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env: environment(more) }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err });
    });
  });
}

async function start(more: Record<string, string>): Promise<{ child: ChildProcess; out: () => string }> {
  const child = spawn(process.execPath, [main, 'start'], { env: environment(more) });
  running.push(child);
  let out = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('Data         ')) resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.once('exit', () => reject(new Error(`The platform ended:\n${out}`)));
  });
  await ready;
  return { child, out: () => out };
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

describe('wrong use is told in a sentence and changes nothing', () => {
  test.each([
    [['nonsense'], 'There is no command "nonsense"'],
    [['start', '--bild'], 'parley start [--build]'],
    [['token', 'add'], '--tenant is needed'],
    [['tenant', 'add', '--id', 'abc', '--name', 'x', '--email', 'a@b.test'], '--id must be 1 to 12 digits'],
    [['channel', 'dance'], 'parley channel add'],
    [['simulate', '--callback', 'nonsense'], '--callback must be a URL'],
    [['import'], 'parley import <file>'],
  ])('parley %j', async (args, sentence) => {
    const errors: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
    const code = await runCommand(args, environment());
    write.mockRestore();
    expect({ code, err: errors.join('') }).toMatchObject({ code: 2, err: expect.stringContaining(sentence) });
  });

  test('whose reader has gone, as with "| head", ends as it would have', async () => {
    const child = spawn(process.execPath, [main, 'help'], { env: environment() });
    child.stdout.destroy();
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  test('settings that can not work are all named at once', async () => {
    const env = environment({
      PORT: 'many',
      PARLEY_ROLES: 'sing',
      PARLEY_TRUSTED_PROXIES: 'everybody',
      DATABASE_URL: 'postgres://127.0.0.1/parley',
    });
    const { code, err } = await new Promise<{ code: number; err: string }>((resolve) => {
      execFile(process.execPath, [main, 'start'], { env }, (error, _out, stderr) => {
        resolve({ code: Number(error?.code ?? 0), err: stderr });
      });
    });
    expect(code).toBe(2);
    expect(err.split('\n').map((line) => line.split(':')[0])).toEqual([
      "Parley can't start with these settings",
      '  - PORT',
      '  - PARLEY_ROLES',
      '  - PARLEY_TRUSTED_PROXIES',
      '  - PARLEY_SECRET_KEY',
      '',
    ]);
  });
});

describe('a workspace made by commands', () => {
  let token = '';
  let password = '';
  let port = 0;
  let live: Awaited<ReturnType<typeof start>>;

  test('an export can be imported into a new data directory with the same key, and into that one only once', async () => {
    const other = await mkdtemp(join(tmpdir(), 'parley-import-'));
    const file = join(other, 'parley.export');
    const key = { PARLEY_SECRET_KEY: 'a key that both of them have' };
    const elsewhere = { ...key, PARLEY_DATA_DIR: join(other, 'data') };
    expect(
      await parleyWith(key, 'tenant', 'add', '--id', '303', '--name', 'Move', '--email', 'me@move.test'),
    ).toMatchObject({
      code: 0,
    });
    expect(await parleyWith(key, 'export', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('7 rows of 3 tables'),
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await parleyWith(key, 'export', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('exists already'),
    });
    await writeFile(`${file}.2.part`, '');
    expect(await parleyWith(key, 'export', `${file}.2`)).toMatchObject({
      code: 1,
      err: expect.stringContaining('did not end'),
    });
    expect(await parleyWith(elsewhere, 'import', file)).toMatchObject({ code: 0 });
    expect((await parleyWith(elsewhere, 'tenant', 'list')).out).toContain('303\tMove');
    expect(await parleyWith(elsewhere, 'import', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds data already'),
    });
    await rm(await clusterPlace(join(other, 'data')), { recursive: true, force: true });
    await rm(other, { recursive: true, force: true });
  }, 90_000);

  test('serves, beside the demo, what the other commands make meanwhile', async () => {
    expect(await parley('migrate')).toMatchObject({ code: 0 });
    port = await findFreePort();
    const environment = { PORT: String(port), PARLEY_DEMO_TOKEN: 'demo-token', PARLEY_DEMO_PASSWORD: 'pass' };
    live = await start(environment);
    for (const words of [`http://127.0.0.1:${port}`, 'admin@demo.test / pass', '100100', 'demo-token'])
      expect(live.out()).toContain(words);
  });

  test('its demo shows an inbox in use', async () => {
    const noor = `http://127.0.0.1:${port}/api/ext/v3/conversations/31600000101/messages`;
    const answer = await fetch(noor, { headers: { authorization: 'Bearer demo-token' } });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('Order 1042, if that helps.');
    expect(text).toContain('Order 1042 left us on Tuesday');
  });

  test('tenant, token and channel', async () => {
    expect(await parley('tenant', 'add', '--id', '404242', '--name', 'Shop', '--email', 'me@shop.test')).toMatchObject({
      code: 0,
    });
    const made = await parley('token', 'add', '--tenant', '404242', '--name', 'main', '--email', 'me@shop.test');
    expect(made.code).toBe(0);
    token = made.out.trim();
    const numbers = ['--number', '+1 555 020 0001', '--phone-number-id', '700000000000001', '--waba', '900900'];
    const secrets = [
      '--app',
      'shop-app',
      '--app-secret',
      's3cret-app',
      '--verify-token',
      'v',
      '--access-token',
      'EAAx',
    ];
    expect(
      await parley('channel', 'add', '--tenant', '404242', '--name', 'Main', ...numbers, ...secrets),
    ).toMatchObject({ code: 0 });
    expect((await parley('channel', 'list', '--tenant', '404242')).out).toMatch(/Main\t15550200001\tdefault\tsending/);
    const listed = await parley('token', 'list', '--tenant', '404242');
    expect(listed.out).toMatch(/main\tall\tno expiry\tin use/);
    expect(listed.out).not.toContain(token);
    expect(listed.out).toContain('never used');
  });

  test('a person is let in with a password that is shown once', async () => {
    const someone = ['--tenant', '404242', '--email', 'ana@shop.test'];
    const added = await parley('operator', 'add', ...someone, '--role', 'operator');
    expect(added.code).toBe(0);
    password = /password (\S+)/.exec(added.out)?.[1] ?? '';
    expect(password).toHaveLength(16);
    expect((await parley('operator', 'list', '--tenant', '404242')).out).toContain('ana@shop.test  ana  operator');
    expect(await parley('operator', 'add', ...someone)).toMatchObject({ code: 2 });
    expect((await parley('audit', 'verify', '--tenant', '404242')).out).toMatch(
      /404242 {2}ok {6}\d+ entries {2}[0-9a-f]{64}/,
    );
  });

  test('its payment calls can be closed', async () => {
    const closed = await parley('tenant', 'payments', '--id', '404242', '--state', 'off');
    expect(closed).toMatchObject({ code: 0, out: expect.stringContaining('are off') });
  });

  test('is open to its token and its person until they are revoked', async () => {
    const api = createApiClient(`http://127.0.0.1:${port}`, token);
    expect(await api('GET', '/404242/api/v1/getContacts')).toMatchObject({ status: 200 });
    expect((await api('GET', '/', { token: null })).text).toContain('<title>Parley</title>');
    const signedIn = await api('POST', '/internal/session', {
      json: { email: 'ana@shop.test', password },
      token: null,
    });
    expect(signedIn).toMatchObject({ status: 201, body: { tenant: { id: '404242' }, operator: { name: 'ana' } } });
    const doctor = await parley('doctor');
    expect(doctor).toMatchObject({ code: 0 });
    expect(doctor.out).toContain('15550200001');
    const listed = await parley('token', 'list', '--tenant', '404242');
    expect(listed.out).toMatch(/last used 20\d\d-\d\d-\d\dT/);
    const [id = ''] = listed.out.split('\t');
    expect(await parley('token', 'revoke', '--tenant', '404242', '--id', id)).toMatchObject({ code: 0 });
    await expect.poll(async () => (await api('GET', '/404242/api/v1/getContacts')).status).toBe(401);
    expect(await stop(live.child, 'SIGKILL')).toBeNull();
  });

  test('comes back after SIGKILL of it or of its Postgres with its data, refuses a second process, and ends cleanly at SIGTERM', async () => {
    const { child, out } = await start({ PORT: String(port), PARLEY_DEMO_TOKEN: 'demo-token' });
    const api = createApiClient(`http://127.0.0.1:${port}`, 'demo-token');
    const contacts = await api<{ contact_list: unknown[] }>('GET', '/100100/api/v1/getContacts');
    expect(contacts.body.contact_list).toHaveLength(5);
    await expect(start({ PORT: '0' })).rejects.toThrow('already runs');
    // As an out-of-memory killer does: the platform starts its database again.
    const [postmaster] = (await readFile(join(await clusterPlace(), 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(postmaster), 'SIGKILL');
    await expect.poll(out).toContain('The embedded Postgres was started again.');
    await expect.poll(async () => (await api('GET', '/readyz')).status).toBe(200);
    expect((await api<typeof contacts.body>('GET', '/100100/api/v1/getContacts')).body).toEqual(contacts.body);
    expect(await stop(child, 'SIGTERM')).toBe(0);
    const place = await clusterPlace();
    await expect(stat(join(place, 'postmaster.pid'))).rejects.toThrow();
    expect((await stat(join(dataDir, 'secret-key'))).mode & 0o077).toBe(0);
  });

  test('a start with another secret key is refused: nothing could be sent with it', async () => {
    const { code, err } = await parleyWith({ PORT: '0', PARLEY_SECRET_KEY: 'another key of many letters' }, 'start');
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('does not open the stored secrets') });
  });

  test('a workspace that does not exist is told, whatever is to be done in it', async () => {
    for (const args of [
      ['token', 'add', '--name', 'x'],
      ['token', 'list'],
      ['channel', 'list'],
    ]) {
      const { code, err } = await parley(...args, '--tenant', '999');
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('There is no workspace 999') });
    }
  });

  test('a start whose port is taken says so and ends', async () => {
    const other = createServer();
    const port = await findFreePort();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const { code, err } = await parleyWith({ PORT: String(port) }, 'start');
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`),
    });
    await new Promise((resolve) => other.close(resolve));
  });
});
