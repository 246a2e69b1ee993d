import { describeAnswer, sendBulk, wasAccepted } from '../platform/sends.ts';
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
  /** Sends to the next `count` recipients. Never rejects. */
  callNext(count: number): Promise<BulkCall>;
}

export function createBulkCalls(stage: Stage, recipients: readonly string[]): BulkCalls {
  const made: BulkCall[] = [];
  let next = 0;
  return {
    made,
    left: () => recipients.length - next,
    async callNext(count) {
      const part = recipients.slice(next, next + count);
      next += part.length;
      const answer = await sendBulk(stage.api, 'v1', { recipients: part, broadcastName: `crash ${next}` });
      const outcome = wasAccepted(answer) ? 'accepted' : answer.kind === 'answered' ? 'error' : 'unanswered';
      const call: BulkCall = { recipients: part, outcome, said: outcome === 'accepted' ? '' : describeAnswer(answer) };
      made.push(call);
      return call;
    },
  };
}
