/** The only reader of the machine's time. Everything that decides by time takes a Clock. */
export interface Clock {
  /** Milliseconds since 1970 UTC, never going back. */
  nowMs(): number;
  now(): Date;
  /** Called after the clock was moved (never by time passing). Returns the function that ends it. */
  onMoved(listener: (mover: ClockMover) => void): () => void;
}

/** Who moved a clock: the timeline, which then runs what is due by itself, or anybody else. */
export type ClockMover = 'timeline' | 'hand';

/** A clock that can also be moved forward by hand, and held still for tests. */
export interface MovableClock extends Clock {
  /** Moves forward to that moment; moving back is refused, since stored times would then lie in the future. */
  moveTo(ms: number, mover?: ClockMover): void;
  /** The same, and nothing at all where that moment has come by itself. */
  reach(ms: number, mover?: ClockMover): void;
  /** Milliseconds this clock is ahead of the machine. */
  offsetMs(): number;
}

/** The machine's time plus an offset that only grows. With no offset it is the clock of production. */
export function createClock(options: { offsetMs?: number; machineMs?: () => number } = {}): MovableClock {
  const machineMs = options.machineMs ?? Date.now;
  const listeners = new Set<(mover: ClockMover) => void>();
  let offset = options.offsetMs ?? 0;
  let last = 0;
  const nowMs = (): number => {
    last = Math.max(last, machineMs() + offset);
    return last;
  };
  // One look: between two of them time may pass the moment.
  const forwardTo = (ms: number, mover: ClockMover): boolean => {
    const current = nowMs();
    if (ms > current) offset += ms - current;
    if (ms >= current) for (const listener of listeners) listener(mover);
    return ms >= current;
  };
  return {
    nowMs,
    now: () => new Date(nowMs()),
    offsetMs: () => offset,
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moveTo(ms, mover = 'hand') {
      if (!forwardTo(ms, mover)) throw new RangeError('The clock can only be moved forward.');
    },
    reach: (ms, mover = 'hand') => void forwardTo(ms, mover),
  };
}
