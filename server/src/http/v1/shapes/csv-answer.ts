import type { LeftOutRow } from '../csv-rows.ts';

/** Rows that an answer lists; all are counted. */
const listedRows = 100;
/** Rows that its sentence names. */
const namedRows = 5;

/** What became of the rows of a file. */
export interface CsvReport {
  leaveOut(row: LeftOutRow): void;
  readonly leftOut: number;
  /** The first rows that were left out, at most 100. */
  readonly listed: readonly LeftOutRow[];
}

export function createCsvReport(): CsvReport {
  const listed: LeftOutRow[] = [];
  let leftOut = 0;
  return {
    leaveOut(row) {
      leftOut += 1;
      if (listed.length < listedRows) listed.push(row);
    },
    get leftOut() {
      return leftOut;
    },
    listed,
  };
}

export interface CsvOutcome {
  readonly report: CsvReport;
  readonly accepted: number;
  readonly broadcastId: string | undefined;
  /** Why not all were accepted that could be sent to. */
  readonly stopped?: string;
}

/**
 * The answer to a CSV send. True when people are sent to, although rows may be left out: a client that takes false for
 * "nothing was sent" would send the file again. `info` is empty when every row is accepted.
 */
export function toCsvAnswer({ report, accepted, broadcastId, stopped }: CsvOutcome) {
  const info = [stopped, toSentence(report)].filter((text) => text).join(' ');
  const addresses = (kind: LeftOutRow['kind']): LeftOutRow[] => report.listed.filter((row) => row.kind === kind);
  return {
    result: accepted > 0 && stopped === undefined,
    info,
    ...(info === '' ? {} : { message: info }),
    ...(broadcastId === undefined ? {} : { broadcastId }),
    accepted,
    leftOut: report.leftOut,
    leftOutRows: report.listed.map(({ row, address, reason }) => ({ row, whatsappNumber: address, reason })),
    errors: {
      error: stopped ?? '',
      invalidWhatsappNumbers: addresses('number_invalid').map((row) => row.address),
      invalidCustomParameters: addresses('parameters_missing').map((row) => `${row.address}: ${row.reason}`),
    },
  };
}

function toSentence({ leftOut, listed }: CsvReport): string {
  if (leftOut === 0) return '';
  const named = listed.slice(0, namedRows).map(({ row, reason }) => `row ${row} (${reason.replace(/\.$/, '')})`);
  const more = leftOut > namedRows ? ' and others' : '';
  return `${leftOut} ${leftOut === 1 ? 'row was' : 'rows were'} left out: ${named.join(', ')}${more}.`;
}
