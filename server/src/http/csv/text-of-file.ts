import { createReadStream } from 'node:fs';
import { AppError } from '../../kernel/errors.ts';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const utf16le = [0xff, 0xfe];
const utf16be = [0xfe, 0xff];
const zip = [0x50, 0x4b, 0x03, 0x04];
const compound = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Tells the encoding of a file by reading it once: a byte order mark, else UTF-8 when all of it is, else the Windows code
 * page in which older spreadsheets write. Throws request.invalid for an Excel workbook and for what is no text.
 */
export async function detectEncoding(path: string): Promise<CsvEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  let isUtf8 = true;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (isFirst) {
      if (startsWith(chunk, zip) || startsWith(chunk, compound)) throw workbook();
      if (startsWith(chunk, utf16le)) return 'utf-16le';
      if (startsWith(chunk, utf16be)) return 'utf-16be';
      isFirst = false;
    }
    if (chunk.includes(0)) throw new AppError('request.invalid', 'The file is no text: send the rows as a CSV file.');
    isUtf8 &&= decodes(() => utf8.decode(chunk, { stream: true }));
  }
  return isUtf8 && decodes(() => utf8.decode()) ? 'utf-8' : 'windows-1252';
}

/** The text of a file piece by piece, without its byte order mark and the NULs of damaged UTF-16, which nothing can store. */
export async function* readText(path: string, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    yield decoder.decode(chunk, { stream: true }).replaceAll('\0', '');
  }
  yield decoder.decode();
}

function decodes(work: () => string): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function startsWith(chunk: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => chunk[index] === byte);
}

function workbook(): AppError {
  return new AppError('request.invalid', 'The file is an Excel workbook: save the sheet as CSV and send that.');
}
