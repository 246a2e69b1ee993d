import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { addField, emptyFields, type FormFields, type FormFieldsInProgress } from './form-fields.ts';
import { createStoredUpload, type FileFieldOf, type ReceiveFile, type StoredUpload } from './uploads.ts';

export interface MultipartLimits {
  /** Bytes of one file. */
  readonly fileBytes: number;
  readonly files: number;
  readonly fields: number;
  /** Bytes of one text field. */
  readonly fieldBytes: number;
  /** Bytes of all text fields and of everything around the parts. */
  readonly textBytes: number;
}

export const multipartLimits: MultipartLimits = {
  fileBytes: 100 * 1024 * 1024,
  files: 10,
  fields: 1_000,
  fieldBytes: 1024 * 1024,
  textBytes: 10 * 1024 * 1024,
};

export interface MultipartForm {
  readonly fields: FormFields;
  readonly uploads: readonly StoredUpload[];
}

export interface MultipartOptions {
  readonly multipart: MultipartLimits;
  readonly receiveFile: ReceiveFile;
}

/**
 * Reads a multipart body; wanted files stream into the sink while the rest is parsed, others are skipped. When anything
 * fails nothing stays stored. Throws request.malformed, request.too_large and what the sink throws.
 */
export async function readMultipart(
  request: IncomingMessage,
  contentType: string,
  fileFieldOf: FileFieldOf,
  options: MultipartOptions,
): Promise<MultipartForm> {
  const limits = options.multipart;
  if (Number(request.headers['content-length'] ?? 0) > limits.fileBytes + limits.textBytes) throw fileTooLarge(limits);
  if (request.destroyed) throw endedEarly();
  const parser = createParser(contentType, fileFieldOf, limits);
  const form: FormInProgress = { fields: emptyFields(), textBytes: 0, streams: [], receiving: [] };
  try {
    await parse(request, parser, form, fileFieldOf, options);
    return { fields: form.fields, uploads: await Promise.all(form.receiving) };
  } catch (error) {
    for (const stream of form.streams) stream.destroy(endedEarly());
    for (const result of await Promise.allSettled(form.receiving)) {
      if (result.status === 'fulfilled') await result.value.discard();
    }
    throw error;
  }
}

interface FormInProgress {
  readonly fields: FormFieldsInProgress;
  textBytes: number;
  readonly streams: BusboyFileStream[];
  readonly receiving: Promise<StoredUpload>[];
}

function createParser(contentType: string, fileFieldOf: FileFieldOf, limits: MultipartLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fileSize: limits.fileBytes,
        files: limits.files,
        fields: limits.fields,
        fieldSize: limits.fieldBytes,
        parts: limits.files + limits.fields,
      },
      // Some clients name a type for every text field; only a file name, or a field that takes files, makes it a file.
      isPartAFile: (fieldName, type, fileName) =>
        fileName !== undefined || (type === 'application/octet-stream' && fileFieldOf(fieldName ?? '') !== undefined),
    });
  } catch (cause) {
    throw new AppError('request.malformed', 'The multipart body names no boundary.', { cause });
  }
}

async function parse(
  request: IncomingMessage,
  parser: BusboyInstance,
  form: FormInProgress,
  fileFieldOf: FileFieldOf,
  { multipart: limits, receiveFile }: MultipartOptions,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fieldsTooLarge = () => reject(new AppError('request.too_large', 'The form has too many or too large fields.'));
  // A request also closes after its end, while the last bytes are still being parsed.
  const onBroken = () => (request.readableEnded ? undefined : reject(endedEarly()));
  parser.on('field', (name: string | undefined, value, _nameTruncated, isTruncated) => {
    form.textBytes += Buffer.byteLength(value);
    if (isTruncated || form.textBytes > limits.textBytes) fieldsTooLarge();
    else if (name !== undefined) addField(form.fields, name, value);
  });
  parser.on('file', (name: string | undefined, stream, fileName: string | undefined, _encoding, mimeType) => {
    form.streams.push(stream);
    // The sink hears of a broken stream; this listener only keeps it from ending the process.
    stream.on('error', () => undefined);
    const fieldName = fileFieldOf(name ?? '');
    if (fieldName === undefined) return void stream.resume();
    stream.on('limit', () => reject(fileTooLarge(limits)));
    const part = { fieldName, fileName: fileName ?? '', mimeType: mimeType.toLowerCase(), stream };
    const stored = receiveFile(part).then((received) => createStoredUpload(part, received));
    stored.catch(reject);
    form.receiving.push(stored);
  });
  for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) parser.on(event, fieldsTooLarge);
  parser.on('error', (cause) => reject(isAppError(cause) ? cause : malformed(cause)));
  parser.on('finish', resolve);
  request.on('error', onBroken).on('close', onBroken);
  request.pipe(parser);
  try {
    await promise;
  } finally {
    request.unpipe(parser);
    request.off('error', onBroken).off('close', onBroken);
  }
}

function malformed(cause: unknown): AppError {
  return new AppError('request.malformed', 'The multipart body is not complete.', { cause });
}

function endedEarly(): AppError {
  return new AppError('request.malformed', 'The request body ended early.');
}

function fileTooLarge(limits: MultipartLimits): AppError {
  return new AppError('request.too_large', `The file is larger than ${limits.fileBytes} bytes.`);
}
