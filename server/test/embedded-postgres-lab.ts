import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect } from 'vitest';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type PostgresConnection,
  startEmbeddedPostgres,
} from '../src/db/embedded/embedded-postgres.ts';
import { pollFor } from '../src/db/embedded/poll-for.ts';
import { proveOwnership, readPostmasterFile } from '../src/db/embedded/postmaster-file.ts';
import { readProcess } from '../src/db/embedded/process-facts.ts';
import { createLog } from '../src/kernel/log.ts';
import { patienceMs } from './harness/patience.ts';

/** What a test file made and has to end or remove. */
export interface EmbeddedLab {
  bases: string[];
  servers: EmbeddedPostgres[];
  children: ChildProcess[];
  /** A data directory with a cluster, made once since that takes longest; stopped between tests. */
  home: string;
}

export const sourceDir = fileURLToPath(new URL('../src/', import.meta.url));
export const isRoot = process.getuid?.() === 0;
export const defaults = { log: createLog({ level: 'silent' }), durability: 'none' } as const;
const waitLimits = { everyMs: 10, limitMs: patienceMs };

export async function createLab(): Promise<EmbeddedLab> {
  const lab: EmbeddedLab = { bases: [], servers: [], children: [], home: '' };
  lab.home = await makeDataDir(lab);
  await (await start(lab, lab.home)).stop();
  // Kept when the first test is over.
  lab.bases.length = 0;
  return lab;
}

/** Ends every process a test left and removes its directories. */
export async function cleanUp(lab: EmbeddedLab): Promise<void> {
  for (const child of lab.children.splice(0)) await kill(child);
  for (const server of lab.servers.splice(0)) await server.stop();
  await endServer(join(lab.home, 'postgres'));
  for (const base of lab.bases.splice(0)) await removeBase(base);
}

export async function closeLab(lab: EmbeddedLab): Promise<void> {
  await removeBase(dirname(lab.home));
}

export async function start(
  lab: EmbeddedLab,
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...defaults, ...options });
  lab.servers.push(server);
  return server;
}

/** A directory that nobody else can enter. */
export async function makePrivateBase(lab: EmbeddedLab): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
  lab.bases.push(base);
  return base;
}

/** A directory that everybody can pass through. */
export async function makeBase(lab: EmbeddedLab): Promise<string> {
  const base = await makePrivateBase(lab);
  await chmod(base, 0o755);
  return base;
}

export async function makeDataDir(lab: EmbeddedLab): Promise<string> {
  return join(await makeBase(lab), '.parley');
}

export interface ChildOptions {
  sourceDir?: string;
  durability?: 'full' | 'none';
  uid?: number;
  gid?: number;
  detached?: boolean;
}

export interface ChildServer {
  child: ChildProcess;
  pid: number;
  connection: PostgresConnection;
}

/** Starts the database in a process of its own, which then waits. */
export async function startInChild(
  lab: EmbeddedLab,
  dataDir: string,
  options: ChildOptions = {},
): Promise<ChildServer> {
  const { sourceDir: from = sourceDir, durability = 'none', ...spawnOptions } = options;
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(from, 'db/embedded/embedded-postgres.ts'))};
    import { createLog } from ${JSON.stringify(join(from, 'kernel/log.ts'))};
    const log = createLog({ level: 'silent' });
    const { pid, connection } = await startEmbeddedPostgres({ dataDir: process.argv[1], log, durability: '${durability}' });
    process.stdout.write(JSON.stringify({ pid, connection }) + '\\n');
    setInterval(() => {}, 1000);`;
  const child = startChild(lab, process.execPath, ['--input-type=module', '-e', script, dataDir], spawnOptions);
  if (!child.stdout) throw new Error('The child has no output.');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('The child ended before its database was ready.'))),
  ]);
  const { pid, connection }: Omit<ChildServer, 'child'> = JSON.parse(String(line));
  return { child, pid, connection };
}

/** A server with a note in it, whose Parley was killed. */
export async function leaveRunning(
  lab: EmbeddedLab,
  dataDir: string,
  options: ChildOptions = {},
): Promise<ChildServer & { note: string }> {
  const owner = await startInChild(lab, dataDir, options);
  const note = await keepNote(owner.connection);
  await kill(owner.child);
  return { ...owner, note };
}

export function startChild(
  lab: EmbeddedLab,
  command: string,
  args: string[],
  options: { uid?: number; gid?: number; detached?: boolean },
): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/', ...options });
  lab.children.push(child);
  return child;
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export async function openClient(connection: PostgresConnection): Promise<Client> {
  const client = new Client({ ...connection });
  client.on('error', () => {});
  await client.connect();
  return client;
}

export async function query(connection: PostgresConnection, text: string): Promise<Record<string, unknown>[]> {
  const client = await openClient(connection);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Writes a new text, which the tests before cannot have written. */
export async function keepNote(connection: PostgresConnection): Promise<string> {
  const text = randomUUID();
  await query(connection, `drop table if exists note; create table note as select '${text}' as text`);
  return text;
}

export async function readNote(connection: PostgresConnection): Promise<unknown> {
  return (await query(connection, 'select text from note'))[0]?.text;
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  expect(await pollFor(async () => ((await holds()) ? true : undefined), waitLimits)).toBe(true);
}

export async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

export async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/** Ends whatever a failed test left running and removes all its directories. */
async function removeBase(base: string): Promise<void> {
  for (const location of await findAll(base, 'postgres-location')) {
    const cluster = (await readFile(location, 'utf8')).trim();
    await killServer(cluster);
    await rm(dirname(cluster), { recursive: true, force: true });
    await rmdir(dirname(dirname(cluster))).catch(() => {});
  }
  for (const file of await findAll(base, 'postmaster.pid')) await killServer(dirname(file));
  await rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

async function findAll(base: string, name: string): Promise<string[]> {
  const entries = await readdir(base, { recursive: true });
  return entries.filter((entry) => entry.endsWith(`/${name}`)).map((entry) => join(base, entry));
}

/** Leaves the shared cluster stopped for the next test. */
async function endServer(cluster: string): Promise<void> {
  const facts = await readProcess((await readPostmasterFile(cluster))?.pid ?? 0);
  if (!facts || proveOwnership(facts, cluster) !== 'ours') return;
  process.kill(facts.pid, 'SIGINT');
  await until(async () => (await readProcess(facts.pid)) === undefined);
}

async function killServer(cluster: string): Promise<void> {
  const facts = await readProcess((await readPostmasterFile(cluster))?.pid ?? 0);
  if (facts && proveOwnership(facts, cluster) === 'ours') process.kill(facts.pid, 'SIGKILL');
}
