import type { OpusSound } from './webm-packets.ts';

/** Of 48,000 a second, whatever was recorded (RFC 7845). */
const samplesPerMs = 48;
/** Packets of a page: a second of sound. */
const packetsPerPage = 50;
const maxSegments = 255;
const serial = 0x50_61_72_6c;
const flags = { first: 2, last: 4, none: 0 } as const;

/** Puts OPUS sound into an OGG file, the only form that WhatsApp shows as a voice message (RFC 3533, RFC 7845). */
export function writeOggOpus({ head, packets }: OpusSound): Uint8Array<ArrayBuffer> {
  const pages = [
    writePage([head], { flag: flags.first, samples: 0, number: 0 }),
    writePage([toTags()], { flag: flags.none, samples: 0, number: 1 }),
  ];
  let samples = 0;
  let waiting: Uint8Array[] = [];
  packets.forEach((packet, index) => {
    waiting.push(packet);
    samples += durationOf(packet) * samplesPerMs;
    const isLast = index === packets.length - 1;
    const segments = waiting.reduce((sum, { length }) => sum + segmentsOf(length), 0);
    const next = packets[index + 1]?.length ?? 0;
    if (!isLast && waiting.length < packetsPerPage && segments + segmentsOf(next) <= maxSegments) return;
    const number = pages.length;
    pages.push(writePage(waiting, { flag: isLast ? flags.last : flags.none, samples, number }));
    waiting = [];
  });
  return join(pages);
}

function toTags(): Uint8Array {
  const vendor = new TextEncoder().encode('Parley');
  const tags = new Uint8Array(8 + 4 + vendor.length + 4);
  tags.set(new TextEncoder().encode('OpusTags'));
  new DataView(tags.buffer).setUint32(8, vendor.length, true);
  tags.set(vendor, 12);
  return tags;
}

/** Milliseconds of a packet, by its first bytes (RFC 6716, 3.1). */
export function durationOf(packet: Uint8Array): number {
  const first = packet[0] ?? 0;
  const kind = first >> 3;
  const frameMs = kind < 12 ? [10, 20, 40, 60][kind % 4] : kind < 16 ? [10, 20][kind % 2] : [2.5, 5, 10, 20][kind % 4];
  const code = first & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 63;
  return (frameMs ?? 20) * frames;
}

function segmentsOf(length: number): number {
  return Math.floor(length / 255) + 1;
}

function writePage(
  packets: readonly Uint8Array[],
  { flag, samples, number }: { readonly flag: number; readonly samples: number; readonly number: number },
): Uint8Array {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: segmentsOf(length) - 1 }, () => 255),
    length % 255,
  ]);
  const head = new Uint8Array(27 + lacing.length);
  head.set(new TextEncoder().encode('OggS'));
  head[5] = flag;
  const view = new DataView(head.buffer);
  view.setBigUint64(6, BigInt(Math.round(samples)), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, number, true);
  head[26] = lacing.length;
  head.set(lacing, 27);
  const page = join([head, ...packets]);
  new DataView(page.buffer).setUint32(22, checksumOf(page), true);
  return page;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index << 24;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 0x80000000 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest;
});

/** OGG's own CRC-32: not mirrored, from 0. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0);
  return sum >>> 0;
}
