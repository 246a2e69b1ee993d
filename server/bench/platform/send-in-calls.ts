import type { Stage } from '../stage.ts';
import { type ApiVersion, describeAnswer, sendBulk, wasAccepted } from './sends.ts';

export const recipientsPerCall = 1_000;

/** Sends to all of them in calls of 1,000, one after the other. Answers how long each took. Throws on a refusal. */
export async function sendInCalls(
  stage: Stage,
  version: ApiVersion,
  recipients: readonly string[],
  broadcastName: string,
): Promise<number[]> {
  const answerMs: number[] = [];
  for (let from = 0; from < recipients.length; from += recipientsPerCall) {
    const part = recipients.slice(from, from + recipientsPerCall);
    const answer = await sendBulk(stage.api, version, { recipients: part, broadcastName });
    if (answer.kind !== 'answered' || !wasAccepted(answer)) {
      throw new Error(`A bulk call was not taken: ${describeAnswer(answer)}`);
    }
    answerMs.push(answer.ms);
  }
  return answerMs;
}
