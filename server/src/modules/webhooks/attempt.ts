import type { PostOutcome } from '../../outbound-http/outbound-http.ts';

/** Why an attempt failed: an answer other than 2xx, none in time, no connection or a broken one, a refused address. */
export type AttemptErrorClass = 'status' | 'timeout' | 'connection' | 'address';

/** What is known of one attempt to deliver. */
export interface AttemptFacts {
  readonly at: Date;
  readonly durationMs: number;
  /** The HTTP status of the answer; null without one. */
  readonly status: number | null;
  /** Null when it was delivered. */
  readonly errorClass: AttemptErrorClass | null;
  /** A sentence for the owner of the endpoint, without its address; null when it was delivered. */
  readonly error: string | null;
  /** At most the first 4,096 bytes of the answer; null when it was empty. */
  readonly answer: string | null;
}

const errorLimit = 500;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const ledAway = 'it leads elsewhere, which is not followed. Give the endpoint the address that it leads to.';

/** Any 2xx is a success (platform-behaviour, section 12). */
export function isDelivered(outcome: PostOutcome): boolean {
  return outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;
}

export function toAttemptFacts(outcome: PostOutcome, at: Date, timeoutMs: number): AttemptFacts {
  const delivered = isDelivered(outcome);
  const answered = outcome.kind === 'answered' ? outcome : undefined;
  return {
    at,
    durationMs: outcome.durationMs,
    status: answered?.status ?? null,
    errorClass: delivered ? null : errorClasses[outcome.kind],
    error: delivered ? null : describe(outcome, timeoutMs),
    answer: answered?.bodyStart || null,
  };
}

const errorClasses: Readonly<Record<PostOutcome['kind'], AttemptErrorClass>> = {
  answered: 'status',
  timeout: 'timeout',
  failed: 'connection',
  refused_address: 'address',
};

function describe(outcome: PostOutcome, timeoutMs: number): string {
  if (outcome.kind === 'answered')
    return redirects.has(outcome.status) ? `HTTP ${outcome.status}: ${ledAway}` : `HTTP ${outcome.status}`;
  if (outcome.kind === 'timeout') return `No answer within ${timeoutMs / 1000} s`;
  return outcome.detail.slice(0, errorLimit);
}
