import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextIfThere, statIfThere } from './file-facts.ts';

/** An unprivileged account that runs Postgres for root, since Postgres refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
  name: string;
}

/** Accounts that exist for such a purpose, the fitting one first; macOS calls its own `_postgres`. */
const preferredNames = ['postgres', '_postgres', 'nobody'];
const overflowId = 65_534;

/** True when this process is root, and Postgres therefore needs another account. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account that runs Postgres, for a process that is root: the owner of the first of `clusters` that exists and is
 * not root's, so that a cluster keeps its owner whatever accounts are added later; else an account known to the system.
 */
export async function chooseAccount(clusters: readonly string[]): Promise<Account> {
  const known = parsePasswd((await readTextIfThere('/etc/passwd')) ?? '');
  for (const cluster of clusters) {
    const owner = await statIfThere(cluster);
    if (!owner || owner.uid === 0) continue;
    const name = known.find((account) => account.uid === owner.uid)?.name ?? `uid ${owner.uid}`;
    return { uid: owner.uid, gid: owner.gid, name };
  }
  for (const name of preferredNames) {
    const account = known.find((candidate) => candidate.name === name);
    if (account) return account;
  }
  return { uid: overflowId, gid: overflowId, name: `uid ${overflowId}` };
}

/** True when the account may pass through the directory and all its parents. The path must hold no symbolic link. */
export async function canTraverse(account: Account, directory: string): Promise<boolean> {
  for (let path = directory; ; path = dirname(path)) {
    if (!allows(await stat(path), account, 0o1)) return false;
    if (path === dirname(path)) return true;
  }
}

/** True when the account may read the file, and run it if it is a program. The path must hold no symbolic link. */
export async function canRead(account: Account, file: string, options: { run: boolean }): Promise<boolean> {
  const bits = options.run ? 0o5 : 0o4;
  return allows(await stat(file), account, bits) && (await canTraverse(account, dirname(file)));
}

/** Exactly one class of bits counts: the owner's, else the group's, else the others'. */
function allows(file: Stats, account: Account, bits: number): boolean {
  const shift = file.uid === account.uid ? 6 : file.gid === account.gid ? 3 : 0;
  return ((file.mode >> shift) & bits) === bits;
}

function parsePasswd(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    const account = { name: name ?? '', uid: Number(uid), gid: Number(gid) };
    return account.name && account.uid > 0 && account.gid >= 0 ? [account] : [];
  });
}
