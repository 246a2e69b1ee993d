import { phoneNumbers } from '../phone-numbers.ts';
import { subtractCpu } from '../platform/process-usage.ts';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import { recipientsPerCall, sendInCalls } from '../platform/send-in-calls.ts';
import { median, quantile } from '../report/statistics.ts';
import type { Stage, StageUsage } from '../stage.ts';
import { checkDeliveries, milestoneEvents } from './check-deliveries.ts';
import type { BenchSize, Figure, RunResult, Scenario } from './scenario.ts';

const quietLimitMs = 20_000;
const drainLimitMs = 60_000;

/** Broadcasts to new numbers, from the first call to the last webhook at the integrator. */
export const bulk: Scenario = {
  name: 'bulk',
  describe: (size) => `${size.bulkMessages} template messages in calls of ${recipientsPerCall} by ${size.bulkApi}`,
  prepare: (stage) => stage.subscribe(milestoneEvents),
  run: runBulk,
};

async function runBulk(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  const recipients = phoneNumbers(series, size.bulkMessages);
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const before = await stage.usage();
  const begunAtMs = performance.timeOrigin + performance.now();
  const acceptMs = await sendInCalls(stage, size.bulkApi, recipients, `bulk ${series}`);
  const count = recipients.length * milestoneEvents.length;
  const { lastAtMs } = await stage.peers.call('awaitArrivals', { count, quietLimitMs });
  await awaitEmptyQueues(stage.baseUrl, workQueues, drainLimitMs);
  const after = await stage.usage();
  const seconds = (lastAtMs - begunAtMs) / 1000;
  return {
    figures: [
      { name: 'end to end', value: recipients.length / seconds, unit: 'messages/s', target: { atLeast: 1_000 } },
      { name: 'accept 1,000: median', value: median(acceptMs), unit: 'ms', target: { atMost: 150 } },
      { name: 'accept 1,000: p95', value: quantile(acceptMs, 0.95), unit: 'ms' },
      { name: 'accept 1,000: max', value: quantile(acceptMs, 1), unit: 'ms' },
      ...costs(before, after, recipients.length),
    ],
    faults: await checkDeliveries(stage, recipients),
  };
}

/** Processor time of 1,000 messages and memory at the end, by process. */
export function costs(before: StageUsage, after: StageUsage, messages: number): Figure[] {
  const thousands = messages / 1000;
  const cpu = (name: keyof StageUsage): number => subtractCpu(after[name], before[name]) / thousands;
  return [
    { name: 'CPU of 1,000: platform', value: cpu('platform'), unit: 's', digits: 2 },
    { name: 'CPU of 1,000: Postgres', value: cpu('postgres'), unit: 's', digits: 2 },
    { name: 'CPU of 1,000: fake Meta and receiver', value: cpu('peers'), unit: 's', digits: 2 },
    { name: 'memory: platform (RSS)', value: after.platform.memoryMb, unit: 'MB' },
    { name: 'memory: Postgres (PSS)', value: after.postgres.memoryMb, unit: 'MB' },
  ];
}
