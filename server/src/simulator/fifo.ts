/** Taken entries are cut off in blocks: cutting off each one would copy a long queue every time. */
const compactFrom = 1_024;

/** A first-in first-out queue whose cost does not grow with its length. */
export interface Fifo<Entry> {
  push(entry: Entry): void;
  take(): Entry | undefined;
  clear(): void;
}

export function createFifo<Entry>(): Fifo<Entry> {
  let entries: Entry[] = [];
  let from = 0;
  return {
    push: (entry) => {
      entries.push(entry);
    },
    take() {
      const entry = entries[from];
      if (from >= entries.length) return undefined;
      from += 1;
      if (from >= compactFrom) {
        entries = entries.slice(from);
        from = 0;
      }
      return entry;
    },
    clear() {
      entries = [];
      from = 0;
    },
  };
}
