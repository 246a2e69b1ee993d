import type { Database } from '../../db/database.ts';
import { AppError } from '../../kernel/errors.ts';
import { examplePrices } from './example-prices.ts';
import { clearPricesStatement, listPricesStatement, maxPrices, savePricesStatement } from './queries.ts';
import type { Price } from './types.ts';

/** The list in force, and whether it is only the example. At most 20,000 prices. */
export async function listPrices(deps: {
  readonly db: Database;
}): Promise<{ prices: readonly Price[]; isExample: boolean }> {
  const prices = await deps.db.system(listPricesStatement);
  return prices.length > 0 ? { prices, isExample: false } : { prices: examplePrices, isExample: true };
}

/**
 * Adds prices to the list, or renews those of the same currency, category, country and first day; with `replace` nothing else
 * stays. They count within ten seconds. Throws request.invalid for an empty list or one that would have too many prices.
 */
export async function importPrices(
  deps: { readonly db: Database },
  prices: readonly Price[],
  options: { readonly replace: boolean },
): Promise<void> {
  if (prices.length === 0) throw new AppError('request.invalid', 'The list has no prices.');
  const unique = [...new Map(prices.map((price) => [keyOf(price), price])).values()];
  await deps.db.transaction(async (tx) => {
    if (options.replace) await tx.system(clearPricesStatement);
    const known = options.replace ? [] : await tx.system(listPricesStatement);
    const total = new Set([...known, ...unique].map(keyOf)).size;
    if (total >= maxPrices) throw new AppError('request.invalid', `A list has fewer than ${maxPrices} prices.`);
    await tx.system(savePricesStatement, [
      unique.map((price) => price.currency),
      unique.map((price) => price.category),
      unique.map((price) => price.country),
      unique.map((price) => price.validFrom),
      unique.map((price) => price.price.toFixed(6)),
    ]);
  });
}

function keyOf({ currency, category, country, validFrom }: Price): string {
  return `${currency} ${category} ${country} ${validFrom.getTime()}`;
}
