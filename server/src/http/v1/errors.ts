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
  // The contract of v1 and v2 knows one status for what went wrong behind the server.
  upstream_rejected: 500,
  upstream_unavailable: 500,
  internal: 500,
};

/** Limits on one request, which waiting does not lift. */
const statusOfReason: Partial<Readonly<Record<Reason, number>>> = {
  'request.too_large': 413,
  'media.too_large': 400,
  'message.too_many_recipients': 400,
  'webhook.limit_reached': 400,
};

/**
 * An error in the envelope of v1 and v2. Clients read either `info` or `message`, so both are filled. Refusals which
 * WATI answers with HTTP 200 are made by the handlers.
 */
export function toLegacyError(error: AppError): ErrorReply {
  return {
    status: statusOfReason[error.reason] ?? statusOfCode[error.code],
    body: { result: false, info: error.message, message: error.message, reason: error.reason },
  };
}

/** What a path of v1 and v2 answers that does not exist, or not for that method. */
export function toLegacyAbsence(status: 404 | 405): ErrorReply {
  const info = status === 404 ? 'There is no such resource.' : 'This resource does not take that method.';
  return { status, body: { result: false, info, message: info } };
}
