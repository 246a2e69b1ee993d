import { AppError, isAppError } from '../../kernel/errors.ts';
import type { NamedRecipient } from '../../modules/campaigns/index.ts';
import { readNumber } from '../../modules/contacts/index.ts';
import type { CsvTable } from '../csv/open-table.ts';
import { type CsvColumns, readColumns, valuesOf } from './csv-columns.ts';
import type { ChosenTemplate } from './send-templates.ts';

/** Rows of one file. Their numbers are held in memory while it is read, to find those that come twice. */
const csvRowLimit = 250_000;

/** Why a row is left out. */
export type LeftOutKind = 'number_invalid' | 'duplicate' | 'unwilling' | 'parameters_missing';

export interface LeftOutRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly kind: LeftOutKind;
  readonly address: string;
  readonly reason: string;
}

/** A row of the file, read: somebody to be sent to, or a row that is left out. */
export type PlannedRow =
  | { readonly kind: 'ready'; readonly row: number; readonly address: string; readonly recipient: NamedRecipient }
  | { readonly kind: 'left_out'; readonly leftOut: LeftOutRow };

const nameLimit = 256;
const noWords = new Set(['false', 'no', 'n', '0', 'off']);

/**
 * Makes the function that reads the rows of a file for a template, in their order; each call reads them anew and comes to
 * the same. It throws request.malformed, or message.too_many_recipients beyond 250,000 rows.
 */
export function createRowPlan(table: CsvTable, chosen: ChosenTemplate): () => AsyncGenerator<PlannedRow> {
  const columns = readColumns(table.header, chosen.template);
  return async function* plan() {
    const seen = new Map<string, number>();
    let count = 0;
    for await (const { row, cells } of table.rows()) {
      count += 1;
      if (count > csvRowLimit) {
        throw new AppError('message.too_many_recipients', `The file has more than ${csvRowLimit} rows.`);
      }
      yield planRow({ row, cells, columns, chosen, seen });
    }
  };
}

interface Reading {
  readonly row: number;
  readonly cells: readonly string[];
  readonly columns: CsvColumns;
  readonly chosen: ChosenTemplate;
  /** The first row of each number. */
  readonly seen: Map<string, number>;
}

function planRow({ row, cells, columns, chosen, seen }: Reading): PlannedRow {
  const cellAt = (place: number | undefined): string => (place === undefined ? '' : (cells[place] ?? ''));
  const given = cellAt(columns.phone);
  const leftOut = (kind: LeftOutKind, address: string, reason: string): PlannedRow => ({
    kind: 'left_out',
    leftOut: { row, kind, address, reason },
  });
  const target = readNumber(given, cellAt(columns.countryCode));
  if (!target) return leftOut('number_invalid', given, 'Invalid Whatsapp Number');
  const address = target.kind === 'phone' ? target.waId : target.bsuid;
  const firstRow = seen.get(address);
  if (firstRow !== undefined) return leftOut('duplicate', address, `The number stands in row ${firstRow} already`);
  seen.set(address, row);
  if (noWords.has(cellAt(columns.allowBroadcast).toLowerCase())) {
    return leftOut('unwilling', address, 'AllowBroadcast is false');
  }
  try {
    const filled = chosen.fill(valuesOf(columns, cells));
    const waId = target.kind === 'phone' ? target.waId : undefined;
    const bsuid = target.kind === 'bsuid' ? target.bsuid : undefined;
    const name = cellAt(columns.name).slice(0, nameLimit) || undefined;
    const recipient = { waId, bsuid, filled, localMessageId: undefined, name };
    return { kind: 'ready', row, address, recipient };
  } catch (error) {
    if (!isAppError(error, 'template.parameters_missing')) throw error;
    return leftOut('parameters_missing', address, error.message);
  }
}
