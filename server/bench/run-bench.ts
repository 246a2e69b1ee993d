import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../src/kernel/clock.ts';
import { type BenchOptions, readBenchOptions } from './bench-options.ts';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { query } from './platform/embedded-database.ts';
import { type Report, toSection, writeSection } from './report/benchmarks-document.ts';
import { readHotFunctions } from './report/cpu-profile.ts';
import { readMachine } from './report/machine.ts';
import { watchOtherLoad } from './report/other-load.ts';
import { hasFaults, type Summary, summarise } from './report/summary.ts';
import { toTable } from './report/table.ts';
import { bare } from './scenarios/bare.ts';
import { bulk } from './scenarios/bulk.ts';
import { campaign } from './scenarios/campaign.ts';
import { inbound } from './scenarios/inbound.ts';
import { memory } from './scenarios/memory.ts';
import { paced } from './scenarios/paced.ts';
import type { RunResult, Scenario } from './scenarios/scenario.ts';
import { single } from './scenarios/single.ts';
import { statusesAlone } from './scenarios/statuses.ts';
import { openStage, type Stage } from './stage.ts';

export interface BenchDeps {
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  print(text: string): void;
  complain(text: string): void;
}

const scenarios: readonly Scenario[] = [bulk, bare, single, paced, inbound, statusesAlone, campaign, memory];
const hotFunctions = 15;

/** Runs the scenarios asked for and prints one table. Answers the exit code: 1 when anything was lost, doubled or out of order. */
export async function runBench(deps: BenchDeps, args: readonly string[]): Promise<number> {
  const options = readBenchOptions(
    args,
    scenarios.map((scenario) => scenario.name),
  );
  const cleanup = createCleanup(deps.complain);
  const profileDir = options.profile ? await mkdtemp(join(tmpdir(), 'parley-profile-')) : undefined;
  if (profileDir) cleanup.add(() => rm(profileDir, { recursive: true, force: true }));
  try {
    const report = await measure(deps, cleanup, options, profileDir);
    deps.print(`\n${toTable(report.summaries)}\n`);
    if (profileDir) await printHotFunctions(deps, profileDir);
    if (options.write) deps.print(`Written to ${await writeSection(toSection(report))}`);
    return report.summaries.some((summary) => hasFaults(summary.faults)) ? 1 : 0;
  } finally {
    await cleanup.run();
  }
}

async function measure(
  deps: BenchDeps,
  cleanup: Cleanup,
  options: BenchOptions,
  profileDir: string | undefined,
): Promise<Report> {
  const { clock, environment } = deps;
  const nodeArguments = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [];
  const summaries: Summary[] = [];
  const otherLoad: number[] = [];
  let postgres = '';
  for (const scenario of scenarios.filter(({ name }) => options.only.includes(name))) {
    const stage = await openStage({ cleanup, environment, nodeArguments });
    postgres = await readPostgresVersion(stage);
    const results = await runScenario(deps, stage, scenario, options, otherLoad);
    summaries.push(summarise(scenario.name, scenario.describe(options.size), results));
    for (const [text, times] of await stage.loggedErrors()) deps.complain(`  logged ${times} times: ${text}`);
    await stage.close();
  }
  return {
    date: clock.now().toISOString().slice(0, 10),
    machine: readMachine(),
    postgres,
    otherLoad: otherLoad.length === 0 ? undefined : otherLoad.reduce((a, b) => a + b, 0) / otherLoad.length,
    quick: options.quick,
    summaries,
  };
}

async function runScenario(
  deps: BenchDeps,
  stage: Stage,
  scenario: Scenario,
  options: BenchOptions,
  otherLoad: number[],
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  deps.print(`${scenario.name}: ${scenario.describe(options.size)}`);
  await scenario.prepare(stage);
  // A run of the memory scenario is long and is its own series of measurements.
  const runs = scenario.name === memory.name ? 1 : options.runs;
  for (let run = 1; run <= runs; run += 1) {
    const load = await watchOtherLoad(stage);
    const result = await runOnce(stage, scenario, options, run);
    const share = await load.share(result.moreCpuSeconds);
    if (share !== undefined) otherLoad.push(share);
    results.push(result);
    const [first] = result.figures;
    const busy = share === undefined ? '' : `; other programs used ${share.toFixed(0)} % of the machine`;
    deps.print(`  run ${run}: ${first?.name} ${first?.value.toFixed(0)} ${first?.unit}${busy}`);
    for (const note of result.faults.notes) deps.print(`    ${note}`);
  }
  return results;
}

async function runOnce(stage: Stage, scenario: Scenario, options: BenchOptions, run: number): Promise<RunResult> {
  try {
    return await scenario.run(stage, options.size, run);
  } catch (error) {
    throw stage.explain(error);
  }
}

async function readPostgresVersion(stage: Stage): Promise<string> {
  const [row] = await query<{ server_version: string }>(stage.dataDir, 'show server_version');
  return row?.server_version ?? 'unknown';
}

async function printHotFunctions(deps: BenchDeps, profileDir: string): Promise<void> {
  deps.print(`The ${hotFunctions} functions of the platform with the largest self time:`);
  for (const { share, name, place } of await readHotFunctions(profileDir, hotFunctions)) {
    deps.print(`  ${(share * 100).toFixed(1).padStart(5)} %  ${name}  ${place}`);
  }
}
