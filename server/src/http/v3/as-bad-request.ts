import { AppError, isAppError } from '../../kernel/errors.ts';
import type { Reason } from '../../kernel/reasons.ts';

/**
 * The result of the work. What it refuses for one of these reasons is to v3 a mistake in the request, whatever it is
 * elsewhere: thrown as request.invalid (status 400) with the same text.
 */
export async function asBadRequest<T>(reasons: readonly Reason[], work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error) || !reasons.includes(error.reason)) throw error;
    throw new AppError('request.invalid', error.message, { details: { reason: error.reason }, cause: error });
  }
}
