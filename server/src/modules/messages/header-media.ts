import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import type { SendOutcome } from '../../meta/send-outcome.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import { type FetchByUrlDeps, fetchToStore, findFiles, type MediaUploader } from '../media/index.ts';
import {
  findHeaderReferences,
  findHeaderSource,
  type HeaderMedia,
  type HeaderReference,
  type HeaderSource,
  keepHeaderMedia,
  placeUploads,
  uploadSlot,
} from '../templates/index.ts';
import type { ClaimedMessage } from './dispatch-queries.ts';

export type HeaderUpload =
  | { readonly kind: 'uploaded'; readonly metaMediaId: string; readonly fileName: string | null }
  | { readonly kind: 'refused'; readonly outcome: SendOutcome };

/** Brings the media of a fixed header to WhatsApp for sends by this channel. Never rejects. */
export type UploadHeaderMedia = (
  tenantId: string,
  channel: ChannelCredentials,
  wanted: HeaderReference,
) => Promise<HeaderUpload>;

export interface HeaderMediaDeps extends FetchByUrlDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly uploader: MediaUploader;
}

/** How long an id is used again without looking; ids are renewed a day before they end. */
const freshMs = 60_000;
const maxKnown = 5_000;
/** Meta's code for media it could not fetch: so it is told when we cannot. */
const mediaErrorCode = 131053;

/**
 * Copies the media of a template's header into the media store once, and uploads the copy when its id at WhatsApp is
 * missing or ends: Meta refuses the samples that it lists as links (cloud-api-behaviour 6.8). All messages that need one
 * header share one copy and one upload.
 */
export function createHeaderMedia(deps: HeaderMediaDeps): UploadHeaderMedia {
  const known = new Map<string, { readonly atMs: number; readonly upload: Promise<HeaderUpload> }>();
  return (tenantId, channel, wanted) => {
    const key = `${tenantId}/${channel.id}/${wanted.templateId}/${wanted.slot}`;
    const nowMs = deps.clock.nowMs();
    const found = known.get(key);
    if (found && nowMs - found.atMs < freshMs) return found.upload;
    if (known.size >= maxKnown) known.clear();
    const upload = uploadOrExplain(deps, tenantId, channel, wanted);
    known.set(key, { atMs: nowMs, upload });
    // A refusal is for those who wait for it; the next send tries again.
    void upload.then((result) => (result.kind === 'refused' ? known.delete(key) : undefined));
    return upload;
  };
}

/** The message with uploads in the place of its fixed header media; most messages have none and are answered as they are. */
export async function withHeaderMedia(
  upload: UploadHeaderMedia,
  tenantId: string,
  channel: ChannelCredentials,
  message: ClaimedMessage,
): Promise<{ readonly kind: 'ready'; readonly message: ClaimedMessage } | Extract<HeaderUpload, { kind: 'refused' }>> {
  const { content } = message;
  const wanted = message.type === 'template' && content !== null ? findHeaderReferences(content) : [];
  if (content === null || wanted.length === 0) return { kind: 'ready', message };
  const uploads = new Map<string, Extract<HeaderUpload, { kind: 'uploaded' }>>();
  for (const reference of wanted) {
    const result = await upload(tenantId, channel, reference);
    if (result.kind === 'refused') return result;
    uploads.set(reference.slot, result);
  }
  const missing = { metaMediaId: '', fileName: null };
  return {
    kind: 'ready',
    message: { ...message, content: placeUploads(content, ({ slot }) => uploads.get(slot) ?? missing) },
  };
}

async function uploadOrExplain(
  deps: HeaderMediaDeps,
  tenantId: string,
  channel: ChannelCredentials,
  wanted: HeaderReference,
): Promise<HeaderUpload> {
  try {
    if (wanted.slot === uploadSlot) return await uploadFile(deps, tenantId, channel, wanted.templateId);
    const source = await findHeaderSource(deps, tenantId, wanted);
    if (!source) return refused('The template no longer has that header.');
    const copy = source.copy && source.isCopyFresh ? source.copy : await makeCopy(deps, tenantId, wanted, source);
    if ('kind' in copy) return copy;
    const uploaded = await deps.uploader.uploadForSend(tenantId, channel, copy.mediaId);
    return uploaded.kind === 'refused' ? uploaded : { ...uploaded, fileName: copy.fileName };
  } catch (error) {
    deps.log.error({ err: error, tenantId, ...wanted }, 'the media of a template could not be prepared');
    return {
      kind: 'refused',
      outcome: { kind: 'not_sent', detail: 'The media of the template could not be prepared.' },
    };
  }
}

/** A file that somebody uploaded for this send. */
async function uploadFile(
  deps: HeaderMediaDeps,
  tenantId: string,
  channel: ChannelCredentials,
  mediaId: string,
): Promise<HeaderUpload> {
  const [file] = await findFiles(deps, { tenantId }, [mediaId]);
  const uploaded = await deps.uploader.uploadForSend(tenantId, channel, mediaId);
  return uploaded.kind === 'refused' ? uploaded : { ...uploaded, fileName: file?.fileName ?? null };
}

async function makeCopy(
  deps: HeaderMediaDeps,
  tenantId: string,
  wanted: HeaderReference,
  { kind, sample, copy }: HeaderSource,
): Promise<HeaderMedia | Extract<HeaderUpload, { kind: 'refused' }>> {
  // An older copy is better than none.
  const without = (detail: string) => copy ?? refused(`The media of the template's header cannot be had. ${detail}`);
  if (sample === undefined || !/^https?:\/\//i.test(sample)) return without('Meta gives no address of it.');
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'template media' } as const;
  try {
    const stored = await fetchToStore(deps, ctx, sample);
    if (stored.kind !== kind) return without(`It is ${stored.mimeType}, and the header wants ${kind}.`);
    const { id: mediaId, path, fileName } = stored;
    const made = { mediaId, path, fileName, copiedAt: deps.clock.now().toISOString() };
    await keepHeaderMedia(deps, tenantId, wanted, made);
    return made;
  } catch (error) {
    if (!isAppError(error)) throw error;
    deps.log.warn({ tenantId, ...wanted, reason: error.reason }, 'the media of a template could not be copied');
    return without(error.message);
  }
}

// As if Meta had tried to fetch it; the error table says how often that is worth it.
function refused(details: string): Extract<HeaderUpload, { kind: 'refused' }> {
  const rule = findErrorRule(mediaErrorCode);
  const error = { httpStatus: 400, code: mediaErrorCode, message: details, details };
  return { kind: 'refused', outcome: { kind: 'rejected', error, rule, verdict: rule.verdict } };
}
