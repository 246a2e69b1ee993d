import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findRunningPostgres, startEmbeddedPostgres } from '../src/db/embedded/embedded-postgres.ts';
import { readProcess } from '../src/db/embedded/process-facts.ts';
import {
  cleanUp,
  closeLab,
  createLab,
  defaults,
  type EmbeddedLab,
  exists,
  isRoot,
  keepNote,
  leaveRunning,
  makeBase,
  makeDataDir,
  modeOf,
  openClient,
  query,
  readNote,
  start,
  startChild,
  startInChild,
  until,
} from './embedded-postgres-lab.ts';

let lab: EmbeddedLab;
beforeAll(async () => {
  lab = await createLab();
});
afterEach(async () => await cleanUp(lab));
afterAll(async () => await closeLab(lab));

describe('a new database', () => {
  it('is in UTF-8, knows letters beyond ASCII and has checksums', async () => {
    const server = await start(lab, lab.home);
    expect(server.adopted).toBe(false);
    expect(server.connection).toMatchObject({ user: 'parley', database: 'parley' });
    const rows = await query(
      server.connection,
      `select lower('ÄÉ') as lower, current_setting('server_encoding') as encoding,
        current_setting('data_checksums') as checksums, current_setting('timezone') as zone`,
    );
    expect(rows).toEqual([{ lower: 'äé', encoding: 'UTF8', checksums: 'on', zone: 'UTC' }]);
  });

  it('is private', async () => {
    const server = await start(lab, lab.home);
    // For root another account runs Postgres, which must pass through the directory but not list it.
    expect(await modeOf(lab.home)).toBe(isRoot ? 0o710 : 0o700);
    for (const directory of ['postgres', 'postgres/.s']) expect(await modeOf(join(lab.home, directory))).toBe(0o700);
    for (const file of ['postgres-password', 'postgres.log']) expect(await modeOf(join(lab.home, file))).toBe(0o600);
    expect(await modeOf(join(server.connection.host, `.s.PGSQL.${server.connection.port}`))).toBe(0o700);
  });

  it('asks for the password on the socket and on TCP', async () => {
    const { connection } = await start(lab, lab.home);
    for (const host of [connection.host, '127.0.0.1']) {
      expect(await query({ ...connection, host }, 'select 1 as one')).toEqual([{ one: 1 }]);
      await expect(query({ ...connection, host, password: 'wrong' }, 'select 1')).rejects.toMatchObject({
        code: '28P01',
      });
    }
  });

  it('listens on 127.0.0.1 alone', async () => {
    const { connection } = await start(lab, lab.home);
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const hosts = others.map(({ address }) => address).filter((address) => address !== '127.0.0.1');
    expect(await isListening('127.0.0.1', connection.port)).toBe(true);
    // Any address of the loopback network answers when a server listens everywhere.
    for (const host of ['127.0.0.2', ...hosts]) expect(await isListening(host, connection.port), host).toBe(false);
  });

  it('has a short private directory for the socket when the path of the data directory is long', async () => {
    const dataDir = join(await makeBase(lab), 'a'.repeat(100), '.parley');
    const server = await start(lab, dataDir);
    expect(dirname(server.connection.host)).toBe(tmpdir());
    expect(await modeOf(server.connection.host)).toBe(0o700);
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await exists(server.connection.host)).toBe(false);
  });

  it('is whole even when an earlier initialisation was interrupted', async () => {
    const dataDir = await makeDataDir(lab);
    await mkdir(join(dataDir, 'postgres.new-0123', 'cluster'), { recursive: true });
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n');
    const server = await start(lab, dataDir);
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await exists(join(dataDir, 'postgres.new-0123'))).toBe(false);
    expect(await readdir(join(dataDir, 'postgres.previous'))).toEqual(['PG_VERSION']);
  });
});

