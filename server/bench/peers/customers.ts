import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../report/statistics.ts';
import { type NumberAddress, toContact, toEnvelope, toTextMessage } from './meta-bodies.ts';
import type { PostedReport, PostMessagesInput } from './peer-protocol.ts';
import type { WebhookPoster } from './webhook-poster.ts';

export interface LoadDeps {
  readonly poster: WebhookPoster;
  readonly number: NumberAddress;
  readonly nowMs: () => number;
  readonly unixSeconds: () => number;
}

/**
 * Customers write: each connection serves its own senders in turn and goes on when the platform has answered 200, so
 * the messages of a sender are posted in order. Wamid and text name label, sender and number.
 */
export async function postMessages(deps: LoadDeps, input: PostMessagesInput, stop: AbortSignal): Promise<PostedReport> {
  const startedAt = deps.nowMs();
  const bySender = input.senders.map(() => 0);
  const answers: number[] = [];
  const serve = async (connection: number): Promise<void> => {
    const mine = input.senders.flatMap((_, index) => (index % input.connections === connection ? [index] : []));
    for (let round = 1; round <= input.perSender; round += 1) {
      for (const index of mine) {
        if (stop.aborted || deps.nowMs() - startedAt >= input.durationMs) return;
        const begun = deps.nowMs();
        await deps.poster.post(toBody(deps, input, index, round));
        answers.push(deps.nowMs() - begun);
        bySender[index] = round;
        if (input.pauseMs > 0) await pause(input.pauseMs);
      }
    }
  };
  await Promise.all(Array.from({ length: input.connections }, (_, connection) => serve(connection)));
  return { ...toReport(answers, deps.nowMs() - startedAt), bySender };
}

export function toReport(answers: readonly number[], durationMs: number): Omit<PostedReport, 'bySender'> {
  const answerMs = { p50: quantile(answers, 0.5), p95: quantile(answers, 0.95), max: quantile(answers, 1) };
  return { posted: answers.length, durationMs, answerMs };
}

function toBody(deps: LoadDeps, input: PostMessagesInput, index: number, round: number): string {
  const waId = input.senders[index] ?? '';
  const text = `${input.label} of ${waId} #${round}`;
  const wamid = `wamid.${input.label}.${waId}.${round}`;
  const message = toTextMessage({ waId, wamid, text, unixSeconds: deps.unixSeconds() });
  return toEnvelope(deps.number, { contacts: [toContact(waId)], messages: [message] });
}
