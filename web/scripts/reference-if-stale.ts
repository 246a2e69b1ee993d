import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Makes the reference of the API anew when the contract, or what compiles it, changed. Without a change it takes some 10 ms. */
const root = join(import.meta.dirname, '..', '..');
const server = join(root, 'server');
const made = join(server, 'dist', 'reference.json');
const stamp = join(server, 'dist', '.reference-built-from');

export const referenceMade = makeIfStale();

async function makeIfStale(): Promise<void> {
  const digest = digestOfSources();
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  await promisify(execFile)(process.execPath, [join(server, 'scripts', 'build-reference.ts')]);
  writeFileSync(stamp, digest);
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  const contract = join(root, 'contract');
  const compilers = ['contract', 'reference'].map((name) => join(server, 'src', 'http', name));
  const files = [contract, ...compilers]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => /\.(yaml|ts)$/.test(path));
  for (const path of [...files.sort(), join(server, 'scripts', 'build-reference.ts')]) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
