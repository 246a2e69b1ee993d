import { ConfigError } from '../config.ts';
import { runBench } from './bench-command.ts';
import { runChannel } from './channel-command.ts';
import { type CommandContext, UsageError } from './command-context.ts';
import { runDoctor } from './doctor-command.ts';
import { runMigrate } from './migrate-command.ts';
import { runPlan } from './plan-command.ts';
import { runPrices } from './prices-command.ts';
import { runSimulate } from './simulate-command.ts';
import { runStart } from './start-command.ts';
import { runTag } from './tag-command.ts';
import { runTenant } from './tenant-command.ts';
import { runToken } from './token-command.ts';
import { runExport, runImport } from './transfer-commands.ts';

type Command = (context: CommandContext) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  start: runStart,
  migrate: runMigrate,
  tenant: runTenant,
  plan: runPlan,
  token: runToken,
  channel: runChannel,
  prices: runPrices,
  tag: runTag,
  doctor: runDoctor,
  simulate: runSimulate,
  bench: runBench,
  export: runExport,
  import: runImport,
};

const usage = `parley <command>

  start                      run the platform (this is what npm start does)
  migrate                    bring the database up to this version
  tenant add|list|plan|limits|credits   workspaces, what they may do, their wallets
  plan list|set              what a plan allows
  prices list|import|rules   what messages cost
  token add|list|revoke      API tokens of a workspace
  channel add|list|resume|set-token   WhatsApp numbers of a workspace
  tag add|list               tags that the chats of a workspace can bear
  doctor                     check settings, database and channels
  simulate                   only the WhatsApp simulator, for any other program
  bench                      measure this machine
  export <file>              write all data to a file
  import <file>              fill an empty database from such a file

Say "parley <command> --help" for its options. Settings are environment variables: see README.md.
`;

/** Runs one command line and answers the exit code: 0 done, 1 failed, 2 wrong usage or settings. */
export async function runCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const print = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  const complain = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const [name = 'start', ...rest] = args;
  const command = commands[name];
  if (!command) {
    const asked = name === 'help' || name === '--help' || name === '-h';
    (asked ? print : complain)(asked ? usage : `There is no command "${name}".\n\n${usage}`);
    return asked ? 0 : 2;
  }
  try {
    return await command({ args: rest, environment, print, complain });
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) {
      complain(error.message);
      return 2;
    }
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
