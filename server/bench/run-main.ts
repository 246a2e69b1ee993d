import { createClock } from '../src/kernel/clock.ts';
import type { BenchDeps } from './run-bench.ts';

/** Runs a command of the bench with this process around it; what goes wrong is said in a sentence, with exit code 1. */
export async function runMain(run: (deps: BenchDeps, args: readonly string[]) => Promise<number>): Promise<void> {
  const complain = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const print = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  try {
    const deps = { environment: process.env, clock: createClock(), print, complain };
    process.exitCode = await run(deps, process.argv.slice(2));
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
