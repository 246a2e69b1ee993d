import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../kernel/errors.ts';
import { type CsvEncoding, detectEncoding, readText } from './text-of-file.ts';

export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** A CSV file with a header row. Its rows can be read any number of times and are never all in memory. */
export interface CsvTable {
  readonly header: readonly string[];
  /** Rows after the header that are not empty. Throws request.malformed. */
  rows(): AsyncGenerator<CsvRow>;
}

interface Layout {
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  readonly firstLine: number;
  readonly rowLimit: number;
}

const delimiters = [',', ';', '\t', '|'];
/** All of them: left to itself the parser takes the first that it meets for the only one, and a file put together of several is one row. */
const lineEnds = ['\r\n', '\n', '\r'];
/** Characters of a row; an unclosed quote would make one of the whole file. */
const maxRowLength = 65_536;

/** Rows of the largest sheet of a spreadsheet. Empty ones count: each takes as long to read as any other. */
const sheetRows = 1_048_576;

/**
 * Opens a CSV file as spreadsheets and programs write it: UTF-8 or UTF-16 with or without a byte order mark, or the Windows
 * code page; commas, semicolons, tabs or bars; quoted cells with line ends; a line `sep=;` of Excel first. Throws
 * request.invalid when it is no CSV or has no header; so do its rows when there are more than `rowLimit`.
 */
export async function openTable(path: string, rowLimit = sheetRows): Promise<CsvTable> {
  const layout = { ...(await readLayout(path, await detectEncoding(path))), rowLimit };
  const header = await readHeader(path, layout);
  return {
    header: header.cells,
    async *rows() {
      for await (const entry of records(path, layout)) {
        if (entry.row > header.row && !isEmpty(entry)) yield entry;
      }
    },
  };
}

async function readLayout(path: string, encoding: CsvEncoding): Promise<Omit<Layout, 'rowLimit'>> {
  let head = '';
  for await (const text of readText(path, encoding)) {
    head += text;
    if (head.length >= maxRowLength) break;
  }
  const named = /^sep=(.)\r?(?:\n|$)/i.exec(head)?.[1];
  if (named !== undefined) return { encoding, delimiter: named, firstLine: 2 };
  return { encoding, delimiter: mostFrequent(firstLineOf(head)), firstLine: 1 };
}

function firstLineOf(text: string): string {
  return text.trimStart().split(/\r\n|\r|\n/, 1)[0] ?? '';
}

/** Of the separators outside of quotes; a comma when there is none. */
function mostFrequent(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

async function readHeader(path: string, layout: Layout): Promise<CsvRow> {
  for await (const entry of records(path, layout)) if (!isEmpty(entry)) return entry;
  throw new AppError('request.invalid', 'The file is empty: it needs a header row, and a row for each number.');
}

function isEmpty({ cells }: CsvRow): boolean {
  return cells.every((cell) => cell === '');
}

async function* records(path: string, { encoding, delimiter, firstLine, rowLimit }: Layout): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    record_delimiter: lineEnds,
    from_line: firstLine,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: maxRowLength,
  });
  const end = new AbortController();
  // Its failure is that of the parser, which the loop below meets.
  const feeding = pipeline(Readable.from(readText(path, encoding)), parser, { signal: end.signal }).catch(
    () => undefined,
  );
  let row = 0;
  // Rows that were read, but lie behind the fault for whoever takes them one by one, count too.
  const rowsRead = (error: CsvError): number => (typeof error.records === 'number' ? error.records : row);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row > rowLimit) {
        throw new AppError('request.invalid', `The file has more than ${rowLimit} rows, with those that are empty.`);
      }
      yield { row, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, rowsRead(error) + 1) : error;
  } finally {
    end.abort();
    await feeding;
  }
}

function malformed(error: CsvError, row: number): AppError {
  const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'it is too long, or a quote is not closed' : error.message;
  return new AppError('request.malformed', `The CSV file cannot be read at row ${row}: ${reason}.`, {
    details: { row, code: error.code },
  });
}
