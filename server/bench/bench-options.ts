import { parseArgs } from 'node:util';
import type { ApiVersion } from './platform/sends.ts';
import type { BenchSize } from './scenarios/scenario.ts';

export interface BenchOptions {
  readonly quick: boolean;
  readonly only: readonly string[];
  readonly runs: number;
  readonly size: BenchSize;
  /** Put the results into docs/BENCHMARKS.md. */
  readonly write: boolean;
  /** Profile the platform and print its hottest functions. */
  readonly profile: boolean;
}

export const usage = `npm run bench -- [options]

  --quick            small loads, done in about four minutes
  --only a,b         some of: bulk, bare, single, paced, inbound, statuses, campaign, memory
  --runs 3           runs of each scenario (memory: one)
  --api v1           the API of the bulk sends: v1, v2 or v3
  --messages 20000   messages of a bulk run
  --write            put the results into docs/BENCHMARKS.md
  --profile          profile the platform and print its hottest functions`;

const fullSize = {
  bulkMessages: 20_000,
  singleMs: 10_000,
  inboundMs: 20_000,
  statusMessages: 10_000,
  memoryMessages: 100_000,
};
const quickSize = {
  bulkMessages: 6_000,
  singleMs: 5_000,
  inboundMs: 8_000,
  statusMessages: 4_000,
  memoryMessages: 100_000,
};
const versions: readonly ApiVersion[] = ['v1', 'v2', 'v3'];
const maxRuns = 100;
const slowScenarios: ReadonlySet<string> = new Set(['memory', 'campaign']);

/** Throws with the usage text when an option is wrong. */
export function readBenchOptions(args: readonly string[], scenarios: readonly string[]): BenchOptions {
  const values = parse(args);
  const quick = values.quick ?? false;
  const size = quick ? quickSize : fullSize;
  // The slow scenarios are left out of the quick form unless they are asked for.
  const standard = quick ? scenarios.filter((name) => !slowScenarios.has(name)) : scenarios;
  const only = values.only === undefined ? standard : values.only.split(',').map((name) => name.trim());
  const unknown = only.filter((name) => !scenarios.includes(name));
  if (unknown.length > 0) throw new Error(`There is no scenario ${unknown.join(', ')}.\n\n${usage}`);
  const bulkApi = versions.find((version) => version === (values.api ?? 'v1'));
  if (!bulkApi) throw new Error(`--api: ${values.api} is none of ${versions.join(', ')}.\n\n${usage}`);
  const bulkMessages = readCount('messages', values.messages, size.bulkMessages, 1_000_000);
  return {
    quick,
    only,
    runs: readCount('runs', values.runs, 3, maxRuns),
    size: { ...size, bulkApi, bulkMessages },
    write: values.write ?? false,
    profile: values.profile ?? false,
  };
}

/** A positive whole number; `standard` when it was not given. */
export function readCount(name: string, text: string | undefined, standard: number, most: number): number {
  if (text === undefined) return standard;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name}: ${text} is not a number from 1 to ${most}.`);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { quick: flag, write: flag, profile: flag, only: text, runs: text, api: text, messages: text };
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
