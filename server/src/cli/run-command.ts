import { ConfigError } from '../config.ts';
import { type CommandContext, HelpRequest, UsageError } from './command-context.ts';

type Command = (context: CommandContext) => Promise<number>;

// Each loads what it needs alone: a small command starts in a fraction of the time of the platform.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start-command.ts')).runStart,
  migrate: async () => (await import('./migrate-command.ts')).runMigrate,
  tenant: async () => (await import('./tenant-command.ts')).runTenant,
  operator: async () => (await import('./operator-command.ts')).runOperator,
  plan: async () => (await import('./plan-command.ts')).runPlan,
  prices: async () => (await import('./prices-command.ts')).runPrices,
  tag: async () => (await import('./tag-command.ts')).runTag,
  token: async () => (await import('./token-command.ts')).runToken,
  audit: async () => (await import('./audit-command.ts')).runAudit,
  channel: async () => (await import('./channel-command.ts')).runChannel,
  doctor: async () => (await import('./doctor-command.ts')).runDoctor,
  simulate: async () => (await import('./simulate-command.ts')).runSimulate,
  bench: async () => (await import('./bench-command.ts')).runBench,
  export: async () => (await import('./transfer-commands.ts')).runExport,
  import: async () => (await import('./transfer-commands.ts')).runImport,
};

const usage = `parley <command>

  start                      run the platform (npm start does, with --build)
  migrate                    bring the database up to this version
  tenant add|list|plan|limits|credits   workspaces, what they may do, their wallets
  operator add|password|sign-out|list   people who sign in to the web app
  plan list|set              what a plan allows
  prices list|import|rules   what messages cost
  tag add|list               tags that the chats of a workspace can bear
  token add|list|revoke      API tokens of a workspace
  audit verify               whether the log of who changed what is whole
  channel add|list|check|pause|resume ...  WhatsApp numbers of a workspace
  doctor                     check settings, database, channels, and what Meta says of them
  simulate                   only the WhatsApp simulator, for any other program
  bench                      measure this machine
  export <file>              write all data to a file
  import <file>              fill an empty database from such a file

Say "parley <command> --help" for its options. Settings are environment variables: see docs/OPERATIONS.md.
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
  const load = commands[name];
  if (!load) {
    const asked = name === 'help' || name === '--help' || name === '-h';
    (asked ? print : complain)(asked ? usage : `There is no command "${name}".\n\n${usage}`);
    return asked ? 0 : 2;
  }
  try {
    const command = await load();
    return await command({ args: rest, environment, print, complain });
  } catch (error) {
    if (error instanceof HelpRequest) {
      print(error.message);
      return 0;
    }
    if (error instanceof ConfigError || error instanceof UsageError) {
      complain(error.message);
      return 2;
    }
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
