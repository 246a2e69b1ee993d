import { spawn } from 'node:child_process';
import { parse } from 'node:path';
import type { Account } from './account.ts';

export interface ToolResult {
  /** Undefined when the program was ended by a signal or the limit. */
  exitCode: number | undefined;
  /** The last part of what it wrote to both outputs. */
  output: string;
}

const outputBytes = 4_000;

/**
 * What every Postgres program is started with. The environment holds nothing of ours, since PGDATA, PGOPTIONS and the
 * like would change what it does; Windows adds what its programs need. The directory is one that every account can
 * enter.
 */
export function toolSurroundings(account: Account | undefined): {
  cwd: string;
  env: Record<string, string>;
  uid?: number;
  gid?: number;
} {
  const surroundings = { cwd: parse(process.execPath).root, env: { LC_ALL: 'C', TZ: 'UTC' } };
  return account ? { ...surroundings, uid: account.uid, gid: account.gid } : surroundings;
}

/** Runs one of the Postgres programs to its end. @throws when it cannot be started at all. */
export async function runTool(options: {
  program: string;
  args: readonly string[];
  account: Account | undefined;
  limitMs: number;
  input?: string;
}): Promise<ToolResult> {
  const child = spawn(options.program, options.args, {
    ...toolSurroundings(options.account),
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.limitMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-outputBytes);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  // A program that ends without reading its input says why on its output.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const { promise, resolve, reject } = Promise.withResolvers<ToolResult>();
  child.on('error', (cause) => reject(explainSpawnFailure(options.program, options.account, cause)));
  child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? undefined, output: output.trim() }));
  return await promise;
}

/** An error that says what to do when a Postgres program could not even be started. */
export function explainSpawnFailure(program: string, account: Account | undefined, cause: unknown): Error {
  const who = account ? ` as the account ${account.name}, which Postgres needs since it refuses to run as root` : '';
  return new Error(
    `${program} cannot be started${who}: the system refuses it, or lacks the C library (glibc) it was built for. Set DATABASE_URL to use your own Postgres.`,
    { cause },
  );
}
