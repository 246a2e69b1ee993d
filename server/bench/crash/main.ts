import { createClock } from '../../src/kernel/clock.ts';
import { runCrash } from './run-crash.ts';

process.exitCode = await runCrash(
  {
    environment: process.env,
    clock: createClock(),
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  },
  process.argv.slice(2),
);
