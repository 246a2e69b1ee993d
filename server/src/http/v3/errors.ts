import type { Clock } from '../../kernel/clock.ts';
import type { AppError, ErrorCode } from '../../kernel/errors.ts';
import type { Reason } from '../../kernel/reasons.ts';
import type { ErrorReply } from '../respond-error.ts';

const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 400,
  limit_exceeded: 429,
  upstream_rejected: 500,
  upstream_unavailable: 500,
  internal: 500,
};

const statusOfReason: Partial<Readonly<Record<Reason, number>>> = {
  'request.too_large': 413,
  'media.too_large': 400,
  'media.gone': 400,
  'message.too_many_recipients': 400,
  'webhook.limit_reached': 400,
};

/** `code` repeats the status, but for the codes seen on a live tenant (wati-v3-behaviour.md, section 6). */
const codeOfReason: Partial<Readonly<Record<Reason, number>>> = { 'media.gone': 5004 };

/** An error in the envelope of v3. It never has a member called `error`: the vendor's MCP client would misread it. */
export function toV3Error(error: AppError, clock: Clock): ErrorReply {
  const status = statusOfReason[error.reason] ?? statusOfCode[error.code];
  return { status, body: envelope(codeOfReason[error.reason] ?? status, error.message, clock) };
}

/** What a path of v3 answers that does not exist (an empty body, as at WATI), or not for that method. */
export function toV3Absence(status: 404 | 405, clock: Clock): ErrorReply {
  if (status === 404) return { status, body: undefined };
  return { status, body: envelope(status, 'This resource does not take that method.', clock) };
}

function envelope(code: number, message: string, clock: Clock): Readonly<Record<string, unknown>> {
  return { code, message, timestamp: clock.now().toISOString() };
}
