import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Log } from '../../kernel/log.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { EmbeddedLimits } from './embedded-limits.ts';
import { pollFor } from './poll-for.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { type ProcessIdentity, readProcess } from './process-facts.ts';
import { explainSpawnFailure, toolSurroundings } from './run-tool.ts';
import type { ServerLog } from './server-log.ts';
import { type Durability, type ListenAddress, settingArguments } from './server-settings.ts';
import { stopServer } from './stop-server.ts';

export interface LaunchDeps {
  cluster: string;
  account: Account | undefined;
  binaries: Binaries;
  durability: Durability;
  limits: EmbeddedLimits;
  log: Log;
}

export interface LaunchedServer {
  identity: ProcessIdentity;
  /** Undefined on Windows, where the server is started by a go-between. */
  child: ChildProcess | undefined;
}

/**
 * Starts a server and waits until it is ready. Undefined when it ended before; its log says why.
 * @throws when it can neither be started nor become ready within `limits.startMs`.
 */
export async function launchServer(
  listen: ListenAddress,
  serverLog: ServerLog,
  deps: LaunchDeps,
): Promise<LaunchedServer | undefined> {
  const settings = settingArguments({ version: deps.binaries.version, durability: deps.durability, listen });
  return process.platform === 'win32'
    ? await launchByGoBetween(settings, serverLog, deps)
    : await launchChild(settings, serverLog, deps);
}

/**
 * In a process group of its own: Ctrl-C in a terminal reaches a whole group, and Parley must end before its database.
 */
async function launchChild(
  settings: readonly string[],
  serverLog: ServerLog,
  deps: LaunchDeps,
): Promise<LaunchedServer | undefined> {
  const child = spawn(deps.binaries.postgres, ['-D', deps.cluster, ...settings], {
    ...toolSurroundings(deps.account),
    detached: true,
    stdio: ['ignore', serverLog.file.fd, serverLog.file.fd],
  });
  child.unref();
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const pid = await spawned(child, deps);
  const identity = await readProcess(pid);
  const look = async (): Promise<'ready' | 'ended' | undefined> => {
    if (ended) return 'ended';
    const file = await readPostmasterFile(deps.cluster);
    return file?.pid === pid && file.status === 'ready' ? 'ready' : undefined;
  };
  const outcome = await pollFor(look, { everyMs: deps.limits.pollMs, limitMs: deps.limits.startMs });
  if (!identity || outcome === 'ended') return undefined;
  if (outcome === 'ready') return { identity, child };
  await stopServer(identity, deps);
  throw new Error(`Postgres over ${deps.cluster} was not ready after ${deps.limits.startMs / 1000} s.`);
}

async function spawned(child: ChildProcess, deps: LaunchDeps): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('spawn', () => resolve(child.pid ?? 0));
  child.once('error', (cause) => reject(explainSpawnFailure(deps.binaries.postgres, deps.account, cause)));
  return await promise;
}

/** On Windows pg_ctl takes away administrator's rights, which Postgres refuses, and waits until the server is ready. */
async function launchByGoBetween(
  settings: readonly string[],
  serverLog: ServerLog,
  deps: LaunchDeps,
): Promise<LaunchedServer | undefined> {
  const limitS = Math.ceil(deps.limits.startMs / 1000);
  const args = [
    'start',
    '-D',
    deps.cluster,
    '-l',
    serverLog.path,
    '-o',
    settings.join(' '),
    '-w',
    '-t',
    String(limitS),
  ];
  // No pipes: the server would inherit them, and they would stay open as long as it runs.
  const goBetween = spawn(deps.binaries.pgCtl, args, {
    ...toolSurroundings(undefined),
    stdio: 'ignore',
    windowsHide: true,
  });
  await spawned(goBetween, deps);
  if (goBetween.exitCode === null) await once(goBetween, 'exit');
  const pid = (await readPostmasterFile(deps.cluster))?.pid;
  const identity = pid === undefined ? undefined : await readProcess(pid);
  return goBetween.exitCode === 0 && identity ? { identity, child: undefined } : undefined;
}
