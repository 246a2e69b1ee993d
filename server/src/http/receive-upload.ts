import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FilePart, ReceivedFile } from './contract/uploads.ts';

/** Writes an upload to a private file of its own while it comes in. On failure nothing is left behind. */
export async function receiveUpload(tmpDir: string, part: FilePart): Promise<ReceivedFile> {
  await mkdir(tmpDir, { recursive: true, mode: 0o700 });
  const path = join(tmpDir, randomUUID());
  const discard = (): Promise<void> => rm(path, { force: true });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(part.stream, file);
  } catch (error) {
    await discard();
    throw error;
  }
  return { path, size: file.bytesWritten, discard };
}
