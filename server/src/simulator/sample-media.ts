/** A small real file for a customer's media message that names none. */
export interface SampleFile {
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** The media types of an inbound message. */
export const mediaKinds: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker']);

const usualMimeType: Readonly<Record<string, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/pdf',
  sticker: 'image/webp',
};

/** One grey pixel each; a moment of silence; an empty film; a page without text. */
const sampleBytes: Readonly<Record<string, Buffer>> = {
  'image/png': fromBase64(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQ6qkDAAHQAR0keF3jAAAAAElFTkSuQmCC',
  ),
  'image/jpeg': fromBase64(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB' +
      'AQEBAQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
  ),
  'image/webp': fromBase64('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'),
  'audio/ogg': fromBase64(
    'T2dnUwACAAAAAAAAAABNSVMAAAAAAAr9YkwBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAE1JUwABAAAAMK0U8AETT3B1c1Rh' +
      'Z3MDAAAAU0lNAAAAAE9nZ1MABMADAAAAAAAATUlTAAIAAADlcGxEAQP4//4=',
  ),
  'audio/amr': Buffer.from('#!AMR\n', 'latin1'),
  'audio/mpeg': Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00', 'latin1'),
  'video/mp4': fromBase64('AAAAGGZ0eXBpc29tAAACAGlzb21tcDQyAAAACG1kYXQ='),
  'application/pdf': Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n' +
      'trailer<</Root 1 0 R/Size 4>>\n%%EOF\n',
    'latin1',
  ),
};

/** The sample for a kind of message and, when given, the MIME type asked for; plain text where there is no sample. */
export function sampleFile(kind: string, mimeType: string | undefined): SampleFile {
  const wanted = mimeType ?? usualMimeType[kind] ?? 'text/plain';
  const bare = wanted.split(';')[0]?.trim().toLowerCase() ?? wanted;
  return { mimeType: wanted, bytes: sampleBytes[bare] ?? Buffer.from('A simulated file.\n') };
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
