import type { IncomingMessage } from 'node:http';
import { AppError } from '../../kernel/errors.ts';
import { type FormFields, parseUrlencoded } from './form-fields.ts';
import { looksLikeJson, parseJson } from './parse-json.ts';
import { type MultipartLimits, readMultipart } from './read-multipart.ts';
import type { FileFieldOf, ReceiveFile, StoredUpload } from './uploads.ts';

export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: FormFields; readonly uploads: readonly StoredUpload[] };

export interface BodyReaderOptions {
  /** Bytes of a JSON or urlencoded body. */
  readonly bodyLimitBytes: number;
  readonly multipart: MultipartLimits;
  readonly receiveFile: ReceiveFile;
}

/**
 * Reads the body of a request, of any method. The content type is a hint: a text that looks like JSON is JSON unless
 * the type says form. Files of multipart bodies whose field the operation does not take are skipped.
 * Throws request.malformed, request.media_type and request.too_large.
 */
export async function readBody(
  request: IncomingMessage,
  contentType: string | undefined,
  fileFieldOf: FileFieldOf,
  options: BodyReaderOptions,
): Promise<RequestBody> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new AppError('request.media_type', 'A compressed request body is not accepted.');
  }
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === 'multipart/form-data') {
    const form = await readMultipart(request, contentType ?? '', fileFieldOf, options);
    return { kind: 'form', ...form };
  }
  const text = decode(await readBytes(request, options.bodyLimitBytes), contentType);
  return toBody(text, mediaType);
}

/** Whether the request carries a body. */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function mediaTypeOf(contentType: string | undefined): string {
  const end = contentType?.indexOf(';') ?? -1;
  return (end === -1 ? (contentType ?? '') : (contentType ?? '').slice(0, end)).trim().toLowerCase();
}

function toBody(text: string, mediaType: string): RequestBody {
  if (isJsonType(mediaType)) return toJsonBody(text);
  if (mediaType === 'application/x-www-form-urlencoded') {
    // JSON under a form's type (a default of many HTTP clients) has no name before an equals sign.
    return looksLikeJson(text) ? toJsonBody(text) : { kind: 'form', fields: parseUrlencoded(text), uploads: [] };
  }
  if (text.trim() === '' || looksLikeJson(text)) return toJsonBody(text);
  throw new AppError('request.media_type', 'The request body must be JSON or a form.');
}

function isJsonType(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType === 'text/json' || mediaType.endsWith('+json');
}

function toJsonBody(text: string): RequestBody {
  const value = parseJson(text);
  return value === undefined ? { kind: 'none' } : { kind: 'json', value };
}

async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limitBytes) throw tooLarge(limitBytes);
  if (request.destroyed) throw endedEarly();
  return await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void) => {
      request.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken);
      finish();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limitBytes) settle(() => reject(tooLarge(limitBytes)));
    };
    const onEnd = () =>
      settle(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    const onBroken = () => settle(() => reject(endedEarly()));
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}

function decode(bytes: Buffer, contentType: string | undefined): string {
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return bytes.toString('utf8');
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    throw new AppError('request.media_type', `The character set ${charset} is not known.`);
  }
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('request.too_large', `The request body is larger than ${limitBytes} bytes.`);
}

function endedEarly(): AppError {
  return new AppError('request.malformed', 'The request body ended early.');
}
