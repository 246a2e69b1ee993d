import { createFifo } from './fifo.ts';

/** Work in order within a lane and side by side across lanes. */
export interface Lanes<Item> {
  /** False when too many wait already; the item is then not taken. */
  add(lane: string, item: Item): boolean;
  isIdle(): boolean;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Forgets what waits; what runs ends by itself. */
  stop(): void;
}

export function createLanes<Item>(options: {
  maxInFlight: number;
  maxWaiting: number;
  /** Must not reject: it ends the turn of an item whatever happened. */
  work: (item: Item) => Promise<void>;
}): Lanes<Item> {
  /** The first item of a lane is the one under way or next. */
  const lanes = new Map<string, Item[]>();
  /** Lanes whose first item may start. */
  const ready = createFifo<string>();
  let inFlight = 0;
  let waiting = 0;
  let idleWaiters: (() => void)[] = [];

  const pump = (): void => {
    while (inFlight < options.maxInFlight) {
      const lane = ready.take();
      if (lane === undefined) break;
      void run(lane);
    }
    if (waiting > 0) return;
    for (const resolve of idleWaiters) resolve();
    idleWaiters = [];
  };
  const run = async (lane: string): Promise<void> => {
    const queue = lanes.get(lane);
    const item = queue?.[0];
    if (!queue || item === undefined) return;
    inFlight += 1;
    try {
      await options.work(item);
    } finally {
      inFlight -= 1;
      // After a stop the queue is forgotten.
      if (lanes.get(lane) === queue) finish(lane, queue);
      pump();
    }
  };
  const finish = (lane: string, queue: Item[]): void => {
    queue.shift();
    waiting -= 1;
    if (queue.length > 0) ready.push(lane);
    else lanes.delete(lane);
  };
  const add = (lane: string, item: Item): boolean => {
    if (waiting >= options.maxWaiting) return false;
    waiting += 1;
    const queue = lanes.get(lane);
    queue?.push(item);
    if (!queue) {
      lanes.set(lane, [item]);
      ready.push(lane);
      pump();
    }
    return true;
  };
  return {
    add,
    isIdle: () => waiting === 0,
    idle: () => (waiting === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))),
    stop() {
      lanes.clear();
      ready.clear();
      waiting = 0;
      pump();
    },
  };
}
