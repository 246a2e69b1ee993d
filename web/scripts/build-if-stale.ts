import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { referenceMade } from './reference-if-stale.ts';

/**
 * Builds the web app into `web/dist` when its sources or its libraries changed since it was last built, and lays
 * compressed copies beside the files; and makes the reference of the API. Without a change it takes some 30 ms.
 */
const web = join(import.meta.dirname, '..');
const dist = join(web, 'dist');
const stamp = join(dist, '.built-from');

/** 9 takes nine times as long and makes the files smaller by less than a hundredth. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

const digest = digestOfSources();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) await build();
await referenceMade;

async function build(): Promise<void> {
  process.stderr.write('Building the web app ...\n');
  // Whoever builds, from tests too, builds what people get.
  process.env.NODE_ENV = 'production';
  const vite = await findVite();
  if (vite === undefined) {
    process.stderr.write(
      'The web app is not built: Vite is missing, as after npm ci --omit=dev. The API runs without it.\n',
    );
    return;
  }
  await vite.build({ root: web, logLevel: 'warn' });
  await Promise.all(filesUnder(dist).filter(isWorthCompressing).map(compress));
  writeFileSync(stamp, digest);
}

async function findVite(): Promise<typeof import('vite') | undefined> {
  try {
    return await import('vite');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  const roots = ['src', 'public'].map((name) => join(web, name)).filter((path) => existsSync(path));
  const single = ['index.html', 'vite.config.ts', 'package.json', '../package-lock.json'].map((name) =>
    join(web, name),
  );
  for (const path of [...roots.flatMap(filesUnder).sort(), ...single]) {
    hash.update(relative(web, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isWorthCompressing(path: string): boolean {
  return /\.(js|css|html|svg)$/.test(path);
}

async function compress(path: string): Promise<void> {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, brotliOptions));
  writeFileSync(`${path}.gz`, await promisify(gzip)(bytes));
}
