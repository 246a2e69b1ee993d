import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type CommandContext, tellHelp } from './command-context.ts';

const usage = `parley bench [--quick] [--only bulk,single] [--runs 3] [--api v1|v2|v3] [--messages 20000] [--write] [--profile]

Measures this machine with a platform of its own; docs/BENCHMARKS.md says what is measured.`;

/** Runs the benchmark in a process of its own, so that it measures Parley and not itself. */
export function runBench(context: CommandContext): Promise<number> {
  tellHelp(context, usage);
  const main = join(import.meta.dirname, '..', '..', 'bench', 'main.ts');
  const child = spawn(process.execPath, [main, ...context.args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
