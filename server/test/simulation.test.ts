import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimulationWorld, startSimulationWorld } from './simulation-lab.ts';
import { runSeed } from './simulation-run.ts';

// The platform, two processes of it, under faults that a seed decides. `npm run test:simulation` runs more of them.
const file = join(import.meta.dirname, 'simulation-seeds.json');
const kept = JSON.parse(readFileSync(file, 'utf8')) as number[];
const { PARLEY_SIMULATION_FIRST: first = '1', PARLEY_SIMULATION_SEEDS: count = '12' } = process.env;
const limitMs = Number(process.env.PARLEY_SIMULATION_MINUTES ?? '5') * 60_000;
const drawn = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
const seeds = process.env.PARLEY_SIMULATION_FIRST === undefined ? [...new Set([...kept, ...drawn])] : drawn;
const totals = { seeds: 0, failed: 0, accepted: 0, events: 0, faults: 0 };
const begun = performance.now();
let world: SimulationWorld;

beforeAll(async () => {
  world = await startSimulationWorld();
});
afterAll(async () => {
  await world.close();
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  process.stdout.write(
    `\nSimulation: ${totals.seeds} of ${seeds.length} seeds, ${totals.failed} failed; ${totals.accepted} messages sent, ${totals.events} events heard, ${totals.faults} faults; ${minutes} minutes\n`,
  );
});

test.each(seeds)('seed %i', async (seed) => {
  if (performance.now() - begun > limitMs) return;
  totals.seeds += 1;
  try {
    const { violations, ...counts } = await runSeed(world, seed);
    for (const name of ['accepted', 'events', 'faults'] as const) totals[name] += counts[name];
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  } catch (error) {
    totals.failed += 1;
    if (!kept.includes(seed)) kept.push(seed);
    writeFileSync(file, `${JSON.stringify(kept)}\n`);
    throw error;
  }
});
