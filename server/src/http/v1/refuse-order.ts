import type { Context } from '../../kernel/context.ts';
import { type AppError, type ErrorCode, isAppError } from '../../kernel/errors.ts';
import { requirePayments } from '../../modules/payments/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Reply } from '../handlers.ts';
import { toFailure } from './refuse.ts';

const refusals: ReadonlySet<ErrorCode> = new Set(['invalid', 'not_found', 'conflict', 'precondition_failed']);

/**
 * Runs the work of a payment call where payments are on (else payment.switched_off). What the payment service refuses is
 * answered with 400, whatever the cause, and `errors` holds its messages: the only refusal that the contract knows there.
 */
export async function refuseOrder(deps: ApiDeps, ctx: Context, work: () => Promise<Reply>): Promise<Reply> {
  await requirePayments(deps, ctx);
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || !refusals.has(error.code)) throw error;
    return { status: 400, body: toOrderFailure(error) };
  }
}

function toOrderFailure(error: AppError) {
  const errors = error.details?.errors;
  return {
    ...toFailure(error.message),
    errors: Array.isArray(errors) ? errors : [error.message],
    reason: error.reason,
    ...(error.reason === 'message.window_closed' ? { ticketStatus: 'EXPIRED' } : {}),
  };
}
