import { setTimeout as delay } from 'node:timers/promises';

/** Looks every `everyMs` until there is a value; undefined when there is none after `limitMs`. Looks at least once. */
export async function pollFor<T>(
  look: () => Promise<T | undefined>,
  limits: { everyMs: number; limitMs: number },
): Promise<T | undefined> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() - start >= limits.limitMs) return undefined;
    await delay(limits.everyMs);
  }
}
