import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { EmbeddedLimits } from './embedded-limits.ts';
import { runTool } from './run-tool.ts';

/**
 * Gives a stopped cluster the password that the data directory holds, for when that file was lost or replaced. Who may
 * write the database's files may do that; no password protects from them.
 */
export async function resetPassword(options: {
  cluster: string;
  account: Account | undefined;
  binaries: Binaries;
  user: string;
  password: string;
  limits: EmbeddedLimits;
}): Promise<void> {
  const statement = `alter role "${options.user}" password '${options.password.replaceAll("'", "''")}'`;
  const settings = [
    '-c',
    'password_encryption=scram-sha-256',
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_error_statement=panic',
  ];
  const { exitCode, output } = await runTool({
    program: options.binaries.postgres,
    args: ['--single', '-D', options.cluster, ...settings, 'postgres'],
    account: options.account,
    limitMs: options.limits.startMs,
    input: `${statement}\n`,
  });
  if (exitCode === 0) return;
  throw new Error(`The password of the database in ${options.cluster} could not be set. Postgres said: ${output}`);
}
