import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import type { Database } from '../db/database.ts';
import { type Clock, createClock } from '../kernel/clock.ts';
import { createLog, type Log } from '../kernel/log.ts';
import { createSecretBox, type SecretBox } from '../kernel/secret-box.ts';
import { openDatabase } from './open-database.ts';

/** What a command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  print(text: string): void;
  complain(text: string): void;
}

/** The command line is off; the message says how. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Somebody asked how a command is used; the message says it. */
export class HelpRequest extends UsageError {}

/** Throws HelpRequest with the usage text when `--help` or `-h` is among the arguments. */
export function tellHelp({ args }: CommandContext, usage: string): void {
  if (args.includes('--help') || args.includes('-h')) throw new HelpRequest(usage);
}

/** For a command without options. Throws UsageError with the usage text when it is given some. */
export function takeNoArguments(context: CommandContext, usage: string): void {
  tellHelp(context, usage);
  if (context.args.length > 0) throw new UsageError(usage);
}

/** Splits `add --tenant 1 ...` into the verb and its options. Throws UsageError with the usage text. */
export function readArguments<Options extends string>(
  context: CommandContext,
  verbs: readonly string[],
  options: readonly Options[],
  usage: string,
): { verb: string; given: Partial<Record<Options, string>> } {
  tellHelp(context, usage);
  const [verb = ''] = context.args;
  if (!verbs.includes(verb)) throw new UsageError(usage);
  try {
    const { values } = parseArgs({
      args: context.args.slice(1),
      options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
      strict: true,
    });
    return { verb, given: values as Partial<Record<Options, string>> };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

export function need(value: string | undefined, name: string, usage: string): string {
  if (value === undefined || value === '') throw new UsageError(`--${name} is needed.\n\n${usage}`);
  return value;
}

export interface CommandDeps {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: SecretBox;
}

/** Warnings go to standard error: standard output is what the command answers, for scripts to read. */
export function createCommandLog(): Log {
  return createLog({ level: 'warn', destination: { write: (line) => void process.stderr.write(line) } });
}

/** Runs `work` with the database: beside a live server, or with the embedded one started for the moment. */
export async function withDatabase<T>(context: CommandContext, work: (deps: CommandDeps) => Promise<T>): Promise<T> {
  const config = readConfig(context.environment);
  const log = createCommandLog();
  const { db, stop } = await openDatabase(config, log, { beside: true });
  try {
    return await work({ config, db, clock: createClock(), log, secrets: createSecretBox(config.secretKey) });
  } finally {
    await stop();
  }
}
