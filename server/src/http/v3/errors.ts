import type { Clock } from '../../kernel/clock.ts';
import type { AppError } from '../../kernel/errors.ts';
import type { Reason } from '../../kernel/reasons.ts';
import type { ErrorReply } from '../respond-error.ts';
import { watiStatusOf } from '../wati-status.ts';

/** What was seen on a live tenant (wati-v3-behaviour.md, section 6); else `code` repeats the status. */
const seen: Partial<Readonly<Record<Reason, { readonly status: number; readonly code: number }>>> = {
  'media.gone': { status: 400, code: 5004 },
};

/** An error in the envelope of v3. It never has a member called `error`: the vendor's MCP client would misread it. */
export function toV3Error(error: AppError, clock: Clock): ErrorReply {
  const status = seen[error.reason]?.status ?? watiStatusOf(error);
  return { status, body: envelope(seen[error.reason]?.code ?? status, error.message, clock) };
}

/** What a path of v3 answers that does not exist (an empty body, as at WATI), or not for that method. */
export function toV3Absence(status: 404 | 405, clock: Clock): ErrorReply {
  if (status === 404) return { status, body: undefined };
  return { status, body: envelope(status, 'This resource does not take that method.', clock) };
}

function envelope(code: number, message: string, clock: Clock): Readonly<Record<string, unknown>> {
  return { code, message, timestamp: clock.now().toISOString() };
}