describe('a later start', () => {
  it('finds the data again after a stop', async () => {
    const first = await start(lab, lab.home);
    const note = await keepNote(first.connection);
    await Promise.all([first.stop(), first.stop()]);
    await first.stop();
    expect(await readProcess(first.pid)).toBeUndefined();
    const second = await start(lab, lab.home);
    expect(second.adopted).toBe(false);
    expect(await readNote(second.connection)).toBe(note);
  });

  it('commits to disk unless told otherwise', async () => {
    const settings = "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit";
    const { durability: _, ...unsaid } = defaults;
    const durable = await startEmbeddedPostgres({ dataDir: lab.home, ...unsaid });
    lab.servers.push(durable);
    expect(await query(durable.connection, settings)).toEqual([{ fsync: 'on', commit: 'on' }]);
    await durable.stop();
    const fast = await start(lab, lab.home, { durability: 'none' });
    expect(await query(fast.connection, settings)).toEqual([{ fsync: 'off', commit: 'off' }]);
  });

  it('sets the password anew when its file was lost', async () => {
    const first = await start(lab, lab.home);
    const note = await keepNote(first.connection);
    await first.stop();
    await rm(join(lab.home, 'postgres-password'));
    const second = await start(lab, lab.home);
    expect(second.connection.password).not.toBe(first.connection.password);
    expect(await readNote(second.connection)).toBe(note);
  });

  it('refuses a database of another major version', async () => {
    const file = join(lab.home, 'postgres', 'PG_VERSION');
    await writeFile(file, '17\n');
    await expect(start(lab, lab.home)).rejects.toThrow(/made by Postgres 17.*brings Postgres 18/);
    await writeFile(file, '18\n');
    expect((await start(lab, lab.home)).adopted).toBe(false);
  });

  it('tells the end of the server log when the server does not start', async () => {
    const file = join(lab.home, 'postgres', 'postgresql.conf');
    const settings = await readFile(file, 'utf8');
    await writeFile(file, 'no_such_setting = 1\n');
    await expect(start(lab, lab.home)).rejects.toThrow(/did not start.*no_such_setting/s);
    await writeFile(file, settings);
    expect((await start(lab, lab.home)).adopted).toBe(false);
  });

  it('puts a large server log aside', async () => {
    const before = await readFile(join(lab.home, 'postgres.log'), 'utf8');
    await start(lab, lab.home, { limits: { logBytes: 10 } });
    expect(await readFile(join(lab.home, 'postgres.log.1'), 'utf8')).toBe(before);
    expect((await stat(join(lab.home, 'postgres.log'))).size).toBeGreaterThan(0);
  });
});

describe('a server left running by a killed Parley', () => {
  it('is adopted with its data, and stopped like its own', async () => {
    const orphan = await leaveRunning(lab, lab.home);
    const server = await start(lab, lab.home);
    expect(server.adopted).toBe(true);
    expect(server.pid).toBe(orphan.pid);
    expect(await readNote(server.connection)).toBe(orphan.note);
    await server.stop();
    expect(await readProcess(orphan.pid)).toBeUndefined();
  });

  it('is started anew when it runs with other settings', async () => {
    const orphan = await leaveRunning(lab, lab.home);
    const server = await start(lab, lab.home, { durability: 'full' });
    expect(server.adopted).toBe(false);
    expect(await readProcess(orphan.pid)).toBeUndefined();
    expect(await readNote(server.connection)).toBe(orphan.note);
  });

  it('is ended and started anew when it answers no more', async () => {
    const orphan = await leaveRunning(lab, lab.home, { durability: 'full' });
    process.kill(orphan.pid, 'SIGSTOP');
    const limits = { answerMs: 300, fastStopMs: 100, immediateStopMs: 100 };
    const server = await start(lab, lab.home, { durability: 'full', limits });
    expect(server.adopted).toBe(false);
    expect(await readProcess(orphan.pid)).toBeUndefined();
    expect(await readNote(server.connection)).toBe(orphan.note);
  });

  it('is waited for while it recovers', async () => {
    const orphan = await leaveRunning(lab, lab.home, { durability: 'full' });
    // The loss of such a process makes the server recover: it answers, but takes no connection meanwhile.
    const rows = await query(orphan.connection, "select pid from pg_stat_activity where backend_type = 'checkpointer'");
    const open = await openClient(orphan.connection);
    const cut = new Promise((resolve) => open.once('end', resolve));
    process.kill(Number(rows[0]?.pid), 'SIGKILL');
    // It has noticed when it ends the connections that are open.
    await cut;
    const server = await start(lab, lab.home, { durability: 'full' });
    expect(server.adopted).toBe(true);
    expect(await readNote(server.connection)).toBe(orphan.note);
  });

  it('is missed when it ends by itself after it was adopted', async () => {
    await leaveRunning(lab, lab.home);
    const told: string[] = [];
    const server = await start(lab, lab.home, { limits: { watchMs: 20 }, onExit: (sentence) => told.push(sentence) });
    expect(server.adopted).toBe(true);
    process.kill(server.pid, 'SIGKILL');
    await until(async () => told.length > 0);
    expect(told).toEqual([expect.stringMatching(/ended unexpectedly/)]);
  });
});

