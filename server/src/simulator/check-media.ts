import { GraphError } from './graph-errors.ts';
import { type JsonObject, textOrUndefined } from './json-value.ts';
import type { StoredMedia } from './media-store.ts';
import { optionalText } from './read-parameter.ts';

const maxCaption = 1024;
const maxLink = 2000;

/** Types a media message may carry; documents take any. Rule 6.2. */
const mimeTypesOf: Readonly<Record<string, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  audio: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'],
  video: ['video/mp4', 'video/3gpp'],
  sticker: ['image/webp'],
};

/** A refusal that Meta gives only after it accepted the message: it becomes a failed status. */
export interface LaterFailure {
  readonly code: number;
  readonly details: string;
}

/** Finds a media id that belongs to the sending number. */
export type FindMedia = (mediaId: string) => StoredMedia | undefined;

/**
 * Checks the `image`, `video`, `audio`, `document` or `sticker` member of a message, a header or a template parameter:
 * exactly one of id and link. A link is not fetched, so it never fails by itself.
 */
export function checkMediaReference(
  kind: string,
  reference: JsonObject,
  findMedia: FindMedia,
): LaterFailure | undefined {
  const id = textOrUndefined(reference.id);
  const link = optionalText(reference, 'link', `${kind}['link']`, maxLink);
  if ((id === undefined || id === '') && (link === undefined || link === '')) {
    throw new GraphError(100, `The parameter ${kind}['id'] or ${kind}['link'] is required.`);
  }
  if (id && link) throw new GraphError(100, `Only one of ${kind}['id'] and ${kind}['link'] may be given.`);
  if (link) {
    if (!isWebAddress(link)) throw new GraphError(100, `Param ${kind}['link'] is not a valid URI.`);
    return undefined;
  }
  const media = findMedia(id ?? '');
  if (!media) {
    throw new GraphError(100, `Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`);
  }
  const allowed = mimeTypesOf[kind];
  if (!allowed || allowed.includes(media.mimeType)) return undefined;
  const details = `${kind} file uploaded with mimetype as ${media.mimeType}; allowed are ${allowed.join(', ')}.`;
  return { code: 131053, details };
}

/** Checks a whole media message: its reference, caption and file name. */
export function checkMediaMessage(kind: string, media: JsonObject, findMedia: FindMedia): LaterFailure | undefined {
  const caption = optionalText(media, 'caption', `${kind}['caption']`, maxCaption);
  if (caption !== undefined && (kind === 'audio' || kind === 'sticker')) {
    throw new GraphError(100, `Unexpected key "caption" on param "${kind}".`);
  }
  optionalText(media, 'filename', `${kind}['filename']`);
  return checkMediaReference(kind, media, findMedia);
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'http:' || protocol === 'https:';
}
