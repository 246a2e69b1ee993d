import { describeAnswer, sendBulk, wasAccepted } from '../platform/sends.ts';
import { median } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';

/** A bulk call and what is known of it. A call without an answer is never repeated: it may have been accepted. */
export interface BulkCall {
  readonly recipients: readonly string[];
  readonly outcome: 'accepted' | 'unanswered' | 'error';
  readonly said: string;
}

/** Hands out recipients to calls, each once. */
export interface BulkCalls {
  readonly made: readonly BulkCall[];
  left(): number;
  /** What accepted calls take in the middle; a guess before the first. */
  usualMs(): number;
  /** Sends to the next `count` recipients. Never rejects. */
  callNext(count: number): Promise<BulkCall>;
}

const firstGuessMs = 100;

export function createBulkCalls(stage: Stage, version: 'v1' | 'v3', recipients: readonly string[]): BulkCalls {
  const made: BulkCall[] = [];
  const answerMs: number[] = [];
  let next = 0;
  return {
    made,
    left: () => recipients.length - next,
    usualMs: () => (answerMs.length === 0 ? firstGuessMs : median(answerMs)),
    async callNext(count) {
      const part = recipients.slice(next, next + count);
      next += part.length;
      const answer = await sendBulk(stage.api, version, { recipients: part, broadcastName: `crash ${next}` });
      const outcome = wasAccepted(answer) ? 'accepted' : answer.kind === 'answered' ? 'error' : 'unanswered';
      const call: BulkCall = { recipients: part, outcome, said: outcome === 'accepted' ? '' : describeAnswer(answer) };
      made.push(call);
      if (answer.kind === 'answered' && outcome === 'accepted') answerMs.push(answer.ms);
      return call;
    },
  };
}
