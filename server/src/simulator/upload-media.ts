import type { Channel } from './accounts.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError } from './graph-errors.ts';
import type { MediaStore } from './media-store.ts';

const megabyte = 1024 * 1024;

/** Schema UploadMime of the contract, and webp for stickers. */
const uploadTypes: ReadonlySet<string> = new Set([
  'audio/aac',
  'audio/mp4',
  'audio/mpeg',
  'audio/amr',
  'audio/ogg',
  'audio/opus',
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/3gpp',
  'text/plain',
  'application/pdf',
  'application/vnd.ms-powerpoint',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

/** POST /{phone_number_id}/media: the part's own Content-Type decides (rule 6.1), sizes by rule 6.2. */
export function uploadMedia(
  media: MediaStore,
  channel: Channel,
  { json, form }: Pick<GraphCall, 'json' | 'form'>,
): { id: string } {
  if (json.messaging_product !== 'whatsapp') {
    throw new GraphError(100, 'The parameter messaging_product is required.');
  }
  const file = form?.file;
  if (!file) throw new GraphError(100, 'The parameter file is required.');
  if (!uploadTypes.has(file.contentType)) {
    const types = [...uploadTypes].join(', ');
    throw new GraphError(
      100,
      `Param file must be a file with one of the following types: ${types}. Received file of type '${file.contentType}'.`,
    );
  }
  const max = maxBytesOf(file.contentType);
  if (file.bytes.length > max) {
    throw new GraphError(131053, `A file of type ${file.contentType} has at most ${max} bytes.`);
  }
  const stored = media.add({
    phoneNumberId: channel.number.phoneNumberId,
    mimeType: file.contentType,
    fileName: file.name,
    bytes: file.bytes,
    from: 'business',
  });
  return { id: stored.id };
}

function maxBytesOf(mimeType: string): number {
  if (mimeType === 'image/webp') return megabyte / 2;
  if (mimeType.startsWith('image/')) return 5 * megabyte;
  if (mimeType.startsWith('audio/') || mimeType.startsWith('video/')) return 16 * megabyte;
  return 100 * megabyte;
}
