import { lookup } from 'node:dns/promises';
import { StringDecoder } from 'node:string_decoder';
import type { Log } from '../kernel/log.ts';
import { type AddressRule, isPublicAddress } from './address-rules.ts';
import { checkOutboundUrl, type UrlCheck } from './check-url.ts';
import { AddressRefusedError, createGuardedConnector, type ResolvedAddress, type ResolveHost } from './connector.ts';
import { describeError } from './describe-error.ts';
import { type DownloadInput, type DownloadOutcome, download } from './download.ts';
import { type Exchange, exchange } from './exchange.ts';
import { createOriginPools, defaultCloseGraceMs } from './origin-pools.ts';
import { readRetryAfterMs } from './retry-after.ts';

/** Origins with open connections; the one idle for longest makes room for a new one. */
const maxPools = 200;

/** How much of an endpoint's answer is kept for people to see. */
const maxBodyStartBytes = 4096;

/** An endpoint that answers with more than this loses its connection; the answer still counts. */
export const maxAnswerBytes = 65_536;

const defaultConnectionsPerOrigin = 64;
const connectTimeoutMs = 10_000;
const defaultUserAgent = 'Parley/1.0';

export interface PostInput {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the whole exchange, from the wait for a connection to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** `durationMs` is whole milliseconds. `detail` is safe to show to the owner of the url. */
export type PostOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** At most 4,096 bytes of the body as text, without U+0000. */
      readonly bodyStart: string;
      readonly durationMs: number;
      readonly retryAfterMs?: number;
    }
  /** The url may not be called at all, or leads to an address that is not public. */
  | { readonly kind: 'refused_address'; readonly detail: string; readonly durationMs: number }
  | { readonly kind: 'timeout'; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly detail: string; readonly durationMs: number };

/** Calls urls that customers gave, without letting them reach what is not public. */
export interface OutboundHttp {
  /** For the moment a url is saved: judges its text, without DNS. */
  checkUrl(url: string): UrlCheck;
  /** Posts once, following no redirect. Never rejects. The url's fragment is not sent. */
  post(input: PostInput): Promise<PostOutcome>;
  /** Fetches a file as a stream, following at most three redirects. Never rejects. */
  download(input: DownloadInput): Promise<DownloadOutcome>;
  /** Ends when running exchanges have ended, at most `closeGraceMs` later. */
  close(): Promise<void>;
}

/**
 * `isPublic` (by default `isPublicAddress`) judges addresses unless all are allowed; `resolve` is by default the machine's
 * own lookup. Refused addresses are logged, since the owner of the url is not told them.
 */
export function createOutboundHttp(options: {
  readonly allowPrivateAddresses: boolean;
  readonly maxConnectionsPerOrigin?: number;
  readonly userAgent?: string;
  /** Ten seconds by default. */
  readonly closeGraceMs?: number;
  readonly isPublic?: AddressRule;
  readonly resolve?: ResolveHost;
  readonly log?: Log;
}): OutboundHttp {
  const { log } = options;
  const isAllowed = options.allowPrivateAddresses ? () => true : (options.isPublic ?? isPublicAddress);
  const userAgent = options.userAgent ?? defaultUserAgent;
  const pools = createOriginPools({
    limit: maxPools,
    connections: options.maxConnectionsPerOrigin ?? defaultConnectionsPerOrigin,
    closeGraceMs: options.closeGraceMs ?? defaultCloseGraceMs,
    connect: createGuardedConnector({
      resolve: options.resolve ?? resolveBySystem,
      isAllowed,
      connectTimeoutMs,
      onRefused: ({ hostname, addresses }) => log?.warn({ hostname, addresses }, 'outbound address refused'),
    }),
  });

  return {
    checkUrl: (url) => checkOutboundUrl(url, isAllowed),
    async post(input) {
      const startedAt = performance.now();
      const check = checkOutboundUrl(input.url, isAllowed);
      if (!check.ok) return { kind: 'refused_address', detail: check.reason, durationMs: 0 };
      const { url } = check;
      const outcome = await exchange(pools.poolFor(url.origin), {
        method: 'POST',
        path: url.pathname + url.search,
        headers: withUserAgent(input.headers, userAgent),
        body: input.body,
        timeoutMs: input.timeoutMs,
        keepBytes: maxBodyStartBytes,
        maxBytes: maxAnswerBytes,
      });
      return toPostOutcome(outcome, Math.round(performance.now() - startedAt));
    },
    download: (input) => download({ pools, isAllowed, userAgent }, input),
    close: () => pools.close(),
  };
}

function withUserAgent(headers: Readonly<Record<string, string>>, userAgent: string): Record<string, string> {
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'user-agent');
  return named ? { ...headers } : { 'user-agent': userAgent, ...headers };
}

async function resolveBySystem(hostname: string): Promise<ResolvedAddress[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function toPostOutcome(outcome: Exchange, durationMs: number): PostOutcome {
  if (outcome.kind === 'timeout') return { kind: 'timeout', durationMs };
  if (outcome.kind === 'failed') {
    const { error, status } = outcome;
    if (error instanceof AddressRefusedError) return { kind: 'refused_address', detail: error.message, durationMs };
    const prefix = status === undefined ? '' : `The answer began with status ${status} and then failed. `;
    return { kind: 'failed', detail: prefix + describeError(error), durationMs };
  }
  const retryAfterMs = readRetryAfterMs(outcome.headers);
  return {
    kind: 'answered',
    status: outcome.status,
    bodyStart: toStorableText(outcome.body),
    durationMs,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** A character cut in two is left out; U+0000, which the database cannot store, is replaced. */
function toStorableText(bytes: Buffer): string {
  return new StringDecoder('utf8').write(bytes).replaceAll('\0', '\uFFFD');
}
