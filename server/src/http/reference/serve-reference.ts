import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Reply } from '../handlers.ts';

const compress = promisify(gzip);

/** Made from the contract by scripts/generate-contract-types.ts. */
export const referenceUrl = new URL('../generated/reference.json', import.meta.url);

export type ServeReference = (acceptedEncodings: string | undefined) => Promise<Reply>;

/** Answers the reference; it is read and compressed once, when somebody first asks for it. */
export function createReferenceServer(baseUrl: () => string): ServeReference {
  let made: Promise<{ readonly plain: Buffer; readonly compressed: Buffer }> | undefined;
  const make = async (): Promise<{ readonly plain: Buffer; readonly compressed: Buffer }> => {
    const documents: unknown = JSON.parse(await readFile(referenceUrl, 'utf8'));
    const plain = Buffer.from(JSON.stringify({ baseUrl: baseUrl(), documents }));
    return { plain, compressed: await compress(plain) };
  };
  return async (acceptedEncodings) => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    const { plain, compressed } = await made;
    const headers = { 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' };
    if (!/\bgzip\b/.test(acceptedEncodings ?? '')) return { stream: Readable.from([plain]), headers };
    return { stream: Readable.from([compressed]), headers: { ...headers, 'content-encoding': 'gzip' } };
  };
}
