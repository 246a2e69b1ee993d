import type { components } from '@parley/contract/parley';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import type { Reason } from '../../kernel/reasons.ts';
import type { ErrorReply } from '../respond-error.ts';

const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  limit_exceeded: 429,
  upstream_rejected: 502,
  upstream_unavailable: 503,
  internal: 500,
};

const statusOfReason: Partial<Readonly<Record<Reason, number>>> = {
  'request.too_large': 413,
  'request.media_type': 415,
  'request.method_unknown': 405,
  'media.gone': 410,
  'stream.cursor_expired': 410,
  'media.too_large': 413,
  'media.range_unsatisfiable': 416,
  'message.too_many_recipients': 400,
  // Limits on what is stored: waiting does not help, so they are no 429.
  'segment.limit_reached': 409,
  'plan.seats_taken': 409,
  'stage.limit_reached': 409,
  'webhook.limit_reached': 409,
};

/** An error in the envelope of Parley's own API. */
export function toParleyError(error: AppError, requestId: string, clock: Clock): ErrorReply {
  const status = statusOfReason[error.reason] ?? statusOfCode[error.code];
  const body: components['schemas']['Error'] = {
    code: status,
    reason: error.reason,
    message: error.message,
    requestId,
    timestamp: clock.now().toISOString(),
  };
  return { status, body };
}

/** What a path of the own API answers that does not exist, or not for that method. */
export function toParleyAbsence(status: 404 | 405, requestId: string, clock: Clock): ErrorReply {
  const error =
    status === 404
      ? new AppError('request.path_unknown', 'There is nothing at this address.')
      : new AppError('request.method_unknown', 'This resource does not take that method.');
  return toParleyError(error, requestId, clock);
}
