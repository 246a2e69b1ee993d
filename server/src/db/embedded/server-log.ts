import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { statIfThere } from './file-facts.ts';

export interface ServerLog {
  path: string;
  /** For the server to write to. */
  file: FileHandle;
  size(): Promise<number>;
  /** What was written after `from`, of it the last `maxBytes`. */
  readFrom(from: number, maxBytes: number): Promise<string>;
  close(): Promise<void>;
}

/** Opens `<dataDir>/postgres.log` for a start. One larger than `maxBytes` is put aside, replacing the one before. */
export async function openServerLog(dataDir: string, maxBytes: number): Promise<ServerLog> {
  const path = join(dataDir, 'postgres.log');
  if (((await statIfThere(path))?.size ?? 0) > maxBytes) await rename(path, `${path}.1`);
  const file = await open(path, 'a+', 0o600);
  const size = async () => (await file.stat()).size;
  return {
    path,
    file,
    size,
    async readFrom(from, length) {
      const end = await size();
      const start = Math.max(from, end - length);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.toString('utf8', 0, bytesRead).trim();
    },
    close: () => file.close(),
  };
}
