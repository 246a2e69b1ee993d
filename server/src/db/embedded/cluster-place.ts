import { createHash } from 'node:crypto';
import { access, chmod, chown, constants, mkdir, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Log } from '../../kernel/log.ts';
import { type Account, canTraverse, chooseAccount, runsAsRoot } from './account.ts';
import { readTextIfThere, statIfThere, writePrivateFile } from './file-facts.ts';

export interface ClusterPlace {
  /** Parley's data directory, as a real path. */
  dataDir: string;
  /** The directory of the database files, as a real path. */
  cluster: string;
  /** Runs Postgres; undefined when this process runs it itself. */
  account: Account | undefined;
  /** True when the data directory already names this place. */
  recorded: boolean;
}

/** Where a database goes that its account cannot reach below the data directory. */
const sharedPlace = '/var/lib/parley';

/**
 * Decides where the cluster lies and makes the directories above it. Usually `<dataDir>/postgres`. For root, when the
 * unprivileged account that must run Postgres cannot pass through the data directory or one of its parents,
 * `/var/lib/parley/<hash of the data directory>/postgres`. A place once recorded stays.
 */
export async function settleClusterPlace(requestedDataDir: string): Promise<ClusterPlace> {
  const dataDir = await makeDataDir(resolve(requestedDataDir));
  const inside = join(dataDir, 'postgres');
  const recorded = await readRecordedCluster(dataDir);
  if (recorded !== undefined) {
    const account = runsAsRoot() ? await chooseAccount([recorded]) : await checkOwner(recorded);
    return { dataDir, cluster: recorded, account, recorded: true };
  }
  if (!runsAsRoot()) return { dataDir, cluster: inside, account: await checkOwner(inside), recorded: false };
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const outside = join(sharedPlace, hash, 'postgres');
  const account = await chooseAccount([inside, outside]);
  if (await openForAccount(dataDir, account)) return { dataDir, cluster: inside, account, recorded: false };
  if (await statIfThere(join(inside, 'PG_VERSION'))) {
    throw new Error(
      `The account ${account.name}, which runs Postgres for root, cannot reach the database in ${inside}: let it pass through the directories above (chmod o+x), or start Parley as the user who made the database.`,
    );
  }
  await makeSharedPlace(dirname(outside), account);
  return { dataDir, cluster: outside, account, recorded: false };
}

/** Where the cluster of an existing data directory lies. Writes nothing. Undefined when there is no such directory. */
export async function findClusterPlace(
  requestedDataDir: string,
): Promise<{ dataDir: string; cluster: string } | undefined> {
  if (!(await statIfThere(resolve(requestedDataDir)))) return undefined;
  const dataDir = await realpath(resolve(requestedDataDir));
  await checkUsable(dataDir);
  return { dataDir, cluster: (await readRecordedCluster(dataDir)) ?? join(dataDir, 'postgres') };
}

/** Lets later starts find a cluster outside the data directory, and says once where it is. */
export async function recordClusterPlace(place: ClusterPlace, log: Log): Promise<void> {
  if (place.recorded || dirname(place.cluster) === place.dataDir) return;
  await writePrivateFile(recordPath(place.dataDir), `${place.cluster}\n`);
  log.warn(
    { cluster: place.cluster, dataDir: place.dataDir },
    `The database is kept in ${place.cluster}, because the account ${place.account?.name}, which runs Postgres for root, cannot reach ${place.dataDir}.`,
  );
}

function recordPath(dataDir: string): string {
  return join(dataDir, 'postgres-location');
}

async function readRecordedCluster(dataDir: string): Promise<string | undefined> {
  const file = recordPath(dataDir);
  const cluster = (await readTextIfThere(file))?.trim();
  if (cluster === undefined) return undefined;
  if (!isAbsolute(cluster)) throw new Error(`${file} must hold the absolute path of the database directory.`);
  if (!(await statIfThere(cluster))) {
    throw new Error(
      `The database that ${file} names is not in ${cluster} any more: put it back, or delete ${file} to start with an empty one.`,
    );
  }
  return await realpath(cluster);
}

async function makeDataDir(path: string): Promise<string> {
  if (!(await statIfThere(path))) {
    // Only the data directory itself is private; its parents get the usual rights.
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
  await checkUsable(path);
  return await realpath(path);
}

async function checkUsable(dataDir: string): Promise<void> {
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(`The data directory ${dataDir} belongs to another user: run Parley as that user.`, { cause });
  }
}

/** Postgres runs only over files of its own user. Resolves to no account, since this process needs none. */
async function checkOwner(cluster: string): Promise<undefined> {
  const owner = (await statIfThere(cluster))?.uid;
  if (process.platform === 'win32' || owner === undefined || owner === process.getuid?.()) return;
  throw new Error(`The database in ${cluster} belongs to another user (uid ${owner}): start Parley as that user.`);
}

/** Gives the account the right to pass through a private data directory of root's, and no other right. */
async function openForAccount(dataDir: string, account: Account): Promise<boolean> {
  if (!(await canTraverse(account, dirname(dataDir)))) return false;
  if (await canTraverse(account, dataDir)) return true;
  const directory = await statIfThere(dataDir);
  if (directory?.uid !== 0 || (directory.mode & 0o077) !== 0) return false;
  await chown(dataDir, 0, account.gid);
  await chmod(dataDir, 0o710);
  return true;
}

async function makeSharedPlace(place: string, account: Account): Promise<void> {
  try {
    await mkdir(dirname(sharedPlace), { recursive: true });
    for (const directory of [sharedPlace, place]) {
      await mkdir(directory, { recursive: true });
      if ((await statIfThere(directory))?.uid !== 0) throw new Error(`${directory} does not belong to root.`);
      await chmod(directory, 0o711);
    }
    if (!(await canTraverse(account, place))) throw new Error(`${account.name} cannot reach ${place} either.`);
  } catch (cause) {
    throw new Error(
      `The account ${account.name}, which runs Postgres for root, cannot reach the data directory, and ${place} cannot be used instead. Choose a data directory outside private directories, or set DATABASE_URL to use your own Postgres.`,
      { cause },
    );
  }
}
