import type { components } from '@parley/contract/wati-v1-v2';
import { type AppError, isAppError } from '../../kernel/errors.ts';
import type { Reason } from '../../kernel/reasons.ts';
import type { Reply } from '../handlers.ts';

export type LegacyFailure = components['schemas']['LegacyFailure'];

type Answers = Partial<Readonly<Record<Reason, (error: AppError) => Reply>>>;

export const channelNotFound = 'Channel not found';
export const contactBlocked = 'The contact is blocked';

/**
 * Runs the work of a handler and answers the named refusals in the way of that operation; all others keep the general
 * envelope of v1 and v2.
 */
export async function refuseWith(answers: Answers, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    const answer = isAppError(error) ? answers[error.reason] : undefined;
    if (answer === undefined || !isAppError(error)) throw error;
    return answer(error);
  }
}

/** A failure with its text in both members which clients read. */
export function toFailure(info: string): LegacyFailure & { readonly info: string; readonly message: string } {
  return { result: false, info, message: info };
}

/** An unknown channel is a fault of the request to v1 and v2. */
export function refuseChannel(error: AppError): Reply {
  return { status: 400, body: { ...toFailure(channelNotFound), reason: error.reason } };
}
