import type { MediaKind } from './types.ts';

const openXml = 'application/vnd.openxmlformats-officedocument';

/** Every type that WhatsApp takes (`UploadMime` of the Cloud API), with the ending of its files on disk. */
const whatsAppTypes: ReadonlyMap<string, { readonly kind: MediaKind; readonly extension: string }> = new Map([
  ['image/jpeg', { kind: 'image', extension: 'jpg' }],
  ['image/png', { kind: 'image', extension: 'png' }],
  ['image/webp', { kind: 'sticker', extension: 'webp' }],
  ['audio/aac', { kind: 'audio', extension: 'aac' }],
  ['audio/mp4', { kind: 'audio', extension: 'm4a' }],
  ['audio/mpeg', { kind: 'audio', extension: 'mp3' }],
  ['audio/amr', { kind: 'audio', extension: 'amr' }],
  ['audio/ogg', { kind: 'audio', extension: 'ogg' }],
  ['audio/opus', { kind: 'audio', extension: 'opus' }],
  ['video/mp4', { kind: 'video', extension: 'mp4' }],
  ['video/3gpp', { kind: 'video', extension: '3gp' }],
  ['text/plain', { kind: 'document', extension: 'txt' }],
  ['application/pdf', { kind: 'document', extension: 'pdf' }],
  ['application/msword', { kind: 'document', extension: 'doc' }],
  ['application/vnd.ms-excel', { kind: 'document', extension: 'xls' }],
  ['application/vnd.ms-powerpoint', { kind: 'document', extension: 'ppt' }],
  [`${openXml}.wordprocessingml.document`, { kind: 'document', extension: 'docx' }],
  [`${openXml}.spreadsheetml.sheet`, { kind: 'document', extension: 'xlsx' }],
  [`${openXml}.presentationml.presentation`, { kind: 'document', extension: 'pptx' }],
]);

/** Other names of these types, as programs and detectors write them. A table of values is plain text to WhatsApp. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['image/apng', 'image/png'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-mp3', 'audio/mpeg'],
  ['audio/x-mpeg', 'audio/mpeg'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/x-aac', 'audio/aac'],
  ['audio/aacp', 'audio/aac'],
  ['application/ogg', 'audio/ogg'],
  ['video/x-m4v', 'video/mp4'],
  ['video/3gp', 'video/3gpp'],
  ['text/csv', 'text/plain'],
  ['application/csv', 'text/plain'],
  ['application/x-pdf', 'application/pdf'],
]);

/** Types that say nothing of the content. Browsers call Office files zip when no Office is installed. */
const genericTypes: ReadonlySet<string> = new Set([
  '',
  '*/*',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-binary',
  'application/download',
  'application/x-download',
  'application/force-download',
  'application/unknown',
  'application/zip',
  'application/x-zip-compressed',
]);

const typesByExtension: ReadonlyMap<string, string> = new Map([
  ...[...whatsAppTypes].map(([mimeType, { extension }]): [string, string] => [extension, mimeType]),
  ['jpeg', 'image/jpeg'],
  ['csv', 'text/plain'],
]);

/** Endings of common types that customers send and WhatsApp does not take from a business. */
const otherExtensions: ReadonlyMap<string, string> = new Map([
  ['text/csv', 'csv'],
  ['application/zip', 'zip'],
  ['application/json', 'json'],
  ['image/gif', 'gif'],
  ['image/heic', 'heic'],
  ['video/quicktime', 'mov'],
  ['audio/wav', 'wav'],
]);

const maxTypeLength = 127;

/** Lower case, without parameters (`audio/ogg; codecs=opus` is `audio/ogg`); a malformed one is octet-stream. */
export function bareMimeType(mimeType: string): string {
  const bare = (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();
  const isWellFormed = bare.length <= maxTypeLength && /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(bare);
  return isWellFormed ? bare : 'application/octet-stream';
}

/** The type under the name that WhatsApp gives it, when it has one. */
export function canonicalMimeType(mimeType: string): string {
  const bare = bareMimeType(mimeType);
  return aliases.get(bare) ?? bare;
}

/** What somebody says that a file is, or undefined when that says nothing. */
export function claimedType(mimeType: string | undefined): string | undefined {
  const canonical = canonicalMimeType(mimeType ?? '');
  return genericTypes.has(canonical) ? undefined : canonical;
}

/** What a file of this type is to WhatsApp; undefined when it does not take the type. */
export function kindOfType(mimeType: string): MediaKind | undefined {
  return whatsAppTypes.get(mimeType)?.kind;
}

/** The WhatsApp type that the ending of a file name stands for. */
export function typeOfFileName(fileName: string | undefined): string | undefined {
  return typesByExtension.get(extensionOfFileName(fileName) ?? '');
}

/** The ending of files of this type on disk; of an unknown type that of the name, else `bin`. Letters and digits only. */
export function extensionFor(mimeType: string, fileName?: string): string {
  const bare = bareMimeType(mimeType);
  const known = otherExtensions.get(bare) ?? whatsAppTypes.get(canonicalMimeType(bare))?.extension;
  return known ?? extensionOfFileName(fileName) ?? 'bin';
}

function extensionOfFileName(fileName: string | undefined): string | undefined {
  return /\.([a-z0-9]{1,8})$/.exec((fileName ?? '').trim().toLowerCase())?.[1];
}
