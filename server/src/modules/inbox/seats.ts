import type { AppError } from '../../kernel/errors.ts';

/** The places of those who follow events: so many of one key (a tenant, an operator) and so many of the process. */
export interface Seats {
  /** Takes a place; call what it answers to give it back, once or more often. Throws what `refuse` makes of a full house. */
  take(key: string): () => void;
}

export interface SeatLimits {
  readonly perKey: number;
  readonly perProcess: number;
}

/** `refuse` is told whether it is the key that has all of its places, or else the process. */
export function createSeats(limits: SeatLimits, refuse: (isKeyFull: boolean) => AppError): Seats {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(key) {
      const own = taken.get(key) ?? 0;
      if (own >= limits.perKey || all >= limits.perProcess) throw refuse(own >= limits.perKey);
      taken.set(key, own + 1);
      all += 1;
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        all -= 1;
        const left = (taken.get(key) ?? 1) - 1;
        if (left === 0) taken.delete(key);
        else taken.set(key, left);
      };
    },
  };
}
