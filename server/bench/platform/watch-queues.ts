import { setTimeout as pause } from 'node:timers/promises';
import { type QueueSizes, readQueueSizes } from './queue-sizes.ts';

const everyMs = 500;

/** Reads the queue sizes twice a second until it is stopped. Moments without an answer are left out. */
export function watchQueues(baseUrl: string): { stop(): Promise<QueueSizes[]> } {
  const samples: QueueSizes[] = [];
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      const sizes = await readQueueSizes(baseUrl).catch(() => undefined);
      if (sizes) samples.push(sizes);
      await pause(everyMs);
    }
  };
  const done = watch();
  return {
    async stop() {
      watching = false;
      await done;
      return samples;
    },
  };
}
