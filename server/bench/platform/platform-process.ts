import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { present } from '../../src/kernel/assert.ts';

/** The real platform, `parley start`, in a process of its own. */
export interface PlatformProcess {
  readonly pid: number;
  readonly baseUrl: string;
  /** Ends it at once, without a chance to tidy up. The embedded Postgres goes on running. */
  kill(): Promise<void>;
  /** Ends it in order, with the embedded Postgres. Kills it when that takes too long. */
  stop(): Promise<void>;
  /** Resolves when `/readyz` says yes and the start is over. Rejects when the process ends before, with the end of its log. */
  ready(): Promise<void>;
  /** How it ended and the end of its log; undefined while it runs. */
  ending(): string | undefined;
}

export interface PlatformSettings {
  readonly port: number;
  readonly dataDir: string;
  /** What the process writes is appended here. */
  readonly logFile: string;
  readonly graphUrl: string;
  readonly secrets: PlatformSecrets;
  /** The environment of the bench, which the platform inherits. */
  readonly environment: NodeJS.ProcessEnv;
  /** Arguments for Node itself, such as a profiler's. */
  readonly nodeArguments?: readonly string[];
}

export interface PlatformSecrets {
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

const mainFile = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** As npm start gives it. */
export const heapFlag = '--max-semi-space-size=32';
/** Printed when all of the start is done: workers run, the demo customers have written. */
const announcement = 'Parley is ready';
const readyLimitMs = 60_000;
const readyPollMs = 20;
const stopLimitMs = 30_000;
const logTailLength = 3_000;

export function startPlatform(settings: PlatformSettings): PlatformProcess {
  const child = spawn(process.execPath, [heapFlag, ...(settings.nodeArguments ?? []), mainFile, 'start'], {
    env: toEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(settings.logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  let announced = false;
  child.stdout.on('data', (chunk: Buffer) => {
    announced ||= chunk.includes(announcement);
  });
  const baseUrl = `http://127.0.0.1:${settings.port}`;
  const ending = (): string | undefined => {
    if (child.exitCode === null && child.signalCode === null) return undefined;
    const how = child.signalCode ?? `exit code ${child.exitCode}`;
    return `The platform ended (${how}). The end of its log:\n${readTail(settings.logFile)}`;
  };
  return {
    pid: present(child.pid, 'the pid of the platform'),
    baseUrl,
    kill: () => end(child, 'SIGKILL'),
    async stop() {
      const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      await end(child, 'SIGTERM');
      clearTimeout(limit);
    },
    ending,
    async ready() {
      const deadline = performance.now() + readyLimitMs;
      while (!announced || !(await isReady(baseUrl))) {
        const ended = ending();
        if (ended !== undefined) throw new Error(ended);
        if (performance.now() > deadline) throw new Error(`The platform is not ready after ${readyLimitMs / 1000} s.`);
        await pause(readyPollMs);
      }
    },
  };
}

function toEnvironment(settings: PlatformSettings): NodeJS.ProcessEnv {
  const { secrets } = settings;
  return {
    ...settings.environment,
    HOST: '127.0.0.1',
    PORT: String(settings.port),
    DATABASE_URL: '',
    PARLEY_DATA_DIR: settings.dataDir,
    PARLEY_GRAPH_URL: settings.graphUrl,
    PARLEY_SIMULATOR: 'on',
    PARLEY_DEMO_TOKEN: secrets.token,
    PARLEY_DEMO_APP_SECRET: secrets.appSecret,
    PARLEY_DEMO_VERIFY_TOKEN: secrets.verifyToken,
    PARLEY_DEMO_THROUGHPUT: '0',
    PARLEY_LOG_LEVEL: 'warn',
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const answer = await request(`${baseUrl}/readyz`);
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}

function readTail(file: string): string {
  return readFileSync(file, 'utf8').slice(-logTailLength);
}
