import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { type Account, canTraverse } from './account.ts';
import { errorCode, statIfThere } from './file-facts.ts';

/** The shortest limit of the systems is 103 bytes (macOS); Linux allows 107. */
const maxSocketPathBytes = 100;
const socketPrefix = '.s.PGSQL.';
const longestSocketName = `${socketPrefix}65535`;

/**
 * A private, empty directory for the unix socket of a server about to start: in the cluster, or where temporary files
 * go when the cluster's path is too long for a socket. Undefined when neither can be used, and on Windows.
 */
export async function provideSocketDirectory(
  cluster: string,
  account: Account | undefined,
): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const inside = join(cluster, '.s');
  if (fits(inside)) return (await makePrivate(inside, account)) ? inside : undefined;
  const temporary = await realpath(tmpdir());
  const hash = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  const outside = join(temporary, `parley-${hash}`);
  if (!fits(outside) || (account && !(await canTraverse(account, temporary)))) return undefined;
  return (await makePrivate(outside, account)) ? outside : undefined;
}

/** Leaves nothing among the temporary files once the server is gone. `host` is as in a connection. */
export async function removeSocketDirectory(host: string, cluster: string): Promise<void> {
  if (!isAbsolute(host) || dirname(host) === cluster) return;
  try {
    await rmdir(host);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTEMPTY') throw error;
  }
}

function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, longestSocketName)) <= maxSocketPathBytes;
}

/** False when something else lies there: anybody can write where temporary files are. */
async function makePrivate(directory: string, account: Account | undefined): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
    if (account) await chown(directory, account.uid, account.gid);
    await chmod(directory, 0o700);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return false;
  }
  const found = await statIfThere(directory);
  const owner = account?.uid ?? process.getuid?.();
  if (!found?.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) return false;
  await removeDeadSockets(directory);
  return true;
}

/** Sockets of killed servers, which nothing else removes since every start has another port. */
async function removeDeadSockets(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith(socketPrefix)) await rm(join(directory, name), { force: true });
  }
}
