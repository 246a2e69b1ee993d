/** Writes the array of one parameter as Postgres reads it fastest: its binary form, without quoting and without parsing. */
export type EncodeArray = (values: readonly unknown[]) => Buffer;

interface ElementCodec {
  readonly oid: number;
  sizeOf(value: unknown): number;
  /** Writes at `offset`, which has `size` bytes. */
  write(target: Buffer, value: unknown, offset: number, size: number): void;
}

/** Milliseconds from 1970 to 2000, where Postgres counts microseconds from. */
const postgresEpochMs = 946_684_800_000;
const microsecondsPerMs = 1_000;

const text: Omit<ElementCodec, 'oid'> = {
  sizeOf: (value) => Buffer.byteLength(textOf(value)),
  write(target, value, offset, size) {
    const given = textOf(value);
    // One byte a character is plain ASCII.
    target.write(given, offset, size, given.length === size ? 'latin1' : 'utf8');
  },
};

const codecs: Readonly<Record<string, ElementCodec>> = {
  text: { oid: 25, ...text },
  json: { oid: 114, ...text },
  boolean: {
    oid: 16,
    sizeOf: () => 1,
    write: (target, value, offset) => target.writeInt8(value === true ? 1 : 0, offset),
  },
  smallint: { oid: 21, sizeOf: () => 2, write: (target, value, offset) => target.writeInt16BE(Number(value), offset) },
  integer: { oid: 23, sizeOf: () => 4, write: (target, value, offset) => target.writeInt32BE(Number(value), offset) },
  bigint: { oid: 20, sizeOf: () => 8, write: (target, value, offset) => writeInt64(target, Number(value), offset) },
  timestamptz: {
    oid: 1184,
    sizeOf: () => 8,
    write: (target, value, offset) =>
      writeInt64(target, (momentOf(value) - postgresEpochMs) * microsecondsPerMs, offset),
  },
};

/** The encoder of each array parameter of a statement, by its number, read from the casts in its text: `$2::text[]`. */
export function arrayEncodersOf(statement: string): ReadonlyMap<number, EncodeArray> {
  const encoders = new Map<number, EncodeArray>();
  for (const [, number, type] of statement.matchAll(/\$(\d+)::([a-z]+)\[\]/g)) {
    const codec = codecs[type ?? ''];
    if (codec) encoders.set(Number(number), (values) => encodeArray(codec, values));
  }
  return encoders;
}

const headBytes = 20;
const emptyHeadBytes = 12;
const lengthBytes = 4;
const absent = -1;

function encodeArray(codec: ElementCodec, values: readonly unknown[]): Buffer {
  if (values.length === 0) return writeHead(Buffer.allocUnsafe(emptyHeadBytes), codec.oid, 0);
  const sizes = values.map((value) => (value === null || value === undefined ? absent : codec.sizeOf(value)));
  const bytes = sizes.reduce((sum, size) => sum + lengthBytes + Math.max(0, size), headBytes);
  const target = writeHead(Buffer.allocUnsafe(bytes), codec.oid, values.length);
  let offset = headBytes;
  for (const [index, size] of sizes.entries()) {
    offset = target.writeInt32BE(size, offset);
    if (size === absent) continue;
    codec.write(target, values[index], offset, size);
    offset += size;
  }
  return target;
}

/** Dimensions, whether nulls may be among the elements, their type; then length and first index of the one dimension. */
function writeHead(target: Buffer, oid: number, length: number): Buffer {
  target.writeInt32BE(length === 0 ? 0 : 1, 0);
  target.writeInt32BE(1, 4);
  target.writeInt32BE(oid, 8);
  if (length === 0) return target;
  target.writeInt32BE(length, 12);
  target.writeInt32BE(1, 16);
  return target;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

function momentOf(value: unknown): number {
  const ms = value instanceof Date ? value.getTime() : Date.parse(String(value));
  if (Number.isNaN(ms)) throw new RangeError('A moment of a statement is no moment.');
  return ms;
}

/** Whole numbers within 2^53. */
function writeInt64(target: Buffer, value: number, offset: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError('A number of a statement is no safe integer.');
  const high = Math.floor(value / 2 ** 32);
  target.writeInt32BE(high, offset);
  target.writeUInt32BE(value - high * 2 ** 32, offset + 4);
}
