import { AppError } from '../../../kernel/errors.ts';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `MMM-dd-yyyy` with the English month, UTC: how v1 writes the day a contact was made. */
export function toNamedDay(at: Date): string {
  return `${monthNames[at.getUTCMonth()] ?? ''}-${twoDigits(at.getUTCDate())}-${at.getUTCFullYear()}`;
}

/** `dd|MM|yyyy`, UTC: how the history writes the day of a broadcast. */
export function toBarredDay(at: Date): string {
  return `${twoDigits(at.getUTCDate())}|${twoDigits(at.getUTCMonth() + 1)}|${at.getUTCFullYear()}`;
}

/** Unix seconds as text. */
export function toSecondsText(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}

/** ISO 8601 with the seven fraction digits of WATI's webhook endpoints. */
export function toSevenDigits(at: Date): string {
  return at.toISOString().replace('Z', '0000Z');
}

/** Reads `YYYY-MM-DD` or `MM-DD-YYYY` as the start of that UTC day; undefined without text. Throws request.invalid. */
export function fromDay(field: string, text: string | undefined): Date | undefined {
  const given = text?.trim();
  if (!given) return undefined;
  const yearFirst = /^(\d{4})-(\d\d)-(\d\d)$/.exec(given);
  const yearLast = /^(\d\d)-(\d\d)-(\d{4})$/.exec(given);
  const day = yearFirst ?? (yearLast && [yearLast[0], yearLast[3], yearLast[1], yearLast[2]]);
  const at = day && toMoment([day[1], day[2], day[3]], [], 0);
  if (!at) throw new AppError('request.invalid', `${field} must be a day: YYYY-MM-DD or MM-DD-YYYY.`);
  return at;
}

const momentForm = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+ -]\d\d:?\d\d)?$/i;

/**
 * Reads a bound of a time range: `YYYY-MM-DD HH:mm:ss` in UTC, also ISO 8601 with or without a zone, or a day alone.
 * An upper bound means the whole of the second, minute or day it names. Throws request.invalid.
 */
export function fromBound(field: 'from' | 'to', text: string | undefined): Date | undefined {
  const given = text?.trim();
  if (!given) return undefined;
  const match = momentForm.exec(given);
  const [, year, month, day, hour, minute, second, fraction, zone] = match ?? [];
  const at = match && toMoment([year, month, day], [hour, minute, second, fraction], zoneMs(zone));
  if (!at) throw new AppError('request.invalid', `${field} must be a moment in UTC: YYYY-MM-DD HH:mm:ss.`);
  if (field === 'from' || fraction !== undefined) return at;
  const spanMs = hour === undefined ? 86_400_000 : second === undefined ? 60_000 : 1_000;
  return new Date(at.getTime() + spanMs - 1);
}

type Digits = string | undefined;

function toMoment(
  [year, month, day]: readonly [Digits, Digits, Digits],
  [hour = '0', minute = '0', second = '0', fraction = '0']: readonly Digits[],
  offsetMs: number,
): Date | undefined {
  const millisecond = Number(fraction.padEnd(3, '0').slice(0, 3));
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
  const at = new Date(Date.UTC(...parts, millisecond));
  const isReal =
    parts[0] >= firstYear &&
    at.getUTCMonth() === parts[1] &&
    at.getUTCDate() === parts[2] &&
    at.getUTCHours() === parts[3] &&
    at.getUTCMinutes() === parts[4] &&
    at.getUTCSeconds() === parts[5];
  return isReal ? new Date(at.getTime() - offsetMs) : undefined;
}

/** Earlier years mean two-digit ones to Date. */
const firstYear = 1000;

/** A plus sign that was not encoded in the query arrives as a blank. */
function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
