import { AppError } from '../../kernel/errors.ts';
import type { MediaKind, StoredMedia } from '../media/index.ts';
import { countCharacters } from './count-characters.ts';
import type { PreparedInteractive } from './prepare-interactive.ts';

/** What a free-form message can hold. */
export type SessionContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'media';
      readonly mediaKind: MediaKind;
      readonly mediaId: string;
      readonly caption?: string | undefined;
      readonly fileName?: string | undefined;
      readonly voice?: boolean;
    }
  | {
      readonly kind: 'reaction';
      /** The wamid of the message reacted to. */
      readonly wamid: string;
      /** Empty takes the reaction back. */
      readonly emoji: string;
    }
  | PreparedInteractive;

/** WhatsApp's limit of a text body, in characters. */
export const textLimit = 4096;
const captionLimit = 1024;

/** What WhatsApp shows a caption below; sound and stickers bear none. */
const captionedKinds: ReadonlySet<MediaKind> = new Set(['image', 'video', 'document']);

/**
 * The content that sends a stored file. A blank caption is none, and so is one of a kind that bears none; `voice` makes a voice message of sound that can be one
 * (OGG with OPUS) and says nothing of any other file.
 */
export function toMediaContent(
  media: StoredMedia,
  options: { readonly caption?: string | null | undefined; readonly voice?: boolean | undefined },
): Extract<SessionContent, { kind: 'media' }> {
  return {
    kind: 'media',
    mediaKind: media.kind,
    mediaId: media.id,
    caption: captionedKinds.has(media.kind) && options.caption?.trim() ? options.caption : undefined,
    fileName: media.fileName ?? undefined,
    voice: options.voice === true && media.mimeType === 'audio/ogg',
  };
}

/** Throws message.text_empty or message.text_too_long. */
export function checkContent(content: SessionContent): void {
  if (content.kind === 'text') {
    if (content.text.trim() === '') throw new AppError('message.text_empty', 'Message text is empty');
    if (countCharacters(content.text) > textLimit) {
      throw new AppError('message.text_too_long', `Message text is longer than ${textLimit} characters`);
    }
  } else if (content.kind === 'media') checkCaption(content.caption);
}

/** For callers who know the caption before the file. Throws message.text_too_long. */
export function checkCaption(caption: string | null | undefined): void {
  if (countCharacters(caption ?? '') <= captionLimit) return;
  throw new AppError('message.text_too_long', `Caption is longer than ${captionLimit} characters`);
}

export interface GraphContent {
  readonly type: string;
  readonly text: string | null;
  readonly body: Record<string, unknown>;
  readonly mediaId: string | null;
}

/** The content as the Cloud API wants it; the id of a file is put in when it is sent. */
export function toGraphContent(content: SessionContent): GraphContent {
  if (content.kind === 'interactive') return { type: 'interactive', ...content };
  if (content.kind === 'text') {
    const preview = /https?:\/\//i.test(content.text);
    const body = { body: content.text, ...(preview ? { preview_url: true } : {}) };
    return { type: 'text', text: content.text, body, mediaId: null };
  }
  if (content.kind === 'reaction') {
    const { wamid, emoji } = content;
    return { type: 'reaction', text: emoji, body: { message_id: wamid, emoji }, mediaId: null };
  }
  const { mediaKind, mediaId, caption, fileName, voice } = content;
  const body = {
    ...(caption ? { caption } : {}),
    ...(mediaKind === 'document' && fileName ? { filename: fileName } : {}),
    ...(mediaKind === 'audio' && voice ? { voice: true } : {}),
  };
  const text = caption ?? (mediaKind === 'document' ? (fileName ?? null) : null);
  return { type: mediaKind, text, body, mediaId };
}
