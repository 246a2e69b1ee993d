import type { AppError } from '../../kernel/errors.ts';
import type { ErrorReply } from '../respond-error.ts';
import { watiStatusOf } from '../wati-status.ts';

/**
 * An error in the envelope of v1 and v2. Clients read `info`, `message` or, of v2 sends and webhook endpoints, `error`: all
 * are filled. Refusals which WATI answers with HTTP 200 are made by the handlers.
 */
export function toLegacyError(error: AppError): ErrorReply {
  const info = error.message;
  return {
    status: watiStatusOf(error),
    body: { result: false, info, message: info, error: info, reason: error.reason },
  };
}

/** What a path of v1 and v2 answers that does not exist, or not for that method. */
export function toLegacyAbsence(status: 404 | 405): ErrorReply {
  const info = status === 404 ? 'There is no such resource.' : 'This resource does not take that method.';
  return { status, body: { result: false, info, message: info } };
}
