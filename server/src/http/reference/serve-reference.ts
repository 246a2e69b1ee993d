import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AppError } from '../../kernel/errors.ts';
import type { Reply } from '../handlers.ts';

const compress = promisify(gzip);

/** Made from the contract by the build of the web app (web/scripts), and not there without one. */
export const referenceUrl = new URL('../../../dist/reference.json', import.meta.url);

export type ServeReference = (acceptedEncodings: string | undefined) => Promise<Reply>;

/**
 * Answers the reference; it is read and compressed once, when somebody first asks for it. Throws reference.not_built where
 * the web app was never built.
 */
export function createReferenceServer(baseUrl: () => string, url: URL = referenceUrl): ServeReference {
  let made: Promise<{ readonly plain: Buffer; readonly compressed: Buffer }> | undefined;
  const make = async (): Promise<{ readonly plain: Buffer; readonly compressed: Buffer }> => {
    const documents: unknown = JSON.parse(await readFile(url, 'utf8').catch(explain));
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

function explain(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  throw new AppError('reference.not_built', 'The reference was not built on this server: run npm run build there.');
}
