import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../src/kernel/errors.ts';
import { checkFile } from '../src/modules/media/index.ts';
import {
  cfb,
  csv,
  docx,
  exe,
  gif,
  html,
  jpeg,
  mp3,
  mp4,
  opus,
  pdf,
  png,
  sheetType,
  vorbis,
  wav,
  webp,
  wordType,
  zip,
} from './media-samples.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

interface Sample {
  head: Buffer;
  mimeType?: string;
  fileName?: string;
  sizeBytes?: number;
}

const check = (sample: Sample) => checkFile({ sizeBytes: sample.head.length, ...sample });

async function reasonOf(sample: Sample): Promise<string> {
  try {
    await check(sample);
    return 'taken';
  } catch (error) {
    if (error instanceof AppError) return error.reason;
    throw error;
  }
}

describe('what WhatsApp takes', () => {
  it.each<[string, Sample, string, string]>([
    ['a picture', { head: png, mimeType: 'image/png' }, 'image', 'image/png'],
    ['a picture under an old name', { head: jpeg, mimeType: 'image/jpg; q=1' }, 'image', 'image/jpeg'],
    ['a picture of another type than claimed', { head: jpeg, mimeType: 'image/png' }, 'image', 'image/jpeg'],
    ['a picture of no claimed type', { head: png, mimeType: 'application/octet-stream' }, 'image', 'image/png'],
    ['a picture from a careless server', { head: png, mimeType: 'text/plain' }, 'image', 'image/png'],
    ['a picture without any claim', { head: jpeg }, 'image', 'image/jpeg'],
    ['a film', { head: mp4('isom'), mimeType: 'video/mp4' }, 'video', 'video/mp4'],
    ['a film of a phone', { head: mp4('3gp5') }, 'video', 'video/3gpp'],
    ['sound in a film container', { head: mp4('isom'), mimeType: 'audio/mp4' }, 'audio', 'audio/mp4'],
    ['sound in a film container by its name', { head: mp4('isom'), fileName: 'Memo.M4A' }, 'audio', 'audio/mp4'],
    ['sound that its container names', { head: mp4('M4A '), mimeType: 'audio/x-m4a' }, 'audio', 'audio/mp4'],
    ['music', { head: mp3, mimeType: 'audio/mp3' }, 'audio', 'audio/mpeg'],
    ['a PDF', { head: pdf }, 'document', 'application/pdf'],
    ['a PDF after some bytes', { head: Buffer.concat([Buffer.from('\0\0\r\n'), pdf]) }, 'document', 'application/pdf'],
    ['a new Word file', { head: docx }, 'document', wordType],
    ['a new Excel file of unclear content', { head: zip({ a: 'b' }), fileName: 'a.xlsx' }, 'document', sheetType],
    ['an old Excel file', { head: cfb, fileName: 'a.xls' }, 'document', 'application/vnd.ms-excel'],
    ['an old Word file by its claim', { head: cfb, mimeType: 'application/msword' }, 'document', 'application/msword'],
    ['a text', { head: csv, mimeType: 'text/plain; charset=utf-8' }, 'document', 'text/plain'],
    ['a table', { head: csv, mimeType: 'text/csv', fileName: 'a.csv' }, 'document', 'text/plain'],
    [
      'a table as Windows names it',
      { head: csv, mimeType: 'application/vnd.ms-excel', fileName: 'A.CSV' },
      'document',
      'text/plain',
    ],
    ['a table by its name', { head: csv, fileName: 'a.csv' }, 'document', 'text/plain'],
    ['a sticker', { head: webp({ animated: false }) }, 'sticker', 'image/webp'],
  ])('%s', async (_name, sample, kind, mimeType) => {
    expect(await check(sample)).toEqual({ kind, mimeType });
  });

  it('knows what can be a voice message', async () => {
    const voice = { kind: 'audio', mimeType: 'audio/ogg', voice: true };
    for (const mimeType of ['audio/ogg; codecs=opus', 'audio/ogg', 'audio/opus', 'application/octet-stream']) {
      expect(await check({ head: opus(1), mimeType })).toEqual(voice);
    }
  });
});

