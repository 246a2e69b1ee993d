import { statusRank } from '../messages/index.ts';
import { type CounterName, type Counters, counterNames } from './types.ts';

export const noCounts: Counters = Object.freeze(
  Object.fromEntries(counterNames.map((name) => [name, 0])) as Record<CounterName, number>,
);

/** In which counters a message of this rank stands. */
export function countsOfRank(rank: number): Counters {
  const one = (isCounted: boolean): number => (isCounted ? 1 : 0);
  return {
    ...noCounts,
    queued: one(rank === statusRank.queued),
    sending: one(rank === statusRank.unconfirmed),
    failed: one(rank === statusRank.failed),
    sent: one(rank >= statusRank.sent && rank !== statusRank.failed),
    delivered: one(rank >= statusRank.delivered),
    read: one(rank >= statusRank.read),
    replied: one(rank >= statusRank.replied),
  };
}

/** The sum of two sets of counters; `factor` -1 takes the second away. */
export function addCounts(one: Counters, other: Partial<Counters>, factor = 1): Counters {
  const entries = counterNames.map((name) => [name, one[name] + factor * (other[name] ?? 0)]);
  return Object.fromEntries(entries) as Record<CounterName, number>;
}
