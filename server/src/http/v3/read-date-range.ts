import { AppError } from '../../kernel/errors.ts';

/** From `from` (inclusive) to `to` (exclusive); undefined is open. */
export interface DateRange {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

const dayMs = 86_400_000;

/**
 * Reads date_from and date_to, both inclusive: ISO 8601, or a plain date, which means that whole day. Without a zone they
 * are UTC. Throws request.invalid.
 */
export function readDateRange(query: {
  readonly date_from?: string | undefined;
  readonly date_to?: string | undefined;
}): DateRange {
  const from = readMoment('date_from', query.date_from);
  const to = readMoment('date_to', query.date_to);
  return { from: from && new Date(from.ms), to: to && new Date(to.ms + (to.isWholeDay ? dayMs : 1)) };
}

/** A moment as a caller writes it. */
export interface Moment {
  readonly ms: number;
  readonly isWholeDay: boolean;
}

// A blank before the offset is a plus sign that the query string swallowed.
const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]?\d\d:?\d\d)?)?$/i;

/** Reads one of the two, or another moment of a call; blank means none. Throws request.invalid. */
export function readMoment(name: string, text: string | undefined): Moment | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  const [, date, time = '00:00', zone = 'Z'] = form.exec(trimmed) ?? [];
  const ms = date === undefined || !isCalendarDay(date) ? Number.NaN : Date.parse(`${date}T${time}${toOffset(zone)}`);
  if (Number.isNaN(ms)) {
    throw new AppError('request.invalid', `${name} must be a date: YYYY-MM-DD, or a date and time in ISO 8601.`, {
      details: { field: name },
    });
  }
  return { ms, isWholeDay: trimmed === date };
}

function toOffset(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z';
  const sign = zone.startsWith('-') ? '-' : '+';
  const digits = zone.replace(/\D/g, '');
  return `${sign}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** The parser of dates takes the 30th of February for the 2nd of March. */
function isCalendarDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
