import { AppError } from '../../kernel/errors.ts';
import { claimedType, kindOfType, typeOfFileName } from './mime-types.ts';
import { isAnimatedWebp, oggWithoutOpus, opusChannels, type SniffedContent, sniffContent } from './sniff-type.ts';
import type { MediaKind } from './types.ts';

export interface FileFacts {
  /** As the client or the server of the file says; absent and octet-stream are the same. */
  readonly mimeType?: string | undefined;
  readonly fileName?: string | undefined;
  readonly sizeBytes: number;
  /** The first bytes; `headBytes` are enough. */
  readonly head: Buffer;
}

export interface CheckedFile {
  readonly kind: MediaKind;
  /** One of the types that WhatsApp takes, without parameters. */
  readonly mimeType: string;
  /** True when the file can go as a voice message (OGG with OPUS). */
  readonly voice?: boolean;
}

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** The largest file of any kind that WhatsApp takes, in bytes. */
export const maxFileBytes = 100 * megabyte;

const limits = {
  image: { bytes: 5 * megabyte, noun: 'An image' },
  audio: { bytes: 16 * megabyte, noun: 'An audio file' },
  video: { bytes: 16 * megabyte, noun: 'A video' },
  document: { bytes: maxFileBytes, noun: 'A document' },
  sticker: { bytes: 100 * kilobyte, noun: 'A sticker' },
} as const satisfies Record<MediaKind, { bytes: number; noun: string }>;
const animatedStickerBytes = 500 * kilobyte;

/**
 * Decides what a file is to WhatsApp, and whether it takes it (cloud-api-behaviour 6.2). The content decides; the claimed
 * type and the name only tell apart what the content does not (Office files, text, sound in MP4), and a claim that the
 * content belies is refused. What needs decoding (colours, codecs of a video, pixels of a sticker) is left to Meta.
 * Throws AppError `media.type_forbidden` or `media.too_large`.
 */
export async function checkFile(file: FileFacts): Promise<CheckedFile> {
  if (file.sizeBytes === 0) throw forbidden('It is empty.');
  const claimed = claimedType(file.mimeType);
  if (claimed !== undefined && !kindOfType(claimed)) throw forbidden(`${claimed} is not a type that it takes.`);
  const mimeType = decideType(await sniffContent(file.head), claimed, typeOfFileName(file.fileName));
  const kind = kindOfType(mimeType);
  if (!kind) throw forbidden(`${mimeType} is not a type that it takes.`);
  checkSize(kind, file);
  if (mimeType !== 'audio/ogg') return { kind, mimeType };
  if (opusChannels(file.head) !== 1) throw forbidden('An OGG file must hold OPUS sound in one channel (mono).');
  return { kind, mimeType, voice: true };
}

function decideType(content: SniffedContent, claimed: string | undefined, named: string | undefined): string {
  switch (content.kind) {
    case 'known':
      return decideKnown(content.mimeType, claimed, named);
    case 'compound':
    case 'zip':
      return decideOffice(content.kind, claimed, named);
    case 'text':
      return decideText(claimed, named);
    case 'unknown':
      throw forbidden(claimed ? `Its content is not ${claimed}.` : 'Its content is of no type that it takes.');
  }
}

// One container serves films and sound, and its first bytes often do not tell which.
const mp4Types: ReadonlySet<string> = new Set(['video/mp4', 'audio/mp4', 'video/3gpp']);

function decideKnown(found: string, claimed: string | undefined, named: string | undefined): string {
  if (found === oggWithoutOpus) throw forbidden('An OGG file must hold OPUS sound.');
  const kind = kindOfType(found);
  if (!kind) throw forbidden(`Its content is ${found}, which is not a type that it takes.`);
  if (mp4Types.has(found) && claimed !== undefined && mp4Types.has(claimed)) {
    return claimed === 'audio/mp4' ? claimed : found;
  }
  if (found === 'video/mp4' && claimed === undefined && named === 'audio/mp4') return named;
  // Web servers say text/plain of whatever they do not know.
  if (claimed === undefined || claimed === 'text/plain' || kindOfType(claimed) === kind) return found;
  throw forbidden(`It is called ${claimed}, but its content is ${found}.`);
}

const officeTypes = {
  compound: ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  zip: ['docx', 'xlsx', 'pptx'].map((extension) => typeOfFileName(`a.${extension}`)),
} as const;

function decideOffice(container: 'compound' | 'zip', claimed: string | undefined, named: string | undefined): string {
  const possible: readonly (string | undefined)[] = officeTypes[container];
  const type = [claimed, named].find((entry) => entry !== undefined && possible.includes(entry));
  if (type !== undefined) return type;
  throw forbidden(
    container === 'zip' ? 'An archive is not a type that it takes.' : 'It is no Word, Excel or PowerPoint file.',
  );
}

function decideText(claimed: string | undefined, named: string | undefined): string {
  if (claimed === 'text/plain') return claimed;
  // Browsers on Windows call a table in plain text an Excel file.
  if (named === 'text/plain' && (claimed === undefined || claimed === 'application/vnd.ms-excel')) return named;
  throw forbidden(claimed ? `It is called ${claimed}, but its content is text.` : 'Its type cannot be told.');
}

function checkSize(kind: MediaKind, file: FileFacts): void {
  const { bytes, noun } = limits[kind];
  const limit = kind === 'sticker' && isAnimatedWebp(file.head) ? animatedStickerBytes : bytes;
  if (file.sizeBytes <= limit) return;
  const size = limit < megabyte ? `${limit / kilobyte} KB` : `${limit / megabyte} MB`;
  throw new AppError('media.too_large', `File is too large. ${noun} may have at most ${size} on WhatsApp.`);
}

function forbidden(why: string): AppError {
  return new AppError('media.type_forbidden', `File is not allowed by WhatsApp. ${why}`);
}
