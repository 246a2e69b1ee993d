import { addAbortSignal, type Readable } from 'node:stream';
import type { Database } from '../../db/database.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { GraphClient } from '../../meta/graph-client.ts';
import { isUnknownObject } from '../../meta/graph-error.ts';
import { findCredentials } from '../channels/index.ts';
import { maxFileBytes } from './check-file.ts';
import { moveIntoPlace, removeOnFailure, writeStream } from './disk-bytes.ts';
import type { ClaimedMedia } from './fetch-queries.ts';
import { diskPathOf, tenantDirectory } from './media-path.ts';
import { claimedType } from './mime-types.ts';
import { toHexDigest } from './sha256-digest.ts';

export interface FetchDeps {
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly dataDir: string;
  readonly graph: Pick<GraphClient, 'getMedia' | 'downloadMedia'>;
}

/** What became of one try to bring a customer's file here. */
export type FetchOutcome =
  | { readonly kind: 'stored'; readonly sizeBytes: number; readonly sha256: string; readonly mimeType: string }
  /** It will never come. */
  | { readonly kind: 'lost'; readonly detail: string }
  /** Another try may bring it. */
  | { readonly kind: 'failed'; readonly detail: string }
  /** Cut off by the signal. */
  | { readonly kind: 'stopped' };

/** The address of a file lasts five minutes (6.3); one that is not valid any more is asked for again. */
const maxLookups = 2;
const notFound = 404;

/** Copies a file from WhatsApp to its place. Throws when the database or the disk fails. */
export async function fetchMedia(deps: FetchDeps, media: ClaimedMedia, signal: AbortSignal): Promise<FetchOutcome> {
  const { tenantId, channelId, metaMediaId } = media;
  if (channelId === null || metaMediaId === null) return lost('It is not known where the file is.');
  const channel = await findCredentials(deps, tenantId, channelId);
  if (!channel) return lost('The channel that received the file is no longer connected.');
  for (let lookup = 1; lookup <= maxLookups; lookup += 1) {
    const outcome = await fetchOnce(deps, media, { metaMediaId, accessToken: channel.accessToken, signal });
    if (outcome.kind !== 'moved') return outcome;
  }
  return lost('WhatsApp no longer has the file.');
}

async function fetchOnce(
  deps: FetchDeps,
  media: ClaimedMedia,
  { metaMediaId, accessToken, signal }: { metaMediaId: string; accessToken: string; signal: AbortSignal },
): Promise<FetchOutcome | { kind: 'moved' }> {
  const found = await deps.graph.getMedia({ mediaId: metaMediaId, accessToken });
  if (signal.aborted) return { kind: 'stopped' };
  if (found.kind === 'unavailable') return failed(found.detail);
  if (found.kind === 'rejected') {
    const { error } = found;
    if (isUnknownObject(error) || error.httpStatus === notFound) return lost('WhatsApp no longer has the file.');
    return failed(`${error.code} ${error.details ?? error.message}`);
  }
  const download = await deps.graph.downloadMedia({ url: found.url, accessToken, maxBytes: maxFileBytes });
  switch (download.kind) {
    case 'ok': {
      const sha256 = toHexDigest(found.sha256) ?? media.sha256;
      const mimeType = claimedType(found.mimeType) ?? media.mimeType;
      return save(deps, media, { stream: download.stream, sha256, mimeType, signal });
    }
    case 'gone':
      return { kind: 'moved' };
    case 'too_large':
      return lost(download.detail);
    case 'rejected':
      return failed(`${download.error.code} ${download.error.details ?? download.error.message}`);
    case 'refused_url':
    case 'unavailable':
      return failed(download.detail);
  }
}

async function save(
  deps: FetchDeps,
  media: ClaimedMedia,
  expected: { stream: Readable; sha256: string | null; mimeType: string; signal: AbortSignal },
): Promise<FetchOutcome> {
  const { signal, mimeType } = expected;
  try {
    const stream = addAbortSignal(signal, expected.stream);
    const written = await writeStream(tenantDirectory(deps.dataDir, media.tenantId), stream, maxFileBytes);
    const { temporaryPath, sizeBytes, sha256 } = written;
    await removeOnFailure(temporaryPath, () => {
      if (expected.sha256 !== null && expected.sha256 !== sha256) {
        throw new AppError('media.fetch_failed', 'The bytes are not those that WhatsApp announced.');
      }
      return moveIntoPlace(temporaryPath, diskPathOf(deps.dataDir, media.tenantId, media.path));
    });
    return { kind: 'stored', sizeBytes, sha256, mimeType };
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' };
    if (isAppError(error, 'media.too_large')) return lost(error.message);
    if (isAppError(error)) return failed(error.message);
    throw error;
  }
}

function lost(detail: string): FetchOutcome {
  return { kind: 'lost', detail };
}

function failed(detail: string): FetchOutcome {
  return { kind: 'failed', detail };
}