describe('what WhatsApp does not take', () => {
  it.each<[string, Sample]>([
    ['a wav', { head: wav, mimeType: 'audio/wav', fileName: 'a.wav' }],
    ['a wav of no claimed type', { head: wav, mimeType: 'application/octet-stream', fileName: 'a.wav' }],
    ['a wav that claims to be mp3', { head: wav, mimeType: 'audio/mpeg' }],
    ['a page that claims to be a picture', { head: html, mimeType: 'image/png', fileName: 'a.png' }],
    ['a program that claims to be a picture', { head: exe, mimeType: 'image/png' }],
    ['a program that claims to be text', { head: exe, mimeType: 'text/plain' }],
    ['a program of no claimed type', { head: exe, fileName: 'a.pdf' }],
    ['a document that claims to be a picture', { head: pdf, mimeType: 'image/png' }],
    ['a sticker that claims to be a picture', { head: webp({ animated: false }), mimeType: 'image/jpeg' }],
    ['a page', { head: html, mimeType: 'text/html' }],
    ['a GIF', { head: gif, mimeType: 'image/gif' }],
    ['a film of QuickTime', { head: mp4('qt  ') }],
    ['an archive', { head: zip({ a: 'b' }), mimeType: 'application/zip', fileName: 'a.zip' }],
    ['an installer that claims to be a PDF', { head: cfb, mimeType: 'application/pdf' }],
    ['OGG with Vorbis', { head: vorbis, mimeType: 'audio/ogg' }],
    ['OGG with OPUS in stereo', { head: opus(2), mimeType: 'audio/ogg' }],
    ['unknown bytes that claim to be a picture', { head: Buffer.from([1, 2, 3, 4]), mimeType: 'image/jpeg' }],
    ['text of no known name', { head: csv, fileName: 'notes.cfg' }],
    ['an empty file', { head: Buffer.alloc(0), mimeType: 'text/plain' }],
  ])('%s', async (_name, sample) => {
    await expect(check(sample)).rejects.toMatchObject({
      reason: 'media.type_forbidden',
      message: expect.stringMatching(/^File is not allowed by WhatsApp\. \S.+\.$/),
    });
  });

  it.each<[string, Sample, number]>([
    ['image', { head: png }, 5 * megabyte],
    ['audio', { head: mp3 }, 16 * megabyte],
    ['video', { head: mp4('isom') }, 16 * megabyte],
    ['document', { head: pdf }, 100 * megabyte],
    ['sticker', { head: webp({ animated: false }) }, 100 * kilobyte],
    ['moving sticker', { head: webp({ animated: true }) }, 500 * kilobyte],
  ])('a too large %s', async (_name, sample, limit) => {
    expect(await reasonOf({ ...sample, sizeBytes: limit })).toBe('taken');
    expect(await reasonOf({ ...sample, sizeBytes: limit + 1 })).toBe('media.too_large');
  });

  it('decides on every file, however broken', async () => {
    const samples = fc.constantFrom(
      png,
      jpeg,
      pdf,
      docx,
      cfb,
      mp4('isom'),
      opus(1),
      webp({ animated: true }),
      mp3,
      html,
    );
    const broken = fc
      .tuple(samples, fc.nat(200), fc.uint8Array({ maxLength: 64 }))
      .map(([sample, cut, tail]) => Buffer.concat([sample.subarray(0, cut), tail]));
    const claims = fc.option(fc.constantFrom('image/png', 'text/plain', 'application/pdf', 'x'), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(broken, claims, async (head, claim) => {
        const sample = { head, ...(claim === undefined ? {} : { mimeType: claim }) };
        expect(['taken', 'media.type_forbidden']).toContain(await reasonOf(sample));
      }),
      { numRuns: 500 },
    );
  });
});
