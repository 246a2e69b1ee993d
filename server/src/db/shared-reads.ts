interface Reading<Result> {
  running: Promise<Result>;
  /** Begins when `running` has ended; those who asked meanwhile share it. */
  next: Promise<Result> | undefined;
}

/**
 * Lets callers who ask for the same thing at the same time share one reading of it. Nobody gets a reading that began before
 * they asked, so nothing older than their question: this is no cache. Idle keys take no memory.
 */
export function createSharedReads<Result>(): (key: string, read: () => Promise<Result>) => Promise<Result> {
  const readings = new Map<string, Reading<Result>>();

  const begin = (key: string, read: () => Promise<Result>): Promise<Result> => {
    const running = read();
    const reading: Reading<Result> = { running, next: undefined };
    readings.set(key, reading);
    const ended = (): void => {
      if (reading.next === undefined && readings.get(key) === reading) readings.delete(key);
    };
    running.then(ended, ended);
    return running;
  };

  return (key, read) => {
    const reading = readings.get(key);
    if (!reading) return begin(key, read);
    reading.next ??= reading.running.then(
      () => begin(key, read),
      () => begin(key, read),
    );
    return reading.next;
  };
}
