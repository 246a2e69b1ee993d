import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, readTextIfThere } from './file-facts.ts';
import { type ProcessFacts, readProcess } from './process-facts.ts';

/** What a running Postgres writes into `postmaster.pid`; a server in its first moments has not written all of it. */
export interface PostmasterFile {
  pid: number;
  port: number | undefined;
  /** Undefined when the server has no unix socket. */
  socketDirectory: string | undefined;
  status: 'starting' | 'ready' | 'stopping';
}

export function postmasterFilePath(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** Undefined when there is no such file or it names no process. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readTextIfThere(postmasterFilePath(cluster));
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const port = Number(lines[3]);
  const status = lines[7];
  return {
    pid,
    port: port > 0 ? port : undefined,
    socketDirectory: lines[4] || undefined,
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  };
}

/**
 * Removes the file of a server that is dead, but still listed since its parent has not asked for its end: in a
 * container without an init process that lasts for ever, and Postgres takes the entry for a live server.
 */
export async function removeDeadPostmasterFile(cluster: string): Promise<void> {
  const file = await readPostmasterFile(cluster);
  if (!file || !isListed(file.pid) || (await readProcess(file.pid))) return;
  await rm(postmasterFilePath(cluster), { force: true });
}

function isListed(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * Whether the process is a Postgres over that directory: `ours` and `foreign` are proven, `unknown` is neither, and
 * then the process must not be signalled and its pid file not be removed. `cluster` must be a real path.
 */
export function proveOwnership(facts: ProcessFacts, cluster: string): 'ours' | 'foreign' | 'unknown' {
  const directory = plain(cluster);
  const command = facts.commandLine === undefined ? undefined : `/${plain(facts.commandLine)} `;
  const standsInside = facts.workingDirectory === undefined ? undefined : plain(facts.workingDirectory) === directory;
  const launched = ['postgres', 'postgres.exe'].some((name) => command?.includes(`/${name} -D ${directory} `));
  if (launched && standsInside !== false) return 'ours';
  const names = command?.includes(directory);
  if (standsInside === false && names !== true) return 'foreign';
  if (standsInside === undefined && names === false) return 'foreign';
  return 'unknown';
}

/** Windows quotes arguments and mixes both slashes. */
function plain(text: string): string {
  return process.platform === 'win32' ? text.replaceAll('"', '').replaceAll('\\', '/') : text;
}
