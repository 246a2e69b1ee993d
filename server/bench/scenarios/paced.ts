import { setTimeout as pause } from 'node:timers/promises';
import { phoneNumbers } from '../phone-numbers.ts';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import { describeAnswer, sendSingle, wasAccepted } from '../platform/sends.ts';
import { quantile } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import { checkDeliveries, milestoneEvents } from './check-deliveries.ts';
import type { BenchSize, Figure, RunResult, Scenario } from './scenario.ts';

/** Single sends a second: a trickle, and a third or so of what a small machine can do. */
const ratesPerSecond = [20, 60, 150];
const quietLimitMs = 20_000;
const drainLimitMs = 120_000;

/** Single sends at steady rates that leave the machine room: how long a message takes from the call to Meta. */
export const paced: Scenario = {
  name: 'paced',
  describe: (size) =>
    `v1 sendTemplateMessage ${ratesPerSecond.join(' and ')} times a second for ${size.singleMs / 1000} s each`,
  prepare: (stage) => stage.subscribe(milestoneEvents),
  run: runPaced,
};

async function runPaced(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const calledAtMs = new Map<string, number>();
  const refusals: string[] = [];
  const recipients = phoneNumbers(series, (ratesPerSecond.reduce((a, b) => a + b, 0) * size.singleMs) / 1000);
  const byRate: { rate: number; sent: string[] }[] = [];
  let from = 0;
  for (const rate of ratesPerSecond) {
    const sent = recipients.slice(from, from + (rate * size.singleMs) / 1000);
    from += sent.length;
    refusals.push(...(await sendAtRate(stage, sent, rate, calledAtMs)));
    byRate.push({ rate, sent });
  }
  await stage.peers.call('awaitArrivals', { count: recipients.length * milestoneEvents.length, quietLimitMs });
  await awaitEmptyQueues(stage.baseUrl, workQueues, drainLimitMs);
  const { firstSendAtMs } = await stage.peers.call('reportCloud', null);
  const figures = byRate.flatMap(({ rate, sent }): Figure[] => {
    const waits = sent.map((waId) => (firstSendAtMs[waId] ?? Number.NaN) - (calledAtMs.get(waId) ?? Number.NaN));
    return [0.5, 0.99].map((share) => ({
      name: `call to Meta at ${rate}/s: p${share * 100}`,
      value: quantile(waits, share),
      unit: 'ms',
    }));
  });
  const faults = await checkDeliveries(stage, recipients);
  return { figures, faults: { ...faults, notes: [...refusals, ...faults.notes] } };
}

/** Calls at even distances, whether or not those before were answered. Answers what was refused, in words. */
async function sendAtRate(
  stage: Stage,
  recipients: readonly string[],
  ratePerSecond: number,
  calledAtMs: Map<string, number>,
): Promise<string[]> {
  const begun = performance.now();
  const refusals: string[] = [];
  const sends = recipients.map(async (waId, index) => {
    await pause(Math.max((index * 1000) / ratePerSecond - (performance.now() - begun), 0));
    calledAtMs.set(waId, performance.timeOrigin + performance.now());
    const answer = await sendSingle(stage.api, waId);
    if (!wasAccepted(answer)) refusals.push(describeAnswer(answer));
  });
  await Promise.all(sends);
  return refusals;
}
