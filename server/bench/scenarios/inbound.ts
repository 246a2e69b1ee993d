import { phoneNumbers } from '../phone-numbers.ts';
import { awaitEmptyQueues, type QueueSizes, workQueues } from '../platform/queue-sizes.ts';
import { watchQueues } from '../platform/watch-queues.ts';
import type { Stage } from '../stage.ts';
import { checkInbound } from './check-inbound.ts';
import type { BenchSize, RunResult, Scenario } from './scenario.ts';

const connections = 32;
const senders = 2_000;
const unlimited = 1_000_000;
const quietLimitMs = 20_000;
const drainLimitMs = 180_000;

/** Customers write as fast as the platform takes it; every message is stored and forwarded to the integrator. */
export const inbound: Scenario = {
  name: 'inbound',
  describe: (size) => `texts of ${senders} customers over ${connections} connections for ${size.inboundMs / 1000} s`,
  prepare: (stage) => stage.subscribe(['message']),
  run: runInbound,
};

async function runInbound(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const numbers = phoneNumbers(series, senders);
  const label = `inbound${series}`;
  const begunAtMs = performance.timeOrigin + performance.now();
  const watch = watchQueues(stage.baseUrl);
  const load = { senders: numbers, connections, durationMs: size.inboundMs, perSender: unlimited, pauseMs: 0, label };
  const posted = await stage.peers.call('postMessages', load);
  const storedAt = await awaitEmptyQueues(stage.baseUrl, ['intake_waiting'], drainLimitMs);
  const { lastAtMs } = await stage.peers.call('awaitArrivals', { count: posted.posted, quietLimitMs });
  await awaitEmptyQueues(stage.baseUrl, workQueues, drainLimitMs);
  const backlog = await watch.stop();
  const storedSeconds = (performance.timeOrigin + storedAt - begunAtMs) / 1000;
  const forwardedSeconds = (lastAtMs - begunAtMs) / 1000;
  const loadSeconds = posted.durationMs / 1000;
  return {
    figures: [
      { name: 'accepted', value: posted.posted / loadSeconds, unit: 'messages/s' },
      {
        name: 'stored, drain included',
        value: posted.posted / storedSeconds,
        unit: 'messages/s',
        target: { atLeast: 1_000 },
      },
      {
        name: 'forwarded, drain included',
        value: posted.posted / forwardedSeconds,
        unit: 'messages/s',
        target: { atLeast: 1_000 },
      },
      { name: 'answer: p95', value: posted.answerMs.p95, unit: 'ms', digits: 1 },
      { name: 'largest backlog: to be stored', value: largest(backlog, 'intake_waiting'), unit: 'rows' },
      { name: 'largest backlog: to be forwarded', value: largest(backlog, 'webhook_waiting'), unit: 'rows' },
      { name: 'drain after the last post', value: Math.max(0, forwardedSeconds - loadSeconds), unit: 's', digits: 1 },
    ],
    faults: await checkInbound(stage, { senders: numbers, bySender: posted.bySender, label }),
  };
}

function largest(samples: readonly QueueSizes[], queue: keyof QueueSizes): number {
  return Math.max(0, ...samples.map((sizes) => sizes[queue]));
}
