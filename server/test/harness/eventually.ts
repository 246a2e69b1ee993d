import { vi } from 'vitest';
import { patienceMs } from './patience.ts';

/** Resolves with what `check` answers when it no longer throws; for what happens by itself. */
export function eventually<T>(check: () => T | Promise<T>, timeout = patienceMs): Promise<T> {
  return vi.waitFor(check, { timeout, interval: 20 });
}
