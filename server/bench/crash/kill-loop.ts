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
const leastShare = 0.7;
const mostShare = 1.3;
const betweenKillsMs = 60;
const maxStarts = 3;

export interface KillLoopOptions {
  readonly kills: number;
  readonly postmasterEvery: number;
  readonly consumerDownMs: number;
}

export interface KillLoopDeps {
  readonly stage: Stage;
  readonly random: Random;
  readonly calls: BulkCalls;
  print(text: string): void;
}

/**
 * Kills the platform `kills` times and starts it again each time at once; every so many kills the postmaster is killed
 * with it. In the middle the receiver is down for a while, over one of the restarts. Resolves when the last start is ready.
 */
export async function runKillLoop(deps: KillLoopDeps, options: KillLoopOptions): Promise<KillLog> {
  const { random, print } = deps;
  const starts = watchStarts(deps.stage);
  const lines: string[] = [];
  const middle = Math.ceil(options.kills / 2);
  let postmasterKills = 0;
  for (let kill = 1; kill <= options.kills; kill += 1) {
    const withPostmaster = kill % options.postmasterEvery === 0;
    // The share of this kill in the recipients that are left, more or less.
    const share = deps.calls.left() / (options.kills - kill + 1);
    const count = Math.ceil(share * (leastShare + (mostShare - leastShare) * random.next()));
    if (withPostmaster) postmasterKills += 1;
    const aim = kill === middle ? undefined : chooseAim(random, starts.isReady());
    const line = `kill ${kill}: in ${aim ?? 'the time without a receiver'}${withPostmaster ? ', with the postmaster' : ''}`;
    print(line);
    lines.push(line);
    if (aim === undefined)
      await killWithoutReceiver(deps, starts, { count, withPostmaster, downMs: options.consumerDownMs });
    else await killAt(deps, starts, { aim, count, withPostmaster });
  }
  await starts.awaitReady();
  return { lines, kills: options.kills, postmasterKills, readyMs: starts.readyMs, failedStarts: starts.failures };
}

async function killAt(
  deps: KillLoopDeps,
  starts: Starts,
  plan: { aim: Aim; count: number; withPostmaster: boolean },
): Promise<void> {
  if (plan.aim !== 'the start') await starts.awaitReady();
  await approach(deps, plan.aim, plan.count);
  await killBoth(deps.stage, deps.random, plan.withPostmaster);
  starts.begin();
}

// The receiver is gone before the kill and comes back after the restart.
async function killWithoutReceiver(
  deps: KillLoopDeps,
  starts: Starts,
  plan: { count: number; withPostmaster: boolean; downMs: number },
): Promise<void> {
  await starts.awaitReady();
  await deps.stage.peers.call('setConsumer', { up: false });
  void deps.calls.callNext(plan.count);
  await pause(plan.downMs / 2);
  await killBoth(deps.stage, deps.random, plan.withPostmaster);
  starts.begin();
  await starts.awaitReady();
  await pause(plan.downMs / 2);
  await deps.stage.peers.call('setConsumer', { up: true });
}

/** The starts of the platform after its kills. */
interface Starts {
  readonly readyMs: number[];
  readonly failures: string[];
  isReady(): boolean;
  begin(): void;
  /** Throws when the platform does not start in `maxStarts` tries. */
  awaitReady(): Promise<void>;
}

function watchStarts(stage: Stage): Starts {
  const readyMs: number[] = [];
  const failures: string[] = [];
  let begunAt: number | undefined;
  return {
    readyMs,
    failures,
    isReady: () => begunAt === undefined,
    begin() {
      begunAt = performance.now();
      stage.startAgain();
    },
    async awaitReady() {
      if (begunAt === undefined) return;
      await startUntilReady(stage, failures);
      readyMs.push(performance.now() - begunAt);
      begunAt = undefined;
    },
  };
}

// A start can only be interrupted when the platform is starting.
function chooseAim(random: Random, isReady: boolean): Aim {
  const aim = random.pick(aims);
  return aim === 'the start' && isReady ? 'anything' : aim;
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
