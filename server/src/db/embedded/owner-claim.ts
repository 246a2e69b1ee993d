import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, readTextIfThere } from './file-facts.ts';
import { pollFor } from './poll-for.ts';
import { type ProcessIdentity, readProcess } from './process-facts.ts';

export interface OwnerClaim {
  release(): Promise<void>;
}

const claimAttempts = 5;
/** A claim is made and filled in two steps; one that stays empty longer is left over from a crash between them. */
const emptyClaimLimitMs = 200;

/**
 * Claims the cluster for this process, so that a second Parley neither starts on it nor stops the database below the
 * first. A claim of a dead process is replaced; one of this process is taken over.
 * @throws when another live process holds the cluster.
 */
export async function claimCluster(cluster: string): Promise<OwnerClaim> {
  const file = join(dirname(cluster), 'postgres-owner');
  const self = await readProcess(process.pid);
  if (!self) throw new Error('This process cannot find itself among the processes of the system.');
  const mine = `${self.pid} ${self.startedAt}\n`;
  for (let attempt = 1; attempt <= claimAttempts; attempt += 1) {
    if (await createClaim(file, mine)) return createOwnerClaim(file, mine);
    const theirs = await readClaim(file);
    if (theirs === mine) return createOwnerClaim(file, mine);
    const owner = parseClaim(theirs);
    if (owner && (await readProcess(owner.pid))?.startedAt === owner.startedAt) {
      throw new Error(
        `Parley already runs on the database in ${cluster} (process ${owner.pid}): stop it first, or choose another data directory.`,
      );
    }
    await removeClaim(file, theirs);
  }
  throw new Error(`The database in ${cluster} is being claimed by several processes at once.`);
}

function createOwnerClaim(file: string, mine: string): OwnerClaim {
  return { release: () => removeClaim(file, mine) };
}

async function createClaim(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readClaim(file: string): Promise<string> {
  const look = async () => (await readTextIfThere(file)) || undefined;
  return (await pollFor(look, { everyMs: 10, limitMs: emptyClaimLimitMs })) ?? '';
}

function parseClaim(text: string): ProcessIdentity | undefined {
  const match = /^(\d+) (.+)\n$/.exec(text);
  return match?.[1] && match[2] ? { pid: Number(match[1]), startedAt: match[2] } : undefined;
}

/** Takes the file away first and looks at it then, so that a claim made in between is not lost. */
async function removeClaim(file: string, expected: string): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readTextIfThere(aside)) === expected) await rm(aside, { force: true });
  else await rename(aside, file);
}
