import { type Reason, reasonCatalogue } from './reasons.ts';

export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'limit_exceeded'
  | 'upstream_rejected'
  | 'upstream_unavailable'
  | 'internal';

/**
 * An outcome that a person must be told of. `message` is safe to show; `details` are for logs and machines and must hold
 * no secret and nothing of another tenant. The code follows from the reason (see `reasons.ts`).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: Reason;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(reason: Reason, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.reason = reason;
    this.code = reasonCatalogue[reason].code;
    this.details = options.details;
  }
}

export function isAppError(error: unknown, reason?: Reason): error is AppError {
  return error instanceof AppError && (reason === undefined || error.reason === reason);
}
