import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { type OpenedMedia, openMedia } from '../../modules/media/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { keepUpload } from '../keep-upload.ts';
import { readRange } from './byte-range.ts';
import { toMedia } from './shapes/timeline.ts';

/** What a browser shows without running it: anything can be in a file of a customer. */
const shownInline = /^(image\/(jpeg|png|webp|gif)|video\/(mp4|3gpp)|audio\/(aac|mp4|mpeg|amr|ogg|opus))$/;

/** The files of chats, opened with the session. */
export function createMediaHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async uploadInboxMedia({ ctx, files }) {
      const upload = files.find((file) => file.fieldName === 'file');
      if (upload === undefined) throw new AppError('request.invalid', 'file is required.');
      const { id, path, mimeType, fileName, sizeBytes } = await keepUpload(deps, ctx, upload);
      const media = toMedia({
        mediaId: id,
        mediaPath: path,
        mediaState: 'stored',
        mediaMimeType: mimeType,
        mediaFileName: fileName,
        mediaSizeBytes: sizeBytes,
      });
      return { status: 201, body: media };
    },

    async getInboxMedia({ ctx, params, query, headers }) {
      const mediaId = params.mediaId.trim().toLowerCase();
      if (!isId(mediaId)) throw new AppError('media.not_found', 'File not found.');
      const choose = (sizeBytes: number) => readRange(headers.range, sizeBytes);
      const media = await openMedia(deps, ctx, { mediaId }, choose);
      const { range } = media;
      return {
        status: range === undefined ? 200 : 206,
        stream: media.stream,
        headers: { ...toHeaders(media, mediaId, query.download === true), ...rangeHeaders(media) },
      };
    },
  });
}

function rangeHeaders({ range, sizeBytes }: OpenedMedia): Record<string, string> {
  if (range === undefined) return { 'content-length': String(sizeBytes) };
  return {
    'content-length': String(range.end - range.start + 1),
    'content-range': `bytes ${range.start}-${range.end}/${sizeBytes}`,
  };
}

function toHeaders({ mimeType, fileName }: OpenedMedia, mediaId: string, isDownload: boolean): Record<string, string> {
  const isShown = shownInline.test(mimeType) && !isDownload;
  return {
    'content-type':
      shownInline.test(mimeType) || mimeType === 'application/pdf' ? mimeType : 'application/octet-stream',
    'content-disposition': toDisposition(isShown ? 'inline' : 'attachment', fileName ?? mediaId),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, max-age=86400, immutable',
  };
}

/** RFC 6266: a plain name for old clients, and the true one beside it. */
function toDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const wellFormed = fileName.toWellFormed();
  const plain = wellFormed.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const extended = encodeURIComponent(wellFormed).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended}`;
}
