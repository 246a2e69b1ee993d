import { randomBytes } from 'node:crypto';
import { chmod, chown, lchown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../kernel/log.ts';
import type { Account } from './account.ts';
import { type Binaries, majorVersion } from './binaries.ts';
import type { EmbeddedLimits } from './embedded-limits.ts';
import { flushDirectory, statIfThere } from './file-facts.ts';
import { runTool } from './run-tool.ts';
import type { Durability } from './server-settings.ts';

export interface ClusterDeps {
  cluster: string;
  account: Account | undefined;
  binaries: Binaries;
  user: string;
  password: string;
  durability: Durability;
  limits: EmbeddedLimits;
  log: Log;
}

/**
 * Makes sure that there is a whole cluster of the right version, which the account owns. A new one is made beside its
 * place and renamed, so an interrupted initialisation never counts.
 */
export async function ensureCluster(deps: ClusterDeps): Promise<void> {
  await removeUnfinished(deps.cluster);
  const state = await readClusterState(deps.cluster);
  if (state === 'damaged') {
    throw new Error(
      `${deps.cluster} holds a database without its PG_VERSION file: restore it from a backup, or move it away to start with an empty one.`,
    );
  }
  if (state === 'complete') {
    await checkVersion(deps);
    await takeOver(deps.cluster, deps.account);
    return;
  }
  if (state === 'unfinished') await moveAside(deps.cluster, deps.log);
  await initialise(deps);
}

/** Puts a cluster out of the way without losing it; the one put away before is deleted. */
export async function moveAside(cluster: string, log: Log): Promise<void> {
  const aside = `${cluster}.previous`;
  await rm(aside, { recursive: true, force: true });
  await rename(cluster, aside);
  log.warn({ cluster, aside }, `The database directory ${cluster} was put aside as ${aside}; a new one is made.`);
}

/** The control file is written last by an initialisation; without it no server ever started on the directory. */
async function readClusterState(cluster: string): Promise<'absent' | 'unfinished' | 'damaged' | 'complete'> {
  const found = await statIfThere(cluster);
  if (!found || (found.isDirectory() && (await readdir(cluster)).length === 0)) return 'absent';
  if (!(await statIfThere(join(cluster, 'global', 'pg_control')))) return 'unfinished';
  return (await statIfThere(join(cluster, 'PG_VERSION'))) ? 'complete' : 'damaged';
}

async function checkVersion(deps: ClusterDeps): Promise<void> {
  const found = (await readFile(join(deps.cluster, 'PG_VERSION'), 'utf8')).trim();
  const ours = majorVersion(deps.binaries);
  if (found === ours) return;
  throw new Error(
    `The database in ${deps.cluster} was made by Postgres ${found}, and this Parley brings Postgres ${ours}: export it with the Parley that made it and import it here, or set DATABASE_URL to use your own Postgres.`,
  );
}

/** Files restored by root belong to root; Postgres must own them. */
async function takeOver(cluster: string, account: Account | undefined): Promise<void> {
  if (!account || (await statIfThere(cluster))?.uid === account.uid) return;
  for (const entry of await readdir(cluster, { recursive: true })) {
    await lchown(join(cluster, entry), account.uid, account.gid);
  }
  await chmod(cluster, 0o700);
  await chown(cluster, account.uid, account.gid);
}

async function initialise(deps: ClusterDeps): Promise<void> {
  const work = `${unfinishedPrefix(deps.cluster)}${randomBytes(6).toString('hex')}`;
  await mkdir(work, { mode: 0o700 });
  try {
    const fresh = join(work, 'cluster');
    const passwordFile = join(work, 'password');
    await writeFile(passwordFile, deps.password, { mode: 0o600 });
    if (deps.account) {
      for (const path of [passwordFile, work]) await chown(path, deps.account.uid, deps.account.gid);
    }
    await runInitdb(deps, fresh, passwordFile);
    await rename(fresh, deps.cluster);
    await flushDirectory(dirname(deps.cluster));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function runInitdb(deps: ClusterDeps, directory: string, passwordFile: string): Promise<void> {
  const encoding = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['-U', deps.user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const { exitCode, output } = await runTool({
    program: deps.binaries.initdb,
    args: ['-D', directory, ...access, ...encoding, '--no-instructions', ...flushArguments(deps.durability)],
    account: deps.account,
    limitMs: deps.limits.initialiseMs,
  });
  if (exitCode === 0) return;
  const hint = output.includes('could not look up effective user ID')
    ? ' Postgres needs an entry in /etc/passwd for the user it runs as; add one, or set DATABASE_URL to use your own Postgres.'
    : '';
  throw new Error(`The database in ${deps.cluster} could not be initialised.${hint} Postgres said: ${output}`);
}

/** One flush of the whole file system is much faster than one for each of a thousand files; only Linux has it. */
function flushArguments(durability: Durability): string[] {
  if (durability === 'none') return ['--no-sync'];
  return process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
}

async function removeUnfinished(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  const prefix = basename(unfinishedPrefix(cluster));
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function unfinishedPrefix(cluster: string): string {
  return `${cluster}.new-`;
}
