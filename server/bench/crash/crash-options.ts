import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readCount } from '../bench-options.ts';

export interface CrashOptions {
  readonly kills: number;
  readonly recipients: number;
  /** By which version the bulk sends go: v3 calls of more than 1,000 are campaigns with frozen recipients. */
  readonly version: 'v1' | 'v3';
  readonly seed: number;
  /** Every so many kills the postmaster is killed as well. */
  readonly postmasterEvery: number;
  /** How long the receiver of webhooks is off the network. */
  readonly consumerDownMs: number;
  /** Instead of the kills: so many deliveries wait for a receiver that is down. */
  readonly backlog: number | undefined;
}

export const usage = `npm run test:crash -- [options]

  --kills 20           how often the platform is killed
  --postmaster-every 4 every so many kills the postmaster is killed as well
  --recipients 3000    recipients of the bulk sends
  --version v1         v3: with 24,000 recipients most calls are campaigns that go on after each kill
  --consumer-down 60   seconds for which the receiver of webhooks is down
  --backlog N          instead: N webhooks wait for a receiver that is down, and go when it is back
  --seed N             repeats the choices of an earlier run (the moments differ with the machine)`;

const maxSeed = 2 ** 31;
const maxKills = 1_000;
const maxRecipients = 900_000;
const maxDownSeconds = 3_600;
const maxBacklog = 1_000_000;

/** Throws with the usage text when an option is wrong. */
export function readCrashOptions(args: readonly string[]): CrashOptions {
  const values = parse(args);
  return {
    kills: readCount('kills', values.kills, 20, maxKills),
    postmasterEvery: readCount('postmaster-every', values['postmaster-every'], 4, maxKills),
    recipients: readCount('recipients', values.recipients, 3_000, maxRecipients),
    version: readVersion(values.version),
    seed: readCount('seed', values.seed, randomInt(1, maxSeed), maxSeed),
    consumerDownMs: readCount('consumer-down', values['consumer-down'], 60, maxDownSeconds) * 1000,
    backlog: values.backlog === undefined ? undefined : readCount('backlog', values.backlog, 0, maxBacklog),
  };
}

function readVersion(text = 'v1'): 'v1' | 'v3' {
  if (text === 'v1' || text === 'v3') return text;
  throw new Error(`--version must be v1 or v3.\n\n${usage}`);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    kills: text,
    recipients: text,
    backlog: text,
    seed: text,
    version: text,
    'consumer-down': text,
    'postmaster-every': text,
  };
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
