import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { findFreePort } from './free-port.ts';

/** Parley as a process of its own, to be killed. */
export interface ChildPlatform {
  readonly baseUrl: string;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** A start takes two seconds; on a machine with much else to do, many more. */
const startLimitMs = 90_000;
const shownOfErrors = 2_000;

/**
 * Starts the platform and waits until it says where it listens. Rejects with what the process wrote when it ends instead.
 */
export async function startChildPlatform(environment: Readonly<Record<string, string>>): Promise<ChildPlatform> {
  const env = { ...process.env, ...environment, PORT: String(await findFreePort()), PARLEY_LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    return { baseUrl: await addressOf(child), kill: () => kill(child) };
  } catch (error) {
    await kill(child);
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let errors = '';
    const fail = (what: string): void => reject(new Error(`The child platform ${what}. ${said}${errors}`));
    const timer = setTimeout(() => fail('did not start in time'), startLimitMs);
    child.once('error', reject);
    child.once('exit', (code) => fail(`ended with ${code} before it listened`));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (said.length < shownOfErrors) said += String(chunk);
      const [, baseUrl] = /Web address +(\S+)/.exec(said) ?? [];
      if (baseUrl === undefined) return;
      clearTimeout(timer);
      resolve(baseUrl);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (errors.length < shownOfErrors) errors += String(chunk);
    });
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
