/** The sound of a WebM recording: the header of its codec and its packets, in their order. */
export interface OpusSound {
  readonly head: Uint8Array;
  readonly packets: readonly Uint8Array[];
}

const ids = { simpleBlock: 0xa3, block: 0xa1, codecPrivate: 0x63a2 } as const;
/** Elements that hold others: Segment, Tracks, TrackEntry, Cluster, BlockGroup. */
const containers: ReadonlySet<number> = new Set([0x18538067, 0x1654ae6b, 0xae, 0x1f43b675, 0xa0]);
/** Of a block before its packet: the moment (2 bytes) and the flags. */
const blockHeadBytes = 3;

/**
 * Reads what Chromium's MediaRecorder writes as `audio/webm;codecs=opus`: one track, one packet a block. Throws on what is
 * no such file.
 */
export function readWebmOpus(file: Uint8Array): OpusSound {
  const packets: Uint8Array[] = [];
  let head: Uint8Array | undefined;
  let at = 0;
  while (at < file.length) {
    const id = readNumber(file, at, true);
    const size = readNumber(file, at + id.bytes, false);
    const from = at + id.bytes + size.bytes;
    // What is recorded live has segments and clusters of unknown length: they are simply walked through.
    if (containers.has(id.value)) {
      at = from;
      continue;
    }
    const content = file.subarray(from, from + size.value);
    if (id.value === ids.codecPrivate) head = content;
    if (id.value === ids.simpleBlock || id.value === ids.block) {
      packets.push(content.subarray(readNumber(content, 0, false).bytes + blockHeadBytes));
    }
    at = from + size.value;
  }
  if (head === undefined || packets.length === 0) throw new Error('The recording holds no sound.');
  return { head, packets };
}

/** A number of EBML: its first byte tells by leading zeros how long it is. Ids keep that mark. */
function readNumber(bytes: Uint8Array, at: number, keepsMark: boolean): { value: number; bytes: number } {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > 8) throw new Error('The recording cannot be read.');
  let value = keepsMark ? first : first & (0xff >> length);
  for (let next = 1; next < length; next += 1) value = value * 256 + (bytes[at + next] ?? 0);
  return { value, bytes: length };
}
