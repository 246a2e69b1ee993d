import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

export interface MultipartFile {
  /** Without parameters. */
  readonly mimeType: string;
  readonly fileName: string;
  readonly bytes: Readable | Buffer;
  /** Exactly how many bytes there are. */
  readonly size: number;
}

/**
 * A multipart/form-data body with the named text fields and the file as `file`, as a stream: the file is never held in
 * memory. The content type carries the boundary; the length is exact.
 */
export function createMultipart(
  fields: Readonly<Record<string, string>>,
  file: MultipartFile,
): { body: Readable; contentType: string; contentLength: number } {
  const boundary = `----parley${randomBytes(16).toString('hex')}`;
  const texts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${texts.join('')}--${boundary}\r\n` +
      `content-disposition: form-data; name="file"; filename="${escapeName(file.fileName)}"\r\n` +
      `content-type: ${file.mimeType.replace(/[^!-~]/g, '')}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    body: Readable.from(joinParts(head, file.bytes, tail), { objectMode: false }),
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: head.length + file.size + tail.length,
  };
}

async function* joinParts(head: Buffer, bytes: Readable | Buffer, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  if (Buffer.isBuffer(bytes)) yield bytes;
  else yield* bytes;
  yield tail;
}

/** As browsers do (WHATWG HTML, multipart form data). */
function escapeName(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
