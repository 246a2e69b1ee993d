import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { checkOutboundUrl } from '../outbound-http/check-url.ts';
import { describeError } from '../outbound-http/describe-error.ts';
import { limitStream } from '../outbound-http/limit-stream.ts';
import type { OriginPools } from '../outbound-http/origin-pools.ts';
import { callGraph, type GraphFailure, type GraphTarget, rejectionOf } from './graph-call.ts';
import { errorWithoutBody, readGraphError } from './graph-error.ts';
import { createMultipart, type MultipartFile } from './multipart.ts';
import { parseMetaJson } from './parse-json.ts';
import { number, requiredText, text } from './payload-fields.ts';

export interface UploadInput extends MultipartFile {
  readonly phoneNumberId: string;
  readonly accessToken: string;
}

export type UploadOutcome = { readonly kind: 'uploaded'; readonly mediaId: string } | GraphFailure;

export type MediaLookup =
  | {
      readonly kind: 'ok';
      /** Works for five minutes and needs the token. */
      readonly url: string;
      readonly mimeType: string;
      /** Hex here, base64 in webhooks. */
      readonly sha256?: string;
      readonly fileSize?: number;
    }
  | GraphFailure;

export type MediaDownload =
  | {
      readonly kind: 'ok';
      readonly mimeType: string;
      readonly size?: number;
      /** Ends in an AppError (`media.too_large`, `media.fetch_failed`) when it goes wrong on the way. Must be read or destroyed. */
      readonly stream: Readable;
    }
  /** 404: the url's five minutes are over, or the file is gone. Look the id up again. */
  | { readonly kind: 'gone' | 'too_large' | 'refused_url'; readonly detail: string }
  | GraphFailure;

/** A file of 100 MB, the most that WhatsApp takes, gets this long. */
export const transferTimeoutMs = 600_000;

const maxAnswerBytes = 262_144;

const mediaInfo = z.object({ url: requiredText, mime_type: text, sha256: text, file_size: number });

/**
 * Uploads a file for sending by this number; the id works for 30 days. The type goes without its parameters, since Meta
 * refuses `audio/ogg; codecs=opus`. The stream is destroyed whatever happens.
 */
