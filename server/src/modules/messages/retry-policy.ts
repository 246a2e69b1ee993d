import { backoffMs } from '../../kernel/backoff.ts';
import type { SendOutcome } from '../../meta/send-outcome.ts';
import type { Settlement } from './settle.ts';

/** What to do with the message, and with the channel it was sent by. */
export interface AttemptDecision {
  readonly settlement: Settlement;
  readonly pauseChannel?: string;
  readonly slowChannel?: boolean;
}

/** How long an unknown outcome waits for the echo of a status before it is shown as unconfirmed. */
export const unknownGraceMs = 60_000;
const notSentBackoff = { baseMs: 1_000, capMs: 60_000 };
const pausedRecheckMs = 60_000;
const detailLimit = 500;

/**
 * Decides by the error table of cloud-api-behaviour section 5. `attempts` counts the tries made, this one included;
 * tries that never reached Meta, and tries while the number is broken, do not count.
 */
export function decideAttempt(outcome: SendOutcome, attempts: number, nowMs: number): AttemptDecision {
  const later = (ms: number): Date => new Date(nowMs + ms);
  switch (outcome.kind) {
    case 'accepted':
      return { settlement: { kind: 'accepted', wamid: outcome.wamid } };
    case 'unknown':
      return { settlement: { kind: 'unknown', checkAt: later(unknownGraceMs), error: cut(outcome.detail) } };
    case 'not_sent': {
      const dueAt = later(backoffMs(attempts, notSentBackoff));
      return { settlement: { kind: 'again', dueAt, error: cut(outcome.detail), attempts: Math.max(0, attempts - 1) } };
    }
    case 'rejected':
      return decideRejection(outcome, attempts, later);
  }
}

function decideRejection(
  outcome: Extract<SendOutcome, { kind: 'rejected' }>,
  attempts: number,
  later: (ms: number) => Date,
): AttemptDecision {
  const { error, verdict, rule } = outcome;
  const detail = cut(error.details ?? error.message);
  const failed: Settlement = { kind: 'failed', code: String(error.code), detail };
  switch (verdict.kind) {
    case 'retry': {
      const slowChannel = verdict.scope === 'channel';
      if (attempts >= verdict.maxTries) return { settlement: failed, slowChannel };
      const dueAt = later(backoffMs(attempts, verdict));
      return { settlement: { kind: 'again', dueAt, error: `${error.code} ${detail}`, attempts }, slowChannel };
    }
    case 'fix': {
      if (!verdict.pausesChannel) return { settlement: failed };
      const reason = `${rule.plain} ${rule.suggestion}`;
      const again = { dueAt: later(pausedRecheckMs), error: `${error.code} ${detail}`, attempts: attempts - 1 };
      return { settlement: { kind: 'again', ...again }, pauseChannel: reason };
    }
    case 'wait':
    case 'drop':
      return { settlement: failed };
  }
}

function cut(text: string): string {
  return text.length > detailLimit ? `${text.slice(0, detailLimit)}…` : text;
}
