import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type ByteRange, openBytes } from './disk-bytes.ts';
import type { FetchByUrlDeps } from './fetch-to-store.ts';
import type { MediaFetcher } from './media-fetcher.ts';
import { diskPathOf } from './media-path.ts';
import { findByIdStatement, findByPathStatement, type MediaRow } from './queries.ts';

export interface OpenDeps {
  readonly db: Database;
  readonly dataDir: string;
  readonly mediaFetcher: Pick<MediaFetcher, 'fetchNow'>;
  /** How long to wait for a file that is still at WhatsApp; 20 s when absent. */
  readonly mediaWaitMs?: number;
}

/** What all verbs on the files of a tenant need. */
export type MediaDeps = OpenDeps & FetchByUrlDeps;

export interface OpenedMedia {
  /** Must be read or destroyed. */
  readonly stream: Readable;
  /** As the sender called it. Anything can be in a file that a customer sent: never let a browser run it. */
  readonly mimeType: string;
  readonly fileName: string | null;
  readonly sizeBytes: number;
  /** The piece that the stream holds; undefined: all of it. */
  readonly range: ByteRange | undefined;
}

const defaultWaitMs = 20_000;

/**
 * Opens a file of the tenant by the path that the API shows, or by its id. One that is still at WhatsApp is fetched at once
 * and waited for. `choose` is told the size of the file and may ask for a piece. Throws AppError `media.not_found`, `media.gone`, or `meta.unavailable` when it does not come in time.
 */
export async function openMedia(
  deps: OpenDeps,
  ctx: Context,
  reference: { readonly path: string } | { readonly mediaId: string },
  choose?: (sizeBytes: number) => ByteRange | undefined,
): Promise<OpenedMedia> {
  const row = await findRow(deps, ctx, reference);
  if (row?.state !== 'pending') return openRow(deps, ctx, row, choose);
  await waitForFetch(deps, ctx, row.id);
  return openRow(deps, ctx, await findRow(deps, ctx, { mediaId: row.id }), choose);
}

async function findRow(
  deps: OpenDeps,
  ctx: Context,
  reference: { readonly path: string } | { readonly mediaId: string },
): Promise<MediaRow | undefined> {
  const [statement, value] =
    'path' in reference
      ? [findByPathStatement, reference.path.replace(/^\/+/, '')]
      : [findByIdStatement, reference.mediaId];
  // The database cannot be asked for such a text, so no row has it.
  if (value.includes('\0')) return undefined;
  const [row] = await deps.db.tenant(ctx.tenantId, statement, [value]);
  return row;
}

async function waitForFetch(deps: OpenDeps, ctx: Context, mediaId: string): Promise<void> {
  const end = new AbortController();
  const deadline = delay(deps.mediaWaitMs ?? defaultWaitMs, undefined, { signal: end.signal }).catch(() => undefined);
  try {
    await Promise.race([deps.mediaFetcher.fetchNow(ctx.tenantId, mediaId), deadline]);
  } finally {
    end.abort();
  }
}

async function openRow(
  deps: OpenDeps,
  ctx: Context,
  row: MediaRow | undefined,
  choose?: (sizeBytes: number) => ByteRange | undefined,
): Promise<OpenedMedia> {
  if (!row) throw new AppError('media.not_found', 'File not found.');
  if (row.state === 'pending') throw new AppError('meta.unavailable', 'The file has not arrived from WhatsApp yet.');
  if (row.state === 'lost')
    throw new AppError(
      'media.gone',
      'The file is no longer available: WhatsApp has it no more, or it is older than files are kept.',
    );
  const bytes = await openBytes(diskPathOf(deps.dataDir, ctx.tenantId, row.path), choose);
  if (!bytes) throw new AppError('media.gone', 'The file is no longer stored.');
  return { ...bytes, mimeType: row.mimeType, fileName: row.fileName };
}
