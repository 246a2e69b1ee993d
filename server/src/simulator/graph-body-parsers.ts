import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fromForm, type GraphBody } from './graph-call.ts';
import { GraphError } from './graph-errors.ts';
import { isJsonObject } from './json-value.ts';
import { readMultipart } from './read-multipart.ts';
import { maxSampleBytes } from './sample-uploads.ts';

/** Bodies other than files. */
const maxBodyBytes = 1024 * 1024;

/**
 * Reads bodies as Graph does: JSON, forms of both kinds, and whatever claims to be something else but is one of them. The
 * body of an upload session is bytes, whatever its type: the usual tools call it a form.
 */
export function addGraphBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const asBytes = { parseAs: 'buffer', bodyLimit: maxSampleBytes } as const;
  const parser = (read: (text: string) => GraphBody) => async (request: FastifyRequest, bytes: Buffer) => {
    if (isUpload(request)) return { kind: 'bytes', bytes };
    if (bytes.length > maxBodyBytes) throw new GraphError(100, `A body has at most ${maxBodyBytes} bytes.`);
    return read(bytes.toString('utf8'));
  };
  server.addContentTypeParser('application/json', asBytes, parser(fromJson));
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    asBytes,
    parser((text) => ({ kind: 'json', json: fromForm(text) })),
  );
  server.addContentTypeParser('multipart/form-data', async (request: FastifyRequest): Promise<GraphBody> => {
    return { kind: 'multipart', form: await readMultipart(request.raw) };
  });
  server.addContentTypeParser(
    '*',
    asBytes,
    parser((text) => (/^\s*\{/.test(text) ? fromJson(text) : { kind: 'json', json: fromForm(text) })),
  );
}

function isUpload(request: FastifyRequest): boolean {
  return /\/upload(:|%3A)/i.test(request.url);
}

function fromJson(text: string): GraphBody {
  if (text.trim() === '') return { kind: 'json', json: {} };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new GraphError(100, `The body is not valid JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`);
  }
  if (!isJsonObject(json)) throw new GraphError(100, 'The body must be a JSON object.');
  return { kind: 'json', json };
}
