import { createHash, randomUUID } from 'node:crypto';
import { copyFile, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../kernel/errors.ts';
import { headBytes } from './sniff-type.ts';

/** Bytes on disk under a temporary name, until `moveIntoPlace` gives them their own. */
export interface WrittenBytes {
  readonly temporaryPath: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
  /** The first 64 KB. */
  readonly head: Buffer;
}

const fileMode = 0o600;
const directoryMode = 0o700;

/**
 * Writes a stream to `directory` under a temporary name and syncs it. Throws AppError `media.too_large` when there are more
 * than `maxBytes`, or the stream's own error; then nothing is left on disk and the stream is destroyed.
 */
export async function writeStream(directory: string, stream: Readable, maxBytes: number): Promise<WrittenBytes> {
  // Until it is read nobody else listens; the reading meets the error too.
  stream.on('error', ignore);
  try {
    const temporaryPath = await newTemporaryPath(directory);
    return await removeOnFailure(temporaryPath, () => writeAll(temporaryPath, stream, maxBytes));
  } finally {
    stream.destroy();
  }
}

// On the same disk as the place of the bytes.
async function newTemporaryPath(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: directoryMode });
  return join(directory, `${randomUUID()}.part`);
}

async function writeAll(temporaryPath: string, stream: Readable, maxBytes: number): Promise<WrittenBytes> {
  const file = await open(temporaryPath, 'wx', fileMode);
  try {
    const hash = createHash('sha256');
    const heads: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (sizeBytes < headBytes) heads.push(chunk.subarray(0, headBytes - sizeBytes));
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw new AppError('media.too_large', `The file is larger than ${maxBytes} bytes.`);
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    await file.sync();
    return { temporaryPath, sizeBytes, sha256: hash.digest('hex'), head: Buffer.concat(heads) };
  } finally {
    await file.close();
  }
}

/** The first 64 KB of a file. */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A piece of a file: the places of its first and last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes of a file for reading, or undefined when there is none. `choose` is told the size and may ask for a piece. The
 * stream must be read or destroyed.
 */
export async function openBytes(
  path: string,
  choose?: (sizeBytes: number) => ByteRange | undefined,
): Promise<{ stream: Readable; sizeBytes: number; range: ByteRange | undefined } | undefined> {
  const file = await openIfThere(path);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const range = choose?.(size);
    return { stream: file.createReadStream(range), sizeBytes: size, range };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Gives a file its place, synced and readable by its owner alone; whatever has that name already is replaced. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  const directory = dirname(to);
  await mkdir(directory, { recursive: true, mode: directoryMode });
  const file = await open(from, 'r+');
  try {
    await file.chmod(fileMode);
    await file.sync();
  } finally {
    await file.close();
  }
  await renameAcross(from, to);
  await syncDirectory(directory);
}

/** Runs `work`; when it fails the file is removed. */
export async function removeOnFailure<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function renameAcross(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isCode(error, 'EXDEV')) throw error;
    const copy = `${to}.part`;
    await removeOnFailure(copy, async () => {
      await copyFile(from, copy);
      await moveIntoPlace(copy, to);
    });
    await rm(from, { force: true });
  }
}

// A rename survives a power cut once its directory is synced. Windows cannot sync one.
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function ignore(): void {}
