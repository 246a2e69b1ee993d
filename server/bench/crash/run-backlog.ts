import { setTimeout as pause } from 'node:timers/promises';
import { phoneNumbers } from '../phone-numbers.ts';
import { awaitEmptyQueues, readQueueSizes } from '../platform/queue-sizes.ts';
import type { Stage } from '../stage.ts';
import type { Check } from './check.ts';
import { advance } from './come-to-rest.ts';

const series = 1;
const chats = 1_000;
const connections = 16;
const unlimitedMs = 3_600_000;
const storeLimitMs = 600_000;
const drainLimitMs = 1_800_000;
const pollMs = 500;
/** So long nothing moves while the endpoint waits for its next try; then the clock is moved. */
const stillMs = 3_000;
const advanceSeconds = 61;
const settleMs = 20_000;

/**
 * A receiver is down while `size` messages come in; the platform is killed with the backlog in its queue and started again.
 * When the receiver is back, every delivery must come once, those of each chat in their order.
 */
export async function runBacklog(stage: Stage, size: number, print: (text: string) => void): Promise<Check[]> {
  await stage.subscribe(['message']);
  await stage.peers.call('reset', { automaticStatuses: false, keepArrivals: false });
  await stage.peers.call('setConsumer', { up: false });
  const begun = performance.now();
  const senders = phoneNumbers(series, Math.min(chats, size));
  const perSender = Math.ceil(size / senders.length);
  const load = { senders, connections, durationMs: unlimitedMs, perSender, pauseMs: 0, label: 'backlog' };
  const { posted } = await stage.peers.call('postMessages', load);
  await awaitEmptyQueues(stage.baseUrl, ['intake_waiting'], storeLimitMs);
  const { webhook_waiting: waiting, webhook_dead: dead } = await readQueueSizes(stage.baseUrl);
  print(
    `${posted} messages in ${senders.length} chats, ${waiting} deliveries wait after ${minutesSince(begun)} minutes`,
  );
  await stage.platform().kill();
  stage.startAgain();
  await stage.platform().ready();
  const back = performance.now();
  await stage.peers.call('setConsumer', { up: true });
  const moved = await drain(stage);
  await stage.peers.call('awaitArrivals', { count: posted, quietLimitMs: settleMs });
  const { arrivals, orderBreaks, orderExamples, duplicates } = await stage.peers.call('reportConsumer', null);
  const arrived = arrivals.message ?? 0;
  print(
    `drained in ${minutesSince(back)} minutes (the clock was moved by ${moved} s): ${arrived} arrived, ${duplicates} of them more than once; ${orderBreaks} order breaks, ${posted - arrived} lost`,
  );
  const lost = arrived === posted ? [] : [`${posted - arrived} of ${posted} did not arrive`];
  const given = dead === 0 ? [] : [`${dead} deliveries were given up while the receiver was down`];
  return [
    { name: 'the whole backlog waited', looked: posted, breaches: waiting === posted ? given : [`${waiting} waited`] },
    { name: 'every delivery of the backlog arrived', looked: posted, breaches: lost },
    {
      name: 'those of a chat arrived in order',
      looked: senders.length,
      breaches: orderBreaks > 0 ? orderExamples : [],
    },
  ];
}

/** Resolves when no delivery waits. Answers by how many seconds the clock was moved. */
async function drain(stage: Stage): Promise<number> {
  const begun = performance.now();
  let least = Number.POSITIVE_INFINITY;
  let changedAt = begun;
  let moved = 0;
  for (;;) {
    const { webhook_waiting: waiting } = await readQueueSizes(stage.baseUrl);
    if (waiting === 0) return moved;
    const now = performance.now();
    if (now - begun > drainLimitMs)
      throw new Error(`${waiting} deliveries still wait after ${drainLimitMs / 60_000} minutes.`);
    if (waiting < least) changedAt = now;
    least = Math.min(least, waiting);
    if (now - changedAt > stillMs) {
      // Not awaited: the answer comes when all that became due has been delivered.
      void advance(stage.baseUrl, advanceSeconds).catch(() => undefined);
      moved += advanceSeconds;
      changedAt = now;
    }
    await pause(pollMs);
  }
}

function minutesSince(begun: number): string {
  return ((performance.now() - begun) / 60_000).toFixed(1);
}
