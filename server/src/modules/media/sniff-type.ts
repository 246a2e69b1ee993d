import { fileTypeFromBuffer } from 'file-type';
import { canonicalMimeType } from './mime-types.ts';

/** What the first bytes of a file tell. */
export type SniffedContent =
  /** `mimeType` under WhatsApp's name when it has one. */
  | { readonly kind: 'known'; readonly mimeType: string }
  /** A container of old (`compound`) or new (`zip`) Office files and of much else; the bytes alone do not tell more. */
  | { readonly kind: 'compound' | 'zip' }
  /** No control characters but those of text, whatever it is written in. */
  | { readonly kind: 'text' }
  | { readonly kind: 'unknown' };

/** More of a file is not looked at. */
export const headBytes = 65_536;

/** What OGG is called here when it holds anything but OPUS: Vorbis, Speex, FLAC. */
export const oggWithoutOpus = 'application/ogg';

const pdfHeaderLimit = 1024;
const textualTypes: ReadonlySet<string> = new Set(['application/xml', 'text/vtt', 'text/vcard', 'text/calendar']);
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const controlCharacters = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** Tells by the first bytes what a file is, whatever it is called. */
export async function sniffContent(head: Buffer): Promise<SniffedContent> {
  const found = await detect(head);
  if (found === undefined) return isPdf(head) ? known('application/pdf') : { kind: isText(head) ? 'text' : 'unknown' };
  if (found === 'application/x-cfb') return { kind: 'compound' };
  if (found === 'application/zip') return { kind: 'zip' };
  if (textualTypes.has(found) && isText(head)) return { kind: 'text' };
  // So the detector calls OGG without OPUS, which WhatsApp does not take.
  if (found === 'audio/ogg') return known(oggWithoutOpus);
  return known(found === oggWithoutOpus ? found : canonicalMimeType(found));
}

/** Whether a webp moves: bit 1 of the flags of its extended header. */
export function isAnimatedWebp(head: Buffer): boolean {
  return head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0b10) !== 0;
}

/** The channels of an OGG with OPUS: a byte of the OpusHead packet, the first one of the file. */
export function opusChannels(head: Buffer): number {
  return head.toString('latin1', 28, 36) === 'OpusHead' ? (head[37] ?? 0) : 0;
}

async function detect(head: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    // The detector follows structures that a hostile or cut file breaks off: then it is not recognised.
    return undefined;
  }
}

function known(mimeType: string): SniffedContent {
  return { kind: 'known', mimeType };
}

/** Some programs write a few bytes before the header; readers look for it in the first kilobyte. */
function isPdf(head: Buffer): boolean {
  return head.subarray(0, pdfHeaderLimit).includes('%PDF-');
}

function isText(head: Buffer): boolean {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return isWide || !controlCharacters.test(head.toString('latin1'));
}
