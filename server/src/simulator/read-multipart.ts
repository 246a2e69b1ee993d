import type { IncomingMessage } from 'node:http';
import { Dicer } from '@fastify/busboy';
import { GraphError } from './graph-errors.ts';

/** The largest file of any type (rule 6.2), and one byte over it so that a breach is seen. */
const maxFileBytes = 100 * 1024 * 1024;
const maxFieldBytes = 64 * 1024;
const maxParts = 20;

export interface MultipartFile {
  readonly name: string | undefined;
  /** The part's own Content-Type exactly as it came, parameters included (rule 6.1). */
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface MultipartBody {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: MultipartFile | undefined;
}

/**
 * Reads a multipart body into memory. Works on the parts themselves, since the form parser drops the parameters of a
 * part's Content-Type. Fails with code 100 when it is malformed and 131053 when the file is too large.
 */
export function readMultipart(request: IncomingMessage): Promise<MultipartBody> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) return Promise.reject(new GraphError(100, 'The multipart boundary is missing.'));
  return new Promise((resolve, reject) => {
    const parser = new Dicer({ boundary: name });
    const fields: Record<string, string> = {};
    let file: MultipartFile | undefined;
    const read: Promise<void>[] = [];
    const fail = (error: GraphError): void => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const malformed = (): void => fail(new GraphError(100, 'The multipart body is malformed or ended early.'));
    parser.on('part', (part) => {
      if (read.length === maxParts) fail(new GraphError(100, `A form has at most ${maxParts} parts.`));
      read.push(
        new Promise((done) => {
          readPart(part, { failed: fail, malformed }, ({ field, isFile, ...content }) => {
            if (!isFile) fields[field] = content.bytes.toString('utf8');
            else if (field === 'file') file = content;
            done();
          });
        }),
      );
    });
    parser.on('error', malformed);
    // The parser has finished when it has handed out the last part, which is read a little later.
    parser.on('finish', () => void Promise.all(read).then(() => resolve({ fields, file })));
    request.on('error', malformed);
    request.pipe(parser);
  });
}

interface ReadPart extends MultipartFile {
  readonly field: string;
  readonly isFile: boolean;
}

function readPart(
  part: Dicer.PartStream,
  on: { failed: (error: GraphError) => void; malformed: () => void },
  done: (read: ReadPart) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let disposition = '';
  let contentType = '';
  const isFile = (): boolean => parameterOf(disposition, 'filename') !== undefined;
  part.on('header', (header: Record<string, string[] | undefined>) => {
    disposition = header['content-disposition']?.[0] ?? '';
    contentType = header['content-type']?.[0] ?? '';
  });
  part.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > (isFile() ? maxFileBytes : maxFieldBytes)) on.failed(new GraphError(131053, 'The file is too large.'));
    else chunks.push(chunk);
  });
  part.on('error', on.malformed);
  part.on('end', () =>
    done({
      field: parameterOf(disposition, 'name') ?? '',
      isFile: isFile(),
      name: parameterOf(disposition, 'filename'),
      contentType,
      bytes: Buffer.concat(chunks),
    }),
  );
}

function parameterOf(disposition: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(disposition);
  return match ? (match[1]?.replace(/\\(.)/g, '$1') ?? match[2]) : undefined;
}
