import type { OpenedMedia } from '../../../modules/media/index.ts';

/**
 * The stored path that a fileName means: the relative path as the API shows it, or a whole showFile address around it.
 */
export function fromFileName(text: string): string {
  const inAddress = /[?&]fileName=([^&#]*)/i.exec(text)?.[1];
  return decoded(inAddress ?? text)
    .trim()
    .replace(/^\/+/, '');
}

/** Anything can be in a file of a customer: the headers keep a browser from running it as a page of this host. */
export function toMediaHeaders(media: OpenedMedia, path: string): Record<string, string> {
  return {
    'content-type': media.mimeType,
    'content-length': String(media.sizeBytes),
    'content-disposition': toDisposition(media.fileName ?? path.split('/').at(-1) ?? 'file'),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, max-age=86400, immutable',
  };
}

/** RFC 6266: a plain name for old clients, and the true one when that is not plain ASCII. */
function toDisposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const exact = plain === fileName ? '' : `; filename*=UTF-8''${encodeExtended(fileName)}`;
  return `inline; filename="${plain}"${exact}`;
}

function encodeExtended(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded: a percent sign is one.
    return text;
  }
}