describe('a server that was killed', () => {
  it('is missed, recovers at the next start and has lost nothing', async () => {
    const told: string[] = [];
    const first = await start(lab, lab.home, { durability: 'full', onExit: (sentence) => told.push(sentence) });
    const note = await keepNote(first.connection);
    const busy = await openClient(first.connection);
    // A backend that computes does not notice at once that its postmaster is gone.
    const work = busy.query('select count(*) from generate_series(1, 3000000)').catch(() => {});
    process.kill(first.pid, 'SIGKILL');
    await until(async () => told.length > 0);
    expect(told[0]).toMatch(/ended unexpectedly with SIGKILL/);
    const second = await start(lab, lab.home, { durability: 'full' });
    expect(second.adopted).toBe(false);
    expect(await readNote(second.connection)).toBe(note);
    await work;
  });

  it('starts again when another program has its process number now, and that program is left alone', async () => {
    const first = await start(lab, lab.home);
    const note = await keepNote(first.connection);
    const pidFile = join(lab.home, 'postgres', 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await first.stop();
    // Of the same user as Postgres, which by itself would refuse to start then.
    const { uid, gid } = await stat(join(lab.home, 'postgres'));
    const stranger = startChild(lab, 'sleep', ['1000'], isRoot ? { uid, gid } : {});
    await once(stranger, 'spawn');
    await writeFile(pidFile, text.replace(/^\d+/, String(stranger.pid)));
    const second = await start(lab, lab.home);
    expect(second.adopted).toBe(false);
    expect(await readNote(second.connection)).toBe(note);
    expect(await readProcess(stranger.pid ?? 0)).toBeDefined();
  });
});

describe('a live Parley', () => {
  it('keeps its database to itself, while commands beside it can connect', async () => {
    expect(await findRunningPostgres({ dataDir: lab.home, log: defaults.log })).toBeUndefined();
    const owner = await startInChild(lab, lab.home);
    const note = await keepNote(owner.connection);
    await expect(start(lab, lab.home)).rejects.toThrow(`process ${owner.child.pid}`);
    const found = await findRunningPostgres({ dataDir: lab.home, log: defaults.log });
    expect(found?.pid).toBe(owner.pid);
    await found?.stop();
    expect(await readNote(owner.connection)).toBe(note);
  });

  it('does not lose its server to the Ctrl-C of a terminal, which goes to the whole process group', async () => {
    const owner = await startInChild(lab, lab.home, { detached: true });
    process.kill(-(owner.child.pid ?? 0), 'SIGINT');
    await once(owner.child, 'exit');
    const server = await start(lab, lab.home);
    expect(server.adopted).toBe(true);
  });
});

async function isListening(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2_000 });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