export async function uploadMedia(target: GraphTarget, input: UploadInput): Promise<UploadOutcome> {
  const mimeType = (input.mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (input.bytes instanceof Readable) input.bytes.on('error', ignore);
  const multipart = createMultipart({ messaging_product: 'whatsapp', type: mimeType }, { ...input, mimeType });
  const answer = await callGraph(target, {
    method: 'POST',
    path: `/${encodeURIComponent(input.phoneNumberId)}/media`,
    accessToken: input.accessToken,
    contentType: multipart.contentType,
    contentLength: multipart.contentLength,
    body: multipart.body,
    timeoutMs: transferTimeoutMs,
    maxAnswerBytes,
  });
  // A stream that was never begun is not destroyed with the multipart body.
  if (input.bytes instanceof Readable) input.bytes.destroy();
  if (answer.kind !== 'ok') return answer;
  const read = z.object({ id: requiredText }).safeParse(answer.value);
  if (read.success) return { kind: 'uploaded', mediaId: read.data.id };
  return { kind: 'unavailable', sent: true, detail: `Meta answered ${answer.status} without a media id.` };
}

/** Where the bytes of a media id are. With `phoneNumberId` Meta refuses an id of another number. */
export async function getMedia(
  target: GraphTarget,
  input: { mediaId: string; phoneNumberId?: string; accessToken: string; timeoutMs: number },
): Promise<MediaLookup> {
  const query = input.phoneNumberId === undefined ? '' : `?phone_number_id=${encodeURIComponent(input.phoneNumberId)}`;
  const answer = await callGraph(target, {
    method: 'GET',
    path: `/${encodeURIComponent(input.mediaId)}${query}`,
    accessToken: input.accessToken,
    timeoutMs: input.timeoutMs,
    maxAnswerBytes,
  });
  if (answer.kind !== 'ok') return answer;
  const read = mediaInfo.safeParse(answer.value);
  if (!read.success) {
    return { kind: 'unavailable', sent: true, detail: `Meta answered ${answer.status} without a media url.` };
  }
  const { url, mime_type, sha256, file_size } = read.data;
  return {
    kind: 'ok',
    url,
    mimeType: mime_type ?? 'application/octet-stream',
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(file_size === undefined ? {} : { fileSize: file_size }),
  };
}

export interface DownloadDeps {
  readonly pools: OriginPools;
  readonly userAgent: string;
  /** Over plain HTTP the token goes only to a Graph API that is reached so itself (a simulator). */
  readonly allowHttp: boolean;
  /** For the first byte, and for each pause between bytes. */
  readonly timeoutMs: number;
}

/**
 * Streams the bytes behind a url that Graph returned. Redirects are not followed, since the token would go with them. Only
 * give urls that came from Graph: the token is sent to their host.
 */
export async function downloadMedia(
  deps: DownloadDeps,
  input: { url: string; accessToken: string; maxBytes: number },
): Promise<MediaDownload> {
  const check = checkOutboundUrl(input.url, () => true);
  if (!check.ok) return { kind: 'refused_url', detail: check.reason };
  const { url } = check;
  if (url.protocol !== 'https:' && !deps.allowHttp) {
    return { kind: 'refused_url', detail: 'The access token is not sent over plain HTTP.' };
  }
  const abort = new AbortController();
  const late = new Error(`The file did not arrive within ${transferTimeoutMs} ms.`);
  const deadline = setTimeout(() => abort.abort(late), transferTimeoutMs);
  const stop = (): void => clearTimeout(deadline);
  try {
    const answer = await deps.pools.poolFor(url.origin).request({
      method: 'GET',
      path: url.pathname + url.search,
      // Some of Meta's hosts refuse requests without a user agent.
      headers: { authorization: `Bearer ${input.accessToken}`, 'user-agent': deps.userAgent },
      headersTimeout: deps.timeoutMs,
      bodyTimeout: deps.timeoutMs,
      signal: abort.signal,
    });
    const outcome = await readDownload(answer, input);
    if (outcome.kind === 'ok') outcome.stream.once('close', stop);
    else stop();
    return outcome;
  } catch (error) {
    stop();
    return { kind: 'unavailable', sent: true, detail: describeError(error) };
  }
}

async function readDownload(
  answer: Dispatcher.ResponseData,
  input: { accessToken: string; maxBytes: number },
): Promise<MediaDownload> {
  const { statusCode: status, headers } = answer;
  const length = headers['content-length'] ?? '';
  const size = typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  if (status === 200) {
    if (size !== undefined && size > input.maxBytes) {
      await answer.body.dump();
      return { kind: 'too_large', detail: `The file has ${size} bytes; ${input.maxBytes} are allowed.` };
    }
    const describe = (error: unknown): AppError =>
      new AppError('media.fetch_failed', describeError(error), { cause: error });
    return {
      kind: 'ok',
      mimeType: String(headers['content-type'] ?? 'application/octet-stream'),
      stream: limitStream(answer.body, input.maxBytes, describe),
      ...(size === undefined ? {} : { size }),
    };
  }
  const start = await readStart(answer.body);
  if (status === 404) return { kind: 'gone', detail: 'The url has expired or the file is gone.' };
  if (status < 400 || status >= 500) {
    return { kind: 'unavailable', sent: true, detail: `The media host answered ${status}.` };
  }
  return rejectionOf(readGraphError(status, parseOrNothing(start), input.accessToken) ?? errorWithoutBody(status));
}

/** At most `maxAnswerBytes` and a chunk. */
async function readStart(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseOrNothing(body: string): unknown {
  try {
    return parseMetaJson(body);
  } catch {
    return undefined;
  }
}

function ignore(): void {}
