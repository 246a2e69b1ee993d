import type { Scope } from '../../db/scope.ts';
import { examplePrices } from './example-prices.ts';
import { createPriceBook, type PriceBook } from './price-book.ts';
import { findRulesStatement, listPricesStatement, walletsOnStatement } from './queries.ts';
import { metaRules } from './rules.ts';
import type { BillingRules } from './types.ts';

export interface WalletInUse {
  readonly tenantId: string;
  readonly currency: string;
  readonly timeZone: string;
}

/**
 * What charging needs of the database, remembered: where no tenant has a wallet, that costs one small query a second, however
 * many messages pass. A change counts after a second (wallets) or ten (prices and rules) in every process.
 */
export interface BillingMemory {
  walletsInUse(scope: Scope): Promise<ReadonlyMap<string, WalletInUse>>;
  prices(scope: Scope): Promise<{ readonly book: PriceBook; readonly rules: BillingRules }>;
}

const walletsFreshMs = 1_000;
const pricesFreshMs = 10_000;

export function createBillingMemory(): BillingMemory {
  return {
    walletsInUse: remember(walletsFreshMs, async (scope) => {
      const rows = await scope.system(walletsOnStatement);
      return new Map(rows.map((row) => [row.tenantId, row]));
    }),
    prices: remember(pricesFreshMs, readPrices),
  };
}

/** The prices and rules in force; without an imported list those of the example. */
export async function readPrices(scope: Scope): Promise<{ book: PriceBook; rules: BillingRules }> {
  const prices = await scope.system(listPricesStatement);
  const [rules] = await scope.system(findRulesStatement);
  return { book: createPriceBook(prices.length > 0 ? prices : examplePrices), rules: rules ?? metaRules };
}

// Read by the connection of the caller: one that waits for another connection within its transaction could block all.
function remember<T>(freshMs: number, read: (scope: Scope) => Promise<T>): (scope: Scope) => Promise<T> {
  let known: { readonly readAt: number; readonly value: T } | undefined;
  return async (scope) => {
    const readAt = performance.now();
    const before = known;
    if (before && readAt - before.readAt <= freshMs) return before.value;
    // One reads, and those who come meanwhile go on with what was known.
    if (before) known = { readAt, value: before.value };
    try {
      const value = await read(scope);
      known = { readAt, value };
      return value;
    } catch (error) {
      known = before;
      throw error;
    }
  };
}
