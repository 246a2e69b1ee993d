import { anyCountry, type Price, type PriceCategory } from './types.ts';

/** Prices by currency, category and country at a moment. */
export interface PriceBook {
  /** The price that is in force: that of the country, else that of all others. Undefined when there is none. */
  find(wanted: { currency: string; category: PriceCategory; country: string; atMs: number }): number | undefined;
  readonly currencies: ReadonlySet<string>;
}

export function createPriceBook(prices: readonly Price[]): PriceBook {
  const byKey = new Map<string, Price[]>();
  for (const price of prices.toSorted((a, b) => b.validFrom.getTime() - a.validFrom.getTime())) {
    const key = keyOf(price);
    const known = byKey.get(key);
    if (known) known.push(price);
    else byKey.set(key, [price]);
  }
  return {
    find({ currency, category, country, atMs }) {
      const inForce = (place: string): number | undefined =>
        byKey.get(keyOf({ currency, category, country: place }))?.find((price) => price.validFrom.getTime() <= atMs)
          ?.price;
      return inForce(country) ?? inForce(anyCountry);
    },
    currencies: new Set(prices.map((price) => price.currency)),
  };
}

function keyOf({ currency, category, country }: Pick<Price, 'currency' | 'category' | 'country'>): string {
  return `${currency} ${category} ${country}`;
}

/** A sum of prices without the dust of binary fractions. */
export function roundAmount(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
