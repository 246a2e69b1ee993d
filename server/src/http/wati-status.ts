import type { AppError, ErrorCode } from '../kernel/errors.ts';
import type { Reason } from '../kernel/reasons.ts';

const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 400,
  limit_exceeded: 429,
  // The contracts of WATI know one status for what went wrong behind the server.
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

/** The status by which v1, v2 and v3 refuse; what only one of them answers otherwise stands there. */
export function watiStatusOf(error: AppError): number {
  return statusOfReason[error.reason] ?? statusOfCode[error.code];
}
