import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { AppError } from '../kernel/errors.ts';
import type { AddressRule } from './address-rules.ts';
import { checkOutboundUrl } from './check-url.ts';
import { AddressRefusedError } from './connector.ts';
import { describeError } from './describe-error.ts';
import { readFileName } from './file-name.ts';
import { limitStream } from './limit-stream.ts';
import type { OriginPools } from './origin-pools.ts';

export interface DownloadInput {
  readonly url: string;
  readonly maxBytes: number;
  /** For everything, the last byte of the file included. */
  readonly timeoutMs: number;
  /** Sent to the first host only, not to where it redirects. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type DownloadOutcome =
  | {
      readonly kind: 'ok';
      /** Lower case, without parameters; what the server says, not what the bytes are. */
      readonly mimeType: string;
      readonly fileName?: string;
      /** Bytes, when the server told. */
      readonly size?: number;
      /** Ends in an AppError (`media.too_large`, `media.fetch_failed`) when it goes wrong on the way. Must be read or destroyed. */
      readonly stream: Readable;
    }
  | { readonly kind: 'refused_address' | 'too_large' | 'timeout' | 'failed'; readonly detail: string }
  | { readonly kind: 'bad_status'; readonly status: number; readonly detail: string };

/** How often a file may be elsewhere. */
const maxRedirects = 3;

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The body of an answer that is not the file is thrown away up to this size; when longer its connection is dropped. */
const discardLimit = 16_384;

export interface DownloadDeps {
  readonly pools: OriginPools;
  readonly isAllowed: AddressRule;
  readonly userAgent: string;
}

/** Fetches a file, following at most three redirects, each checked like the first address. Never rejects. */
export async function download(deps: DownloadDeps, input: DownloadInput): Promise<DownloadOutcome> {
  const abort = new AbortController();
  const late = `The file did not arrive within ${input.timeoutMs} ms.`;
  const deadline = setTimeout(() => abort.abort(new Error(late)), input.timeoutMs);
  const stop = (): void => clearTimeout(deadline);
  try {
    const first = checkOutboundUrl(input.url, deps.isAllowed);
    const outcome = first.ok ? await follow(deps, first.url, input, abort.signal) : refusedBy(first.reason);
    if (outcome.kind !== 'ok') {
      stop();
      return outcome;
    }
    const describe = (error: unknown): AppError =>
      new AppError('media.fetch_failed', describeError(error), { cause: error });
    return { ...outcome, stream: limitStream(outcome.stream, input.maxBytes, describe).once('close', stop) };
  } catch (error) {
    stop();
    if (abort.signal.aborted) return { kind: 'timeout', detail: late };
    if (error instanceof AddressRefusedError) return refusedBy(error.message);
    return { kind: 'failed', detail: describeError(error) };
  }
}

async function follow(
  deps: DownloadDeps,
  start: URL,
  input: DownloadInput,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await deps.pools.poolFor(url.origin).request({
      method: 'GET',
      path: url.pathname + url.search,
      headers: {
        'user-agent': deps.userAgent,
        accept: '*/*',
        'accept-encoding': 'identity',
        ...(hop === 0 ? input.headers : {}),
      },
      signal,
    });
    const location = redirectStatuses.has(answer.statusCode) ? answer.headers.location : undefined;
    if (typeof location !== 'string') return readFile(answer, url, input.maxBytes);
    await discard(answer);
    const next = checkOutboundUrl(URL.parse(location, url.href)?.href ?? location, deps.isAllowed);
    if (!next.ok) return refusedBy(`The address redirects to another one. ${next.reason}`);
    url = next.url;
  }
  return { kind: 'failed', detail: `The address redirects more than ${maxRedirects} times.` };
}

async function readFile(answer: Dispatcher.ResponseData, url: URL, maxBytes: number): Promise<DownloadOutcome> {
  const { headers } = answer;
  const size = readSize(headers);
  const encoding = headers['content-encoding'];
  const refusal = ((): DownloadOutcome | undefined => {
    if (answer.statusCode !== 200) {
      return { kind: 'bad_status', status: answer.statusCode, detail: `The server answered ${answer.statusCode}.` };
    }
    if (size !== undefined && size > maxBytes) {
      return { kind: 'too_large', detail: `The file has ${size} bytes; ${maxBytes} are allowed.` };
    }
    if (encoding !== undefined && encoding !== 'identity') {
      return { kind: 'failed', detail: 'The server sent the file compressed although that was not asked for.' };
    }
    return undefined;
  })();
  if (refusal) {
    await discard(answer);
    return refusal;
  }
  const disposition = headers['content-disposition'];
  const fileName = readFileName(typeof disposition === 'string' ? disposition : disposition?.[0], url);
  return {
    kind: 'ok',
    mimeType: readMimeType(headers),
    stream: answer.body,
    ...(fileName === undefined ? {} : { fileName }),
    ...(size === undefined ? {} : { size }),
  };
}

async function discard(answer: Dispatcher.ResponseData): Promise<void> {
  await answer.body.dump({ limit: discardLimit });
}

function readSize(headers: IncomingHttpHeaders): number | undefined {
  const length = headers['content-length'] ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

function readMimeType(headers: IncomingHttpHeaders): string {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return type || 'application/octet-stream';
}

function refusedBy(detail: string): DownloadOutcome {
  return { kind: 'refused_address', detail };
}
