import { createHash } from 'node:crypto';

/** Chances that follow from the seed and a name, whatever else happens meanwhile: the same question has the same answer. */
export interface Choices {
  /** A number from 0 to 1, without 1. */
  fraction(name: string): number;
  /** The same entries in an order that follows from the seed, the name, and how often that name was asked. */
  shuffled<Entry>(name: string, entries: readonly Entry[]): Entry[];
}

export function createChoices(seed: string): Choices {
  const fraction = (name: string): number =>
    createHash('sha256').update(`${seed}\nchoice\n${name}`).digest().readUInt32BE() / 2 ** 32;
  let shuffles = 0;
  return {
    fraction,
    shuffled(name, entries) {
      shuffles += 1;
      const round = `${name} ${shuffles}`;
      return entries
        .map((entry, index) => ({ entry, rank: fraction(`${round} ${index}`) }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ entry }) => entry);
    },
  };
}
