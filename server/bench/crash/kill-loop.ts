import { setTimeout as pause } from 'node:timers/promises';
import { findPostmasterPid } from '../platform/embedded-database.ts';
import type { Stage } from '../stage.ts';
import type { BulkCalls } from './bulk-calls.ts';
import type { Random } from './random.ts';

export interface KillLog {
  readonly lines: readonly string[];
  readonly kills: number;
  readonly postmasterKills: number;
  /** From the start of a process until it was ready. */
  readonly readyMs: readonly number[];
  /** What kept the platform from starting. */
  readonly failedStarts: readonly string[];
}

/** What the kill interrupts. */
type Aim = 'an accept' | 'the dispatch' | 'anything' | 'the start';

const aims: readonly [Aim, ...Aim[]] = [
  'an accept',
  'an accept',
  'the dispatch',
  'the dispatch',
  'anything',
  'the start',
];
/** Of the time that accepts take: kills fall before, into and just after the commit. */
const acceptShare = 1.3;
const dispatchMs = 500;
const anythingMs = 1_500;
const startMs = 1_500;
const betweenKillsMs = 60;
const maxStarts = 3;

export interface KillLoopDeps {
  readonly stage: Stage;
  readonly random: Random;
  readonly calls: BulkCalls;
  print(text: string): void;
}

/**
 * Kills the platform `kills` times and starts it again each time at once; every fourth time the postmaster is killed
 * with it. In the middle the receiver is down for a while, over one of the restarts. Resolves when the last start is ready.
 */
export async function runKillLoop(
  deps: KillLoopDeps,
  options: { kills: number; postmasterEvery: number; consumerDownMs: number },
): Promise<KillLog> {
  const { stage, random, print } = deps;
  const log = {
    lines: [] as string[],
    kills: 0,
    postmasterKills: 0,
    readyMs: [] as number[],
    failedStarts: [] as string[],
  };
  const middle = Math.ceil(options.kills / 2);
  let startedAt = performance.now();
  let ready = true;
  const awaitReady = async (): Promise<void> => {
    if (ready) return;
    await startUntilReady(stage, log.failedStarts);
    ready = true;
    log.readyMs.push(performance.now() - startedAt);
  };
  for (let kill = 1; kill <= options.kills; kill += 1) {
    const isMiddle = kill === middle;
    // A start can only be interrupted when there was one before.
    const aim = isMiddle || ready ? withoutStart(random) : random.pick(aims);
    if (aim !== 'the start') await awaitReady();
    if (isMiddle) await stage.peers.call('setConsumer', { up: false });
    const count = Math.ceil((deps.calls.left() / (options.kills - kill + 1)) * (0.7 + 0.6 * random.next()));
    const underWay = isMiddle ? waitWithCalls(deps, count, options.consumerDownMs / 2) : approach(deps, aim, count);
    await underWay;
    const withPostmaster = kill % options.postmasterEvery === 0;
    await killBoth(stage, random, withPostmaster);
    log.kills += 1;
    if (withPostmaster) log.postmasterKills += 1;
    startedAt = performance.now();
    stage.startAgain();
    ready = false;
    const line = `kill ${kill}: in ${isMiddle ? 'the time without a receiver' : aim}${withPostmaster ? ', with the postmaster' : ''}`;
    log.lines.push(line);
    print(line);
    if (isMiddle) {
      await awaitReady();
      await waitWithCalls(deps, 0, options.consumerDownMs / 2);
      await stage.peers.call('setConsumer', { up: true });
    }
  }
  await awaitReady();
  return log;
}

function withoutStart(random: Random): Aim {
  const aim = random.pick(aims);
  return aim === 'the start' ? 'anything' : aim;
}

/** Resolves at the moment of the kill. Calls that it cuts off end by themselves. */
async function approach({ calls, random }: KillLoopDeps, aim: Aim, count: number): Promise<void> {
  if (aim === 'the start') return pause(random.between(0, startMs));
  if (aim === 'anything') {
    void calls.callNext(count);
    return pause(random.between(0, anythingMs));
  }
  const call = calls.callNext(count);
  if (aim === 'an accept') return pause(random.next() * acceptShare * calls.usualMs());
  await call;
  return pause(random.between(0, dispatchMs));
}

async function waitWithCalls({ calls }: KillLoopDeps, count: number, waitMs: number): Promise<void> {
  if (count > 0) void calls.callNext(count);
  await pause(waitMs);
}

async function killBoth(stage: Stage, random: Random, withPostmaster: boolean): Promise<void> {
  if (!withPostmaster) return stage.platform().kill();
  const pid = await findPostmasterPid(stage.dataDir);
  const killPostmaster = async (): Promise<void> => {
    if (pid !== undefined) killIfAlive(pid);
  };
  const steps = [killPostmaster, () => stage.platform().kill()];
  for (const step of random.next() < 0.5 ? steps : steps.reverse()) {
    await step();
    await pause(random.between(0, betweenKillsMs));
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function startUntilReady(stage: Stage, failures: string[]): Promise<void> {
  for (let start = 1; ; start += 1) {
    try {
      return await stage.platform().ready();
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
      if (start >= maxStarts) throw error;
      await stage.platform().kill();
      stage.startAgain();
    }
  }
}
