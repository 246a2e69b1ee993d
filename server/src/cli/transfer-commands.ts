import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { exportData } from '../db/transfer/export-data.ts';
import { importData } from '../db/transfer/import-data.ts';
import { sha256Hex } from '../kernel/ids.ts';
import { type CommandContext, tellHelp, UsageError, withDatabase } from './command-context.ts';

const exportUsage = `parley export <file>

Writes all data as gzipped lines of JSON. Secrets stay sealed with PARLEY_SECRET_KEY (or the key in the data directory), which
the importing side needs too; copy the media folder of the data directory along. Stop Parley first: what it does later is not
in the file.`;

const importUsage = `parley import <file>

Fills an empty database (a new data directory, or a fresh one at DATABASE_URL) from a file of parley export. All or nothing.`;

const keyMarkLength = 16;

/** Writes everything in the database to a file that only its owner reads. */
export async function runExport(context: CommandContext): Promise<number> {
  const file = readFileName(context, exportUsage);
  // Under another name until it is whole: a file of that name is never half an export.
  const unfinished = `${file}.part`;
  return withDatabase(context, async ({ config, db, clock }) => {
    if (existsSync(file)) throw new Error(`${file} exists already. Choose another name, or remove it.`);
    const handle = await openNew(unfinished);
    try {
      const lines = new PassThrough();
      const written = pipeline(lines, createGzip(), handle.createWriteStream());
      written.catch(() => undefined); // A full disk also fails the line under way.
      const header = { exportedAt: clock.now().toISOString(), keyMark: keyMarkOf(config.secretKey) };
      const counts = await exportData(db, header, (line) => writeLine(lines, line));
      lines.end();
      await written;
      await rename(unfinished, file);
      context.print(describe(counts, `written to ${file}`));
      return 0;
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  });
}

// One that exists is of an export that runs, or of one that was killed: which of them, only a person can say.
async function openNew(unfinished: string): Promise<FileHandle> {
  try {
    return await open(unfinished, 'wx', 0o600);
  } catch (cause) {
    if (!existsSync(unfinished)) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The export can not be written there: ${reason}`, { cause });
    }
    const what = `${unfinished} is of an export that is under way or did not end.`;
    throw new Error(`${what} Remove it when none is under way, and export again.`, { cause });
  }
}

/** Fills an empty database from such a file. */
export async function runImport(context: CommandContext): Promise<number> {
  const file = readFileName(context, importUsage);
  return withDatabase(context, async ({ config, db }) => {
    const counts = await importData(db, keyMarkOf(config.secretKey), readLines(file));
    context.print(describe(counts, 'imported'));
    return 0;
  });
}

// Opened when the first line is asked for: a reader that nobody listens to yet drops its lines.
async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const input = source.pipe(createGunzip());
  source.on('error', (error) => input.destroy(error));
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new Error(missing ? `There is no file ${file}.` : `${file} is no export of Parley, or it is damaged.`, {
      cause,
    });
  }
}

function readFileName(context: CommandContext, usage: string): string {
  tellHelp(context, usage);
  const [file, ...more] = context.args;
  if (file === undefined || file.startsWith('-') || more.length > 0) throw new UsageError(usage);
  return file;
}

function keyMarkOf(secretKey: string): string {
  return sha256Hex(`parley export key mark v1:${secretKey}`).slice(0, keyMarkLength);
}

async function writeLine(lines: PassThrough, line: string): Promise<void> {
  if (!lines.write(`${line}\n`)) await once(lines, 'drain');
}

function describe(counts: Readonly<Record<string, number>>, what: string): string {
  const tables = Object.entries(counts).filter(([, count]) => count > 0);
  const rows = tables.reduce((sum, [, count]) => sum + count, 0);
  return `${rows} rows of ${tables.length} tables ${what}.`;
}
