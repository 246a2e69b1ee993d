import { createClock } from '../src/kernel/clock.ts';
import { runBench } from './run-bench.ts';

process.exitCode = await runBench(
  {
    environment: process.env,
    clock: createClock(),
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  },
  process.argv.slice(2),
);
