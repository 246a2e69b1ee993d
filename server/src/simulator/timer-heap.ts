export interface Timer {
  readonly dueMs: number;
  /** Decides between timers of one moment: the smaller first. */
  readonly order: number;
  readonly work: () => void;
}

/** A binary heap: the earliest timer is found at once, adding and taking cost the logarithm of the size. */
export interface TimerHeap {
  push(timer: Timer): void;
  peek(): Timer | undefined;
  pop(): Timer | undefined;
  size(): number;
}

export function createTimerHeap(): TimerHeap {
  const heap: Timer[] = [];
  return {
    push(timer) {
      heap.push(timer);
      siftUp(heap, heap.length - 1);
    },
    peek: () => heap[0],
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last && heap.length > 0) {
        heap[0] = last;
        siftDown(heap);
      }
      return first;
    },
    size: () => heap.length,
  };
}

function siftUp(heap: Timer[], from: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapWhenEarlier(heap, index, parent)) return;
    index = parent;
  }
}

function siftDown(heap: Timer[]): void {
  let index = 0;
  while (2 * index + 1 < heap.length) {
    const left = 2 * index + 1;
    const child = isEarlier(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!swapWhenEarlier(heap, child, index)) return;
    index = child;
  }
}

/** Puts the entry at `lower` in the place of the one at `upper` when it comes first. */
function swapWhenEarlier(heap: Timer[], lower: number, upper: number): boolean {
  const below = heap[lower];
  const above = heap[upper];
  if (!below || !above || !isEarlier(below, above)) return false;
  heap[lower] = above;
  heap[upper] = below;
  return true;
}

function isEarlier(one: Timer | undefined, other: Timer | undefined): boolean {
  if (!one || !other) return false;
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);
}
