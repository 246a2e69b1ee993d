import type { Readable } from 'node:stream';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import { cleanFileName } from './clean-file-name.ts';
import { moveIntoPlace, readHead, removeOnFailure, writeStream } from './disk-bytes.ts';
import { diskPathOf, newMediaPath, tenantDirectory } from './media-path.ts';
import { insertStoredStatement } from './queries.ts';
import type { StoredMedia } from './types.ts';

export interface StoreDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly dataDir: string;
}

/** A file that a client sent and that lies on disk already. */
export interface Upload {
  /** The module moves the file away when it takes it, and leaves it when it does not. */
  readonly path: string;
  readonly fileName?: string | undefined;
  readonly mimeType?: string | undefined;
  /** Bytes. */
  readonly size: number;
}

export interface IncomingStream {
  /** Read to its end, or destroyed. */
  readonly stream: Readable;
  readonly fileName?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly maxBytes: number;
}

/** Takes an upload in. Throws AppError `media.type_forbidden` or `media.too_large` when WhatsApp would not take it. */
export async function storeUpload(deps: StoreDeps, ctx: Context, upload: Upload): Promise<StoredMedia> {
  const { path, fileName, mimeType, size } = upload;
  const checked = await checkFile({ mimeType, fileName, sizeBytes: size, head: await readHead(path) });
  return keep(deps, ctx, checked, { from: path, fileName, sizeBytes: size, sha256: null });
}

/**
 * Takes a file in as it comes. Throws AppError `media.type_forbidden` or `media.too_large`, also when it is longer than
 * `maxBytes`, or the stream's own error; then nothing is kept.
 */
export async function storeStream(deps: StoreDeps, ctx: Context, input: IncomingStream): Promise<StoredMedia> {
  const { stream, fileName, mimeType, maxBytes } = input;
  const written = await writeStream(tenantDirectory(deps.dataDir, ctx.tenantId), stream, maxBytes);
  const { temporaryPath, sizeBytes, sha256, head } = written;
  return removeOnFailure(temporaryPath, async () => {
    const checked = await checkFile({ mimeType, fileName, sizeBytes, head });
    return keep(deps, ctx, checked, { from: temporaryPath, fileName, sizeBytes, sha256 });
  });
}

// The bytes come first: a row never names a file that is not there.
async function keep(
  deps: StoreDeps,
  ctx: Context,
  { kind, mimeType }: CheckedFile,
  file: { from: string; fileName: string | undefined; sizeBytes: number; sha256: string | null },
): Promise<StoredMedia> {
  const fileName = cleanFileName(file.fileName);
  const path = newMediaPath(kind, mimeType, fileName ?? undefined);
  const id = newId(deps.clock.nowMs());
  const { sizeBytes, sha256 } = file;
  const diskPath = diskPathOf(deps.dataDir, ctx.tenantId, path);
  await moveIntoPlace(file.from, diskPath);
  await removeOnFailure(diskPath, () =>
    deps.db.tenant(ctx.tenantId, insertStoredStatement, [
      ...[id, path, mimeType, fileName, sizeBytes, sha256],
      deps.clock.now(),
    ]),
  );
  return { id, path, kind, mimeType, fileName, sizeBytes };
}
