import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process that cannot be confused with a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque; equal only for the same process of the same boot. */
  startedAt: string;
}

export interface ProcessFacts extends ProcessIdentity {
  /** Undefined when the system does not tell. */
  commandLine: string | undefined;
  workingDirectory: string | undefined;
}

const queryLimitMs = 10_000;
/** Times must read the same whoever asks. */
const plainEnvironment = { LC_ALL: 'C', TZ: 'UTC' };
const run = promisify(execFile);

/** What the system knows about a live process; undefined when there is none, or only an unreaped dead one. */
export async function readProcess(pid: number): Promise<ProcessFacts | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') return await readFromProc(pid);
  return process.platform === 'win32' ? await readFromPowerShell(pid) : await readFromPs(pid);
}

/** True while that very process lives. Cheap enough to ask every few milliseconds. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  if (process.platform === 'linux') return (await readStartOnLinux(identity.pid)) === identity.startedAt;
  try {
    return process.kill(identity.pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** As isAlive, but proves on every system that the number was not given to another process since. */
export async function isSameProcess(identity: ProcessIdentity): Promise<boolean> {
  return (await readProcess(identity.pid))?.startedAt === identity.startedAt;
}

async function readFromProc(pid: number): Promise<ProcessFacts | undefined> {
  const startedAt = await readStartOnLinux(pid);
  if (startedAt === undefined) return undefined;
  const commandLine = await orUndefined(readFile(`/proc/${pid}/cmdline`, 'utf8'));
  return {
    pid,
    startedAt,
    commandLine: commandLine?.replaceAll('\0', ' ').trim(),
    workingDirectory: await orUndefined(readlink(`/proc/${pid}/cwd`)),
  };
}

/** Ticks since boot alone repeat when a small machine boots the same way twice, so the boot is part of it. */
async function readStartOnLinux(pid: number): Promise<string | undefined> {
  const text = await orUndefined(readFile(`/proc/${pid}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  // The name in parentheses may hold spaces and parentheses itself; fields are counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
  const boot = await orUndefined(readFile('/proc/sys/kernel/random/boot_id', 'utf8'));
  return `${boot?.trim() ?? 'boot'}/${startTicks}`;
}

async function readFromPs(pid: number): Promise<ProcessFacts | undefined> {
  const line = await output('/bin/ps', ['-ww', '-p', String(pid), '-o', 'stat=', '-o', 'lstart=', '-o', 'command=']);
  const match = /^\s*(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s*(.*)$/.exec(line ?? '');
  const [, state, startedAt, commandLine] = match ?? [];
  if (!state || !startedAt || state.startsWith('Z')) return undefined;
  return { pid, startedAt, commandLine: commandLine?.trim(), workingDirectory: undefined };
}

async function readFromPowerShell(pid: number): Promise<ProcessFacts | undefined> {
  const query = `Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}' | ForEach-Object { $_.CreationDate.ToFileTimeUtc(); $_.CommandLine }`;
  const text = await output('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query]);
  const [startedAt, commandLine] = (text ?? '').split(/\r?\n/);
  if (!startedAt) return undefined;
  return {
    pid,
    startedAt: startedAt.trim(),
    commandLine: commandLine?.trim() || undefined,
    workingDirectory: undefined,
  };
}

async function output(command: string, args: string[]): Promise<string | undefined> {
  const result = await orUndefined(
    run(command, args, { timeout: queryLimitMs, windowsHide: true, env: plainEnvironment }),
  );
  return result?.stdout.trim() || undefined;
}

async function orUndefined<T>(value: Promise<T>): Promise<T | undefined> {
  try {
    return await value;
  } catch {
    return undefined;
  }
}
