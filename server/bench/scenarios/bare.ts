import { type BarePlatform, startBarePlatform } from '../bare/bare-platform.ts';
import { phoneNumbers } from '../phone-numbers.ts';
import { readFamilyUsage, readUsage } from '../platform/process-usage.ts';
import { recipientsPerCall } from '../platform/send-in-calls.ts';
import { median } from '../report/statistics.ts';
import type { Stage, StageUsage } from '../stage.ts';
import { costs } from './bulk.ts';
import { checkDeliveries, milestoneEvents } from './check-deliveries.ts';
import type { BenchSize, RunResult, Scenario } from './scenario.ts';

const quietLimitMs = 20_000;
const appSecret = 'of the bare platform';
/** Apart from those of the runs: numbers that warm it up. */
const warmUpSeries = 900;

/** The load of `bulk` on a pipeline without a product around it: how much of what the machine gives `bulk` makes use of. */
export const bare: Scenario = {
  name: 'bare',
  describe: (size) => `the ${size.bulkMessages} messages of bulk on a bare pipeline, after as many to warm it up`,
  prepare: async () => undefined,
  run: runBare,
};

async function runBare(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  const { graphUrl, consumerUrl } = stage.peers;
  const platform = await startBarePlatform({ graphUrl, consumerUrl, appSecret });
  try {
    await stage.peers.call('connect', { webhookUrl: platform.webhookUrl, appSecret });
    await sendAll(stage, platform, phoneNumbers(warmUpSeries + series, size.bulkMessages));
    const recipients = phoneNumbers(series, size.bulkMessages);
    const before = await readBareUsage(stage, platform);
    const { seconds, acceptMs } = await sendAll(stage, platform, recipients);
    const after = await readBareUsage(stage, platform);
    const { lost, duplicates, notes } = await checkDeliveries(stage, recipients);
    return {
      figures: [
        { name: 'end to end', value: recipients.length / seconds, unit: 'messages/s' },
        { name: 'accept 1,000: median', value: median(acceptMs), unit: 'ms' },
        ...costs(before, after, recipients.length),
      ],
      // It keeps no order.
      faults: { lost, duplicates, orderBreaks: 0, notes },
      moreCpuSeconds: after.platform.cpuSeconds + after.postgres.cpuSeconds,
    };
  } finally {
    await platform.stop();
  }
}

async function sendAll(
  stage: Stage,
  platform: BarePlatform,
  recipients: readonly string[],
): Promise<{ seconds: number; acceptMs: number[] }> {
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const begunAtMs = performance.timeOrigin + performance.now();
  const acceptMs: number[] = [];
  for (let from = 0; from < recipients.length; from += recipientsPerCall) {
    const calledAtMs = performance.now();
    await platform.accept(recipients.slice(from, from + recipientsPerCall));
    acceptMs.push(performance.now() - calledAtMs);
  }
  const count = recipients.length * milestoneEvents.length;
  const { lastAtMs } = await stage.peers.call('awaitArrivals', { count, quietLimitMs });
  return { seconds: (lastAtMs - begunAtMs) / 1000, acceptMs };
}

async function readBareUsage(stage: Stage, platform: BarePlatform): Promise<StageUsage> {
  return {
    platform: readUsage(platform.pid),
    postgres: readFamilyUsage(platform.postgresPid),
    peers: readUsage(stage.peers.pid),
  };
}
