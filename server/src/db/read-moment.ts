import pg from 'pg';

const timestamptzOid = 1184;
const readOther = pg.types.getTypeParser(timestamptzOid, 'text') as (text: string) => unknown;

/** `2026-11-26 08:50:06.123456+00`; the fraction is left out when it is zero and has no zeros at its end. */
const utcLength = 22;
const fractionAt = 20;
const zero = '0'.charCodeAt(0);

/**
 * The moment that Postgres writes as text: in UTC, as the embedded one does, at a quarter of the price of the general reader,
 * which reads everything else (other zones, years of other lengths, infinity).
 */
export function readMoment(text: string): unknown {
  const end = text.length - 3;
  if (text.length < utcLength || text[4] !== '-' || !text.endsWith('+00')) return readOther(text);
  const year = readPair(text, 0) * 100 + readPair(text, 2);
  // Date.UTC takes those below 100 for years of the twentieth century.
  if (year < 100) return readOther(text);
  const month = readPair(text, 5) - 1;
  const seconds = readPair(text, 17);
  const ms = readMilliseconds(text, end);
  return new Date(Date.UTC(year, month, readPair(text, 8), readPair(text, 11), readPair(text, 14), seconds, ms));
}

function readMilliseconds(text: string, end: number): number {
  let ms = 0;
  for (let at = fractionAt, worth = 100; at < end && worth >= 1; at += 1, worth /= 10)
    ms += readDigit(text, at) * worth;
  return ms;
}

function readPair(text: string, at: number): number {
  return readDigit(text, at) * 10 + readDigit(text, at + 1);
}

function readDigit(text: string, at: number): number {
  return text.charCodeAt(at) - zero;
}
