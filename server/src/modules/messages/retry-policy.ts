import { backoffMs } from '../../kernel/backoff.ts';
import { codeOfNoGraphError, type ErrorRule, findErrorRule, type Verdict } from '../../meta/error-codes.ts';
import type { SendOutcome } from '../../meta/send-outcome.ts';
import type { Outage } from './outage.ts';
import type { Settlement } from './settle.ts';

/** What to do with the message, and with the channel it was sent by. */
export interface AttemptDecision {
  readonly settlement: Settlement;
  readonly pauseChannel?: string;
  readonly slowChannel?: boolean;
}

/** How long an unknown outcome waits for the echo of a status before it is shown as unconfirmed. */
export const unknownGraceMs = 60_000;
const detailLimit = 500;

/**
 * Decides by the error table of cloud-api-behaviour section 5. `attempts` counts the tries made, this one included;
 * tries that never reached Meta, and tries while the number is broken, do not count.
 */
export function decideAttempt(
  outcome: SendOutcome,
  attempts: number,
  nowMs: number,
  outage: Pick<Outage, 'nextTryMs'>,
): AttemptDecision {
  const later = (ms: number): Date => new Date(nowMs + ms);
  switch (outcome.kind) {
    case 'accepted':
      return { settlement: { kind: 'accepted', wamid: outcome.wamid } };
    case 'unknown':
      return { settlement: { kind: 'unknown', checkAt: later(unknownGraceMs), error: cut(outcome.detail) } };
    case 'not_sent': {
      const dueAt = new Date(outage.nextTryMs(nowMs));
      return { settlement: { kind: 'again', dueAt, error: cut(outcome.detail), attempts: Math.max(0, attempts - 1) } };
    }
    case 'rejected':
      return decideRejection(outcome, attempts, later);
  }
}

/**
 * Decides what a failure told by a status webhook leads to; undefined: it has failed for good. `retries` counts the new
 * tries made before. The message of a number that is broken waits until the number is resumed, like those that never went.
 */
export function decideFailedStatus(
  code: number,
  retries: number,
  nowMs: number,
): { readonly dueAt: Date; readonly pauseChannel?: string } | undefined {
  const rule = findErrorRule(code);
  const { verdict } = rule;
  if (verdict.kind === 'fix' && verdict.pausesChannel) return { dueAt: new Date(nowMs), pauseChannel: reasonOf(rule) };
  const tries = retries + 1;
  if (verdict.kind !== 'retry' || tries >= verdict.maxTries) return undefined;
  return { dueAt: new Date(nowMs + gapMs(tries, verdict)) };
}

function decideRejection(
  outcome: Extract<SendOutcome, { kind: 'rejected' }>,
  attempts: number,
  later: (ms: number) => Date,
): AttemptDecision {
  const { error, verdict, rule } = outcome;
  const detail = cut(error.details ?? error.message);
  const code = error.code === codeOfNoGraphError ? null : String(error.code);
  const failed: Settlement = { kind: 'failed', code, detail };
  switch (verdict.kind) {
    case 'retry': {
      const slowChannel = verdict.scope === 'channel';
      if (attempts >= verdict.maxTries) return { settlement: failed, slowChannel };
      const dueAt = later(gapMs(attempts, verdict));
      return { settlement: { kind: 'again', dueAt, error: `${error.code} ${detail}`, attempts }, slowChannel };
    }
    case 'fix': {
      if (!verdict.pausesChannel) return { settlement: failed };
      const again = { dueAt: later(0), error: `${error.code} ${detail}`, attempts: attempts - 1 };
      return { settlement: { kind: 'again', ...again }, pauseChannel: reasonOf(rule) };
    }
    case 'wait':
    case 'drop':
      return { settlement: failed };
  }
}

// The gaps of a pair are those that Meta names: a shorter one would be refused again.
function gapMs(tries: number, verdict: Extract<Verdict, { kind: 'retry' }>): number {
  return backoffMs(tries, verdict.scope === 'pair' ? { ...verdict, jitter: 0 } : verdict);
}

function reasonOf(rule: ErrorRule): string {
  return `${rule.plain} ${rule.suggestion}`;
}

function cut(text: string): string {
  return text.length > detailLimit ? `${text.slice(0, detailLimit)}…` : text;
}
