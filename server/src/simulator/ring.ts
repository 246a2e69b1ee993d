/** The newest `capacity` entries of an endless log. */
export interface Ring<Entry> {
  push(entry: Entry): void;
  /** The newest `limit` entries, newest last. */
  newest(limit: number): Entry[];
}

export function createRing<Entry>(capacity: number): Ring<Entry> {
  const slots: Entry[] = [];
  let next = 0;
  return {
    push(entry) {
      slots[next] = entry;
      next = (next + 1) % capacity;
    },
    newest(limit) {
      const ordered = slots.length < capacity ? slots : [...slots.slice(next), ...slots.slice(0, next)];
      return ordered.slice(Math.max(0, ordered.length - limit));
    },
  };
}
