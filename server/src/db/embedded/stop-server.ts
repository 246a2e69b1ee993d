import type { Log } from '../../kernel/log.ts';
import type { Binaries } from './binaries.ts';
import type { EmbeddedLimits } from './embedded-limits.ts';
import { errorCode } from './file-facts.ts';
import { pollFor } from './poll-for.ts';
import { isAlive, isSameProcess, type ProcessIdentity } from './process-facts.ts';
import { runTool } from './run-tool.ts';

export interface StopDeps {
  cluster: string;
  binaries: Binaries;
  limits: EmbeddedLimits;
  log: Log;
}

interface Step {
  signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL';
  /** What Windows has instead of the signal. */
  mode: 'fast' | 'immediate' | undefined;
  limitMs: number;
}

/**
 * Ends a server that is proven to be ours: fast shutdown, then immediate, then SIGKILL, each with its limit. Returns
 * when the process is gone. @throws when it is not.
 */
export async function stopServer(server: ProcessIdentity, deps: StopDeps): Promise<void> {
  const { limits } = deps;
  const steps: Step[] = [
    { signal: 'SIGINT', mode: 'fast', limitMs: limits.fastStopMs },
    { signal: 'SIGQUIT', mode: 'immediate', limitMs: limits.immediateStopMs },
    { signal: 'SIGKILL', mode: undefined, limitMs: limits.killMs },
  ];
  for (const step of steps) {
    if (!(await isSameProcess(server))) return;
    await send(server.pid, step, deps);
    const look = async () => ((await isAlive(server)) ? undefined : true);
    if (await pollFor(look, { everyMs: limits.pollMs, limitMs: step.limitMs })) return;
    deps.log.warn({ pid: server.pid, signal: step.signal }, 'Postgres did not stop in time.');
  }
  throw new Error(`Postgres (process ${server.pid}) over ${deps.cluster} cannot be stopped.`);
}

async function send(pid: number, step: Step, deps: StopDeps): Promise<void> {
  if (process.platform === 'win32' && step.mode) {
    const args = ['stop', '-D', deps.cluster, '-m', step.mode, '-W'];
    await runTool({ program: deps.binaries.pgCtl, args, account: undefined, limitMs: step.limitMs });
    return;
  }
  try {
    process.kill(pid, step.signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return;
    throw new Error(`Postgres (process ${pid}) belongs to another user and cannot be stopped by this one.`, {
      cause: error,
    });
  }
}
