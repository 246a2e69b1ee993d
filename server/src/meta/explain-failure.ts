import { findErrorRule } from './error-codes.ts';
import type { Verdict } from './verdict.ts';

/** What a failure means for a person. */
export interface FailureExplanation {
  /** What happened, in one sentence. */
  readonly sentence: string;
  /** Whether the same message to the same person may go through later, without anything being changed first. */
  readonly retryable: boolean;
  /** What the person can do next. */
  readonly next: string;
}

/**
 * Meta's code of a failed message in plain words (cloud-api-behaviour, section 5). Codes that are not in the table are explained
 * too, as what needs a look; undefined for what is no code.
 */
export function explainFailure(code: number | string): FailureExplanation | undefined {
  const number = typeof code === 'string' && /^-?\d{1,9}$/.test(code.trim()) ? Number(code) : code;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
  const { plain, suggestion, verdict } = findErrorRule(number);
  return { sentence: plain, retryable: isRetryable(verdict), next: suggestion };
}

function isRetryable(verdict: Verdict): boolean {
  return verdict.kind === 'retry' || verdict.kind === 'wait';
}
