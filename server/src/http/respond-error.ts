import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { ApiVersion } from './contract/operations.ts';
import { toParleyAbsence, toParleyError } from './parley/errors.ts';
import { toLegacyAbsence, toLegacyError } from './v1/errors.ts';
import { toV3Absence, toV3Error } from './v3/errors.ts';

export interface ErrorReply {
  readonly status: number;
  /** Undefined for an empty body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ErrorResponder {
  /** The answer to a failed request. An error that is none of ours is logged once, with its stack, and hidden. */
  answer(error: unknown, version: ApiVersion, requestId: string): ErrorReply & { readonly reason: string };
  /** The answer of a path that does not exist, or not for that method. */
  answerAbsence(status: 404 | 405, version: ApiVersion, requestId: string): ErrorReply;
}

export function createErrorResponder(deps: {
  readonly log: Log;
  readonly clock: Clock;
  /** Whether an error says that the database is not there: the caller is told to try again. */
  readonly isOutage?: (error: unknown) => boolean;
}): ErrorResponder {
  return {
    answer(error, version, requestId) {
      const known = toShortage(error, deps, requestId) ?? toSafeError(error, requestId, deps.log);
      const reply = toVersionedError(known, version, requestId, deps.clock);
      return { ...reply, headers: retryHeader(known), reason: known.reason };
    },
    answerAbsence(status, version, requestId) {
      if (version === 'parley' || version === 'internal') return toParleyAbsence(status, requestId, deps.clock);
      return version === 'v3' ? toV3Absence(status, deps.clock) : toLegacyAbsence(status);
    },
  };
}

/** The version whose envelope a path wants; addresses outside the API get that of v3. */
export function versionOfUrl(url: string): ApiVersion {
  if (/^\/*internal\b/i.test(url)) return 'internal';
  const match = /^\/*(?:\d+\/+)?api\/+(v1|v2|file|ext|parley)\b/i.exec(url);
  const family = match?.[1]?.toLowerCase();
  if (family === 'parley') return 'parley';
  return family === undefined || family === 'ext' ? 'v3' : family === 'v2' ? 'v2' : 'v1';
}

function toVersionedError(error: AppError, version: ApiVersion, requestId: string, clock: Clock): ErrorReply {
  if (version === 'parley' || version === 'internal') return toParleyError(error, requestId, clock);
  return version === 'v3' ? toV3Error(error, clock) : toLegacyError(error);
}

/** As the system says that a file can't be written: no room, no right, or no more open files. */
const storageTrouble = /^(ENOSPC|EDQUOT|EROFS|EACCES|EMFILE|ENFILE)$/;

/** What the server lacks for a while. Without a stack: every request, or every one with a file, fails so. */
function toShortage(
  error: unknown,
  { isOutage, log }: { isOutage?: (error: unknown) => boolean; log: Log },
  requestId: string,
): AppError | undefined {
  const outage = isOutage?.(error) ?? false;
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : '';
  if (!outage && !storageTrouble.test(code)) return undefined;
  const line = { requestId, cause: error instanceof Error ? error.message : String(error) };
  log.error(line, outage ? 'request failed: no database' : 'request failed: a file can not be written');
  const what = outage ? "The server can't reach its database" : 'The server has no room for files at the moment';
  const message = `${what}. Try again in a few seconds. Request id: ${requestId}`;
  return new AppError('service.not_ready', message, { details: { retryAfterSeconds: 5 } });
}

function toSafeError(error: unknown, requestId: string, log: Log): AppError {
  if (error instanceof AppError && error.code !== 'internal') return error;
  const known = fromFramework(error);
  if (known !== undefined) return known;
  log.error({ err: error, requestId }, 'request failed');
  return new AppError('internal.unexpected', `Something went wrong on the server. Request id: ${requestId}`);
}

/** Fastify's own refusals of a request, told by its status. */
function fromFramework(error: unknown): AppError | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof status !== 'number' || typeof code !== 'string' || !code.startsWith('FST_')) return undefined;
  if (status === 413) return new AppError('request.too_large', 'The request body is too large.', { cause: error });
  if (status === 415) {
    return new AppError('request.media_type', 'The content type of the request is not accepted.', { cause: error });
  }
  if (status >= 500) return undefined;
  return new AppError('request.malformed', 'The request is not well-formed.', { cause: error });
}

/** Whole seconds, where the error says when a retry makes sense. */
function retryHeader(error: AppError): Record<string, string> {
  const seconds = error.details?.retryAfterSeconds;
  return typeof seconds === 'number' ? { 'retry-after': String(Math.max(1, Math.ceil(seconds))) } : {};
}
