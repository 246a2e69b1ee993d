import { deflateSync } from 'node:zlib';

/** Small files of each type, as real as a detector wants them. */

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, crc]);
}

export const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  pngChunk('IHDR', Buffer.from('00000001000000010802000000', 'hex')),
  pngChunk('IDAT', deflateSync(Buffer.from([0, 255, 0, 0]))),
  pngChunk('IEND', Buffer.alloc(0)),
]);
export const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.alloc(64, 7),
]);
export const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
export const wav = Buffer.concat([Buffer.from('RIFF$\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(64)]);
export const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126)]);
export const mp3 = Buffer.concat([
  Buffer.from('ID3\u0003\0\0\0\0\0\0', 'latin1'),
  Buffer.from('fffb9064', 'hex'),
  Buffer.alloc(413),
]);
export const cfb = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
export const gif = Buffer.from('GIF89a\u0001\0\u0001\0\0\0\0;', 'latin1');
export const html = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
export const csv = Buffer.from('name;city\nÁgnes;Pécs\n');

export function mp4(brand: string): Buffer {
  return Buffer.concat([
    Buffer.from(`\0\0\0\u0018ftyp${brand.padEnd(4)}\0\0\u0002\0isommp42`, 'latin1'),
    Buffer.alloc(64),
  ]);
}

/** OGG with one packet in its first page. */
function ogg(packet: Buffer): Buffer {
  const page = Buffer.concat([
    Buffer.from('OggS\0\u0002', 'latin1'),
    Buffer.alloc(20),
    Buffer.from([1, packet.length]),
  ]);
  return Buffer.concat([page, packet]);
}

export function opus(channels: number): Buffer {
  return ogg(Buffer.concat([Buffer.from('OpusHead\u0001', 'latin1'), Buffer.from([channels]), Buffer.alloc(9)]));
}

export const vorbis = ogg(Buffer.concat([Buffer.from('\u0001vorbis', 'latin1'), Buffer.alloc(23)]));

export function webp(options: { animated: boolean }): Buffer {
  const flags = options.animated ? 0b10 : 0;
  const chunk = Buffer.concat([
    Buffer.from('VP8X\u000a\0\0\0', 'latin1'),
    Buffer.from([flags, 0, 0, 0, 255, 1, 0, 255, 1, 0]),
  ]);
  return Buffer.concat([Buffer.from('RIFF\u0040\0\0\0WEBP', 'latin1'), chunk, Buffer.alloc(32)]);
}

/** A zip archive of stored entries. */
export function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(entries).map(([name, text]) => {
    const data = Buffer.from(text);
    const header = Buffer.alloc(30);
    header.write('PK\u0003\u0004', 'latin1');
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(crc32(data), 14);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt32LE(data.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), data]);
  });
  return Buffer.concat(parts);
}

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const docx = zip({
  '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${wordType}.main+xml"/></Types>`,
  'word/document.xml': '<document/>',
});
