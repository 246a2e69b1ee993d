import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CommandContext } from './command-context.ts';

/** Runs the benchmark in a process of its own, so that it measures Parley and not itself. */
export function runBench(context: CommandContext): Promise<number> {
  const main = join(import.meta.dirname, '..', '..', 'bench', 'main.ts');
  const child = spawn(process.execPath, [main, ...context.args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
