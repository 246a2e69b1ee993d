import type { Clock } from '../../kernel/clock.ts';

/** What is known of a large result from its last page. */
export interface KnownResult {
  readonly total: number;
  /** The contact that ends the first `offset` of the result: the next page begins behind it. */
  readonly anchor: { readonly offset: number; readonly id: string } | undefined;
}

/**
 * Remembers totals of filters that many contacts pass, and where their last page ended, so that a program which walks
 * through them all does not have them counted and skipped anew on every page.
 */
export interface FilterMemory {
  find(key: string): KnownResult | undefined;
  keep(key: string, result: KnownResult): void;
}

/** Totals up to this are counted on every page. */
export const exactTotalLimit = 10_000;
const keepMs = 30_000;
const filterLimit = 500;

export function createFilterMemory(clock: Clock): FilterMemory {
  const kept = new Map<string, KnownResult & { readonly countedAtMs: number }>();
  const find = (key: string) => {
    const result = kept.get(key);
    return result && clock.nowMs() - result.countedAtMs < keepMs ? result : undefined;
  };
  return {
    find,
    keep(key, result) {
      if (result.total <= exactTotalLimit) return;
      const countedAtMs = find(key)?.countedAtMs ?? clock.nowMs();
      kept.delete(key);
      kept.set(key, { ...result, countedAtMs });
      const [oldest] = kept.keys();
      if (kept.size > filterLimit && oldest !== undefined) kept.delete(oldest);
    },
  };
}
