import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';

/** Rows in the queues of the platform, as `/metrics` tells them. */
export type QueueSizes = Readonly<Record<QueueName, number>>;

export type QueueName = (typeof queueNames)[number];

const queueNames = [
  'campaign_waiting',
  'send_waiting',
  'send_under_way',
  'send_unknown',
  'intake_waiting',
  'intake_rejected',
  'webhook_waiting',
  'webhook_dead',
] as const;

/** Queues that must be empty at rest. */
export const workQueues: readonly QueueName[] = [
  'campaign_waiting',
  'send_waiting',
  'send_under_way',
  'send_unknown',
  'intake_waiting',
  'webhook_waiting',
];

const pollMs = 100;

/** Throws when the platform does not answer. */
export async function readQueueSizes(baseUrl: string): Promise<QueueSizes> {
  const answer = await request(`${baseUrl}/metrics`);
  const text = await answer.body.text();
  const read = (name: QueueName): number => {
    const match = new RegExp(`^parley_queue_rows\\{queue="${name}"\\} (\\d+)`, 'm').exec(text);
    if (match?.[1] === undefined) throw new Error(`/metrics does not tell of the queue ${name}.`);
    return Number(match[1]);
  };
  return Object.fromEntries(queueNames.map((name) => [name, read(name)])) as QueueSizes;
}

/** Resolves with the time at which these queues were seen empty. Throws after `limitMs`. */
export async function awaitEmptyQueues(
  baseUrl: string,
  queues: readonly QueueName[],
  limitMs: number,
): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const sizes = await readQueueSizes(baseUrl);
    const left = queues.filter((name) => sizes[name] > 0);
    if (left.length === 0) return performance.now();
    if (performance.now() - begun > limitMs) {
      throw new Error(
        `Still not empty after ${limitMs / 1000} s: ${left.map((name) => `${name} ${sizes[name]}`).join(', ')}`,
      );
    }
    await pause(pollMs);
  }
}
