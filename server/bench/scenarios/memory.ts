import { phoneNumbers } from '../phone-numbers.ts';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import { recipientsPerCall, sendInCalls } from '../platform/send-in-calls.ts';
import { quantile } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import { checkDeliveries, milestoneEvents } from './check-deliveries.ts';
import type { BenchSize, RunResult, Scenario } from './scenario.ts';

const sampleEvery = 5_000;
/** Messages that may be under way between the first call and the last webhook. */
const maxBehind = 10_000;
const quietLimitMs = 30_000;
const drainLimitMs = 120_000;

/** Whether memory stays flat over a long broadcast. */
export const memory: Scenario = {
  name: 'memory',
  describe: (size) => `${size.memoryMessages} messages in bulk, memory read every ${sampleEvery}`,
  prepare: (stage) => stage.subscribe(milestoneEvents),
  run: runMemory,
};

async function runMemory(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  const recipients = phoneNumbers(series, size.memoryMessages);
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const samples: number[] = [];
  for (let from = 0; from < recipients.length; from += recipientsPerCall) {
    await sendInCalls(stage, size.bulkApi, recipients.slice(from, from + recipientsPerCall), `memory ${series}`);
    const sent = from + recipientsPerCall;
    const count = Math.max(0, sent - maxBehind) * milestoneEvents.length;
    await stage.peers.call('awaitArrivals', { count, quietLimitMs });
    if (sent % sampleEvery === 0) samples.push((await stage.usage()).platform.memoryMb);
  }
  await stage.peers.call('awaitArrivals', { count: recipients.length * milestoneEvents.length, quietLimitMs });
  await awaitEmptyQueues(stage.baseUrl, workQueues, drainLimitMs);
  // Caches and compiled code fill in the first quarter.
  const quarter = Math.ceil(samples.length / 4);
  const early = mean(samples.slice(quarter, 2 * quarter));
  const late = mean(samples.slice(-quarter));
  return {
    figures: [
      { name: 'platform RSS: second quarter', value: early, unit: 'MB' },
      { name: 'platform RSS: last quarter', value: late, unit: 'MB' },
      { name: 'platform RSS: largest', value: quantile(samples, 1), unit: 'MB' },
      {
        name: 'growth, second to last quarter',
        value: ((late - early) / early) * 100,
        unit: '%',
        target: { atMost: 10 },
      },
    ],
    faults: await checkDeliveries(stage, recipients),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
}
