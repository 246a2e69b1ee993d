import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCount } from '../bench-options.ts';
import { runMain } from '../run-main.ts';

const usage = `npm run test:simulation -- [options]

  --seeds 500    how many seeds
  --from 1       the first of them
  --seed N       only this one
  --minutes 30   after this time no further seed is begun

A seed that fails is kept in server/test/simulation-seeds.json, which every run of the tests replays.`;

const maxSeeds = 100_000;
const maxSeed = 9_999_999;
const maxMinutes = 24 * 60;

// The seeds run as tests, on the database and in the harness of the others.
await runMain(({ print, environment }, args) => {
  const { first, seeds, minutes } = readOptions(args);
  print(`seeds ${first} to ${first + seeds - 1}, at most ${minutes} minutes`);
  const server = join(import.meta.dirname, '..', '..');
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const run = [
    vitest,
    'run',
    '--config',
    join(server, 'vitest.config.ts'),
    '--reporter',
    'dot',
    'test/simulation.test.ts',
  ];
  const child = spawn(process.execPath, run, {
    cwd: server,
    stdio: 'inherit',
    env: {
      ...environment,
      PARLEY_SIMULATION_FIRST: String(first),
      PARLEY_SIMULATION_SEEDS: String(seeds),
      PARLEY_SIMULATION_MINUTES: String(minutes),
    },
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});

function readOptions(args: readonly string[]): { first: number; seeds: number; minutes: number } {
  const text = { type: 'string' } as const;
  try {
    const options = { seeds: text, from: text, seed: text, minutes: text };
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const only = values.seed === undefined ? undefined : readCount('seed', values.seed, 1, maxSeed);
    return {
      first: only ?? readCount('from', values.from, 1, maxSeed),
      seeds: only === undefined ? readCount('seeds', values.seeds, 500, maxSeeds) : 1,
      minutes: readCount('minutes', values.minutes, 30, maxMinutes),
    };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
