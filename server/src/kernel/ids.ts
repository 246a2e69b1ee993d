import { createHash, randomBytes } from 'node:crypto';

/**
 * Ids are 24 lower-case hex characters as the API shows them: 8 of unix seconds (so programs that read them as object ids
 * find the creation time), 5 of milliseconds and a counter, 11 random. Ids made by one process sort by creation.
 */
export type Id = string;

const counterLimit = 1024;
/** A clock this far behind the last id is another one (a second platform in the same process): ids follow it. */
const otherClockMs = 60_000;
let lastMs = 0;
let counter = 0;
let pool = Buffer.alloc(0);
let poolAt = 0;

function randomHex(bytes: number): string {
  if (poolAt + bytes > pool.length) {
    pool = randomBytes(6 * 512);
    poolAt = 0;
  }
  const hex = pool.toString('hex', poolAt, poolAt + bytes);
  poolAt += bytes;
  return hex;
}

/** A new id for that moment. More than 1,024 in a millisecond borrow from the next ones, so order is kept. */
export function newId(atMs: number): Id {
  const ms = Math.floor(atMs);
  if (ms > lastMs || ms < lastMs - otherClockMs) {
    lastMs = ms;
    counter = 0;
  } else {
    counter += 1;
    if (counter >= counterLimit) {
      lastMs += 1;
      counter = 0;
    }
  }
  const seconds = Math.floor(lastMs / 1000);
  const fine = (lastMs % 1000) * counterLimit + counter;
  return seconds.toString(16).padStart(8, '0') + fine.toString(16).padStart(5, '0') + randomHex(6).slice(1);
}

/**
 * The id at a place (from 0) of a list that begins at a moment of any time: such ids rise by their place, 1,024 to a
 * millisecond. Leaves the order of `newId` as it is.
 */
export function idAtPlace(atMs: number, place: number): Id {
  const ms = Math.floor(atMs) + Math.floor(place / counterLimit);
  const fine = (ms % 1000) * counterLimit + (place % counterLimit);
  const seconds = Math.floor(ms / 1000);
  return seconds.toString(16).padStart(8, '0') + fine.toString(16).padStart(5, '0') + randomHex(6).slice(1);
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{24}$/i.test(text);
}

/** The smallest id of that moment: a bound for range queries and partitions. */
export function firstIdAt(atMs: number): Id {
  const ms = Math.floor(atMs);
  const seconds = Math.floor(ms / 1000)
    .toString(16)
    .padStart(8, '0');
  return (seconds + ((ms % 1000) * counterLimit).toString(16).padStart(5, '0')).padEnd(24, '0');
}

/** The moment an id was made, to the second. */
export function idTimeMs(id: Id): number {
  return Number.parseInt(id.slice(0, 8), 16) * 1000;
}

/**
 * The localMessageId of a message whose caller gave none: a UUID (version 8) that holds the message id, so it needs no
 * index to be found again.
 */
export function localMessageIdOf(id: Id): string {
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-8${id.slice(12, 15)}-a17e-${id.slice(15)}7e5`;
}

/** The message id inside a localMessageId that Parley made, or undefined for a caller's own. */
export function idOfLocalMessageId(localMessageId: string): Id | undefined {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-a17e-([0-9a-f]{9})7e5$/i.exec(localMessageId);
  return match ? (match[1] ?? '') + (match[2] ?? '') + (match[3] ?? '') + (match[4] ?? '') : undefined;
}

/** A stable hex digest for comparing secrets and bodies without keeping them. */
export function sha256Hex(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex');
}
