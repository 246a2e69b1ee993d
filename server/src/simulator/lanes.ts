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
    if (item === undefined) return;
    inFlight += 1;
    await options.work(item);
    inFlight -= 1;
    // After a stop the queue is forgotten.
    if (lanes.get(lane) === queue) {
      waiting -= 1;
      if (shiftLane(lanes, lane)) ready.push(lane);
    }
    pump();
  };
  return {
    add(lane, item) {
      if (waiting >= options.maxWaiting) return false;
      waiting += 1;
      if (pushLane(lanes, lane, item)) {
        ready.push(lane);
        pump();
      }
      return true;
    },
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

/** Whether the item is the first of its lane. */
function pushLane<Item>(lanes: Map<string, Item[]>, lane: string, item: Item): boolean {
  const queue = lanes.get(lane);
  if (!queue) lanes.set(lane, [item]);
  else queue.push(item);
  return !queue;
}

/** Takes the first item off; whether there is another. */
function shiftLane<Item>(lanes: Map<string, Item[]>, lane: string): boolean {
  const queue = lanes.get(lane) ?? [];
  queue.shift();
  if (queue.length === 0) lanes.delete(lane);
  return queue.length > 0;
}
