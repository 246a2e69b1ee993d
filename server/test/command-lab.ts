import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandContext } from '../src/cli/command-context.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createTenant } from '../src/modules/accounts/index.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

/** A database with a few workspaces and the commands that are run on it. */
export interface CommandLab {
  readonly database: TestDatabase;
  /** For the files of a test too. */
  readonly dataDir: string;
  /** Answers the lines that the command printed. */
  run<Rest extends unknown[]>(
    command: (context: CommandContext, ...rest: Rest) => Promise<number>,
    args: readonly string[],
    ...rest: Rest
  ): Promise<string[]>;
  close(): Promise<void>;
}

export async function startCommandLab(...tenantIds: readonly string[]): Promise<CommandLab> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-command-'));
  for (const id of tenantIds) await createTenant({ db: database.db, clock: createClock() }, { id, name: 'Shop' });
  const environment = {
    DATABASE_URL: database.url,
    PARLEY_SECRET_KEY: 'a secret key for the tests only',
    PARLEY_DATA_DIR: dataDir,
  };
  return {
    database,
    dataDir,
    async run(command, args, ...rest) {
      const lines: string[] = [];
      const print = (text: string): void => void lines.push(text);
      await command({ args: [...args], environment, print, complain: print }, ...rest);
      return lines;
    },
    async close() {
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
