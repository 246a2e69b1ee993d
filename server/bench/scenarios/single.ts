import { setTimeout as pause } from 'node:timers/promises';
import { phoneNumbers } from '../phone-numbers.ts';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import { describeAnswer, sendSingle, wasAccepted } from '../platform/sends.ts';
import { quantile } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import { checkDeliveries, milestoneEvents } from './check-deliveries.ts';
import type { BenchSize, RunResult, Scenario } from './scenario.ts';

const clients = 32;
/** More sends than any machine takes in the time of a run. */
const maxSends = 500_000;
const quietLimitMs = 20_000;
const drainLimitMs = 120_000;
const refusedPauseMs = 50;

/** Many integrators, each of which sends one message at a time by v1 and waits for the answer. */
export const single: Scenario = {
  name: 'single',
  describe: (size) => `v1 sendTemplateMessage by ${clients} clients for ${size.singleMs / 1000} s`,
  prepare: (stage) => stage.subscribe(milestoneEvents),
  run: runSingle,
};

async function runSingle(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const begun = performance.now();
  const { accepted, answerMs, refusals } = await sendForAWhile(stage, size, series);
  const seconds = (performance.now() - begun) / 1000;
  const count = accepted.length * milestoneEvents.length;
  await stage.peers.call('awaitArrivals', { count, quietLimitMs });
  const drainedAt = await awaitEmptyQueues(stage.baseUrl, workQueues, drainLimitMs);
  const faults = await checkDeliveries(stage, accepted);
  return {
    figures: [
      { name: 'accepted', value: accepted.length / seconds, unit: 'messages/s', target: { atLeast: 1_000 } },
      { name: 'answer: p50', value: quantile(answerMs, 0.5), unit: 'ms', digits: 1 },
      { name: 'answer: p95', value: quantile(answerMs, 0.95), unit: 'ms', digits: 1 },
      { name: 'answer: p99', value: quantile(answerMs, 0.99), unit: 'ms', digits: 1, target: { atMost: 100 } },
      { name: 'drain after the last send', value: (drainedAt - begun) / 1000 - seconds, unit: 's', digits: 1 },
    ],
    faults: { ...faults, notes: [...refusals, ...faults.notes] },
  };
}

async function sendForAWhile(
  stage: Stage,
  size: BenchSize,
  series: number,
): Promise<{ accepted: string[]; answerMs: number[]; refusals: string[] }> {
  const recipients = phoneNumbers(series, maxSends).values();
  const accepted: string[] = [];
  const answerMs: number[] = [];
  const refusals = new Map<string, number>();
  const end = performance.now() + size.singleMs;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const { value: waId } = recipients.next();
      if (waId === undefined) return;
      const answer = await sendSingle(stage.api, waId);
      if (answer.kind === 'answered' && wasAccepted(answer)) {
        accepted.push(waId);
        answerMs.push(answer.ms);
      } else {
        const text = describeAnswer(answer);
        refusals.set(text, (refusals.get(text) ?? 0) + 1);
        await pause(refusedPauseMs);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { accepted, answerMs, refusals: [...refusals].map(([text, times]) => `${times} refused: ${text}`) };
}
