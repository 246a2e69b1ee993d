import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfThere, writePrivateFile } from './file-facts.ts';

/**
 * The password of the database, made at the first start. Lies in `<dataDir>/postgres-password`, readable by its owner.
 */
export async function providePassword(dataDir: string): Promise<string> {
  const known = await readPassword(dataDir);
  if (known !== undefined) {
    await chmod(passwordPath(dataDir), 0o600);
    return known;
  }
  const password = randomBytes(32).toString('base64url');
  await writePrivateFile(passwordPath(dataDir), `${password}\n`);
  return password;
}

/** Undefined when there is none yet. */
export async function readPassword(dataDir: string): Promise<string | undefined> {
  return (await readTextIfThere(passwordPath(dataDir)))?.trim() || undefined;
}

function passwordPath(dataDir: string): string {
  return join(dataDir, 'postgres-password');
}
