import { anyCountry, type Price, priceCategories } from './types.ts';

/** Countries with the prices of marketing, utility and authentication. */
const perCountry: readonly (readonly [country: string, marketing: number, utility: number, authentication: number])[] =
  [
    ['BR', 0.06, 0.01, 0.03],
    ['CA', 0.03, 0.005, 0.005],
    ['DE', 0.14, 0.06, 0.06],
    ['ES', 0.06, 0.02, 0.02],
    ['FR', 0.08, 0.03, 0.03],
    ['GB', 0.05, 0.02, 0.02],
    ['IN', 0.01, 0.002, 0.002],
    ['IT', 0.07, 0.03, 0.03],
    ['MX', 0.04, 0.01, 0.01],
    ['NL', 0.12, 0.05, 0.05],
    ['US', 0.03, 0.005, 0.005],
    [anyCountry, 0.06, 0.02, 0.02],
  ];

/**
 * An EXAMPLE of a price list, for trying things out: round numbers near those of Meta, the same in both currencies. It is used
 * as long as no list was imported; bring the rate card of your own account (`parley prices import`).
 */
export const examplePrices: readonly Price[] = ['EUR', 'USD'].flatMap((currency) =>
  perCountry.flatMap(([country, ...prices]) =>
    priceCategories.map((category, place) => ({
      currency,
      category,
      country,
      validFrom: new Date(0),
      price: prices[place] ?? 0,
    })),
  ),
);
