import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import type { GraphClient } from '../../meta/graph-client.ts';
import { fix } from '../../meta/verdict.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import { openBytes } from './disk-bytes.ts';
import { diskPathOf } from './media-path.ts';
import { findByIdStatement, keepUploadStatement, type MediaRow } from './queries.ts';
import type { UploadedMedia } from './types.ts';

export interface UploadDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly dataDir: string;
  readonly graph: Pick<GraphClient, 'uploadMedia'>;
}

/** Brings stored files to WhatsApp before a message names them. */
export interface MediaUploader {
  /**
   * The id of the file at WhatsApp for sends by this channel: the known one while it lasts, else of a fresh upload. Calls
   * for the same file at the same time share one upload. Never rejects.
   */
  uploadForSend(tenantId: string, channel: ChannelCredentials, mediaId: string): Promise<UploadedMedia>;
}

const dayMs = 86_400_000;
/** How long Meta keeps an upload (cloud-api-behaviour 6.3). */
const uploadLifeMs = 30 * dayMs;
/** A send must not wait in a queue until its file is gone. */
const renewBeforeMs = dayMs;
/** Meta's code for a file it could not take. */
const uploadErrorCode = 131053;

export function createMediaUploader(deps: UploadDeps): MediaUploader {
  const underWay = new Map<string, Promise<UploadedMedia>>();
  return {
    uploadForSend(tenantId, channel, mediaId) {
      const key = `${tenantId}/${channel.id}/${mediaId}`;
      const shared = underWay.get(key);
      if (shared) return shared;
      const upload = uploadOrExplain(deps, tenantId, channel, mediaId).finally(() => underWay.delete(key));
      underWay.set(key, upload);
      return upload;
    },
  };
}

async function uploadOrExplain(
  deps: UploadDeps,
  tenantId: string,
  channel: ChannelCredentials,
  mediaId: string,
): Promise<UploadedMedia> {
  try {
    return await upload(deps, tenantId, channel, mediaId);
  } catch (error) {
    deps.log.error({ err: error, tenantId, mediaId }, 'a file could not be prepared for sending');
    return notSent('The file could not be prepared for sending.');
  }
}

async function upload(
  deps: UploadDeps,
  tenantId: string,
  channel: ChannelCredentials,
  mediaId: string,
): Promise<UploadedMedia> {
  const [row] = await deps.db.tenant(tenantId, findByIdStatement, [mediaId]);
  if (!row || row.state === 'lost') return gone();
  if (row.state === 'pending') return notSent('The file has not arrived from WhatsApp yet.');
  const known = knownUpload(row, channel.id, deps.clock.nowMs());
  if (known !== undefined) return { kind: 'uploaded', metaMediaId: known };
  const bytes = await openBytes(diskPathOf(deps.dataDir, tenantId, row.path));
  if (!bytes) return gone();
  const outcome = await deps.graph.uploadMedia({
    phoneNumberId: channel.phoneNumberId,
    accessToken: channel.accessToken,
    mimeType: row.mimeType,
    fileName: row.path.split('/').at(-1) ?? row.id,
    size: bytes.sizeBytes,
    bytes: bytes.stream,
  });
  if (outcome.kind === 'rejected') return { kind: 'refused', outcome };
  // A file that is uploaded twice does no harm, so an unknown outcome is as good as none.
  if (outcome.kind === 'unavailable') return notSent(outcome.detail);
  await keepUpload(deps, tenantId, channel, { mediaId, metaMediaId: outcome.mediaId });
  return { kind: 'uploaded', metaMediaId: outcome.mediaId };
}

function knownUpload(row: MediaRow, channelId: string, nowMs: number): string | undefined {
  const expiresMs = row.metaMediaExpiresAt?.getTime() ?? 0;
  return row.channelId === channelId && expiresMs - renewBeforeMs > nowMs ? (row.metaMediaId ?? undefined) : undefined;
}

async function keepUpload(
  deps: UploadDeps,
  tenantId: string,
  channel: ChannelCredentials,
  { mediaId, metaMediaId }: { mediaId: string; metaMediaId: string },
): Promise<void> {
  const expiresAt = new Date(deps.clock.nowMs() + uploadLifeMs);
  try {
    await deps.db.tenant(tenantId, keepUploadStatement, [mediaId, channel.id, metaMediaId, expiresAt]);
  } catch (error) {
    // The id is good for this send all the same; the next one uploads again.
    deps.log.warn({ err: error, tenantId, mediaId }, 'the id of an upload could not be kept');
  }
}

function notSent(detail: string): UploadedMedia {
  return { kind: 'refused', outcome: { kind: 'not_sent', detail } };
}

// As if Meta had refused the file; trying again does not bring it back.
function gone(): UploadedMedia {
  const message = 'The file is no longer stored.';
  const error = { httpStatus: 400, code: uploadErrorCode, message, details: message };
  return { kind: 'refused', outcome: { kind: 'rejected', error, rule: findErrorRule(uploadErrorCode), verdict: fix } };
}
