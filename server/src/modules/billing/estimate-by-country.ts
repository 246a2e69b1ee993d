import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { readPrices } from './billing-memory.ts';
import { roundAmount } from './price-book.ts';
import { priceCategories, type Wallet } from './types.ts';
import { findWallet } from './wallet.ts';

export interface CountryCost {
  /** ISO 3166 code; `*`: not known. */
  readonly country: string;
  readonly people: number;
  /** Of one message; null: there is none. */
  readonly price: number | null;
  readonly cost: number;
}

export interface CountryCosts {
  readonly currency: string;
  /** Of everybody whose price is known. */
  readonly cost: number;
  /** The dearest first. */
  readonly countries: readonly CountryCost[];
  /** Undefined while it is off. */
  readonly wallet: Wallet | undefined;
}

/** What a message of a category to so many people of each country costs by today's prices, in the currency of the wallet. */
export async function estimateByCountry(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  { category, people }: { readonly category: string; readonly people: ReadonlyMap<string, number> },
): Promise<CountryCosts> {
  const { book, rules } = await readPrices(deps.db);
  const wallet = await findWallet(deps, tenantId);
  const inUse = wallet?.isOn ? wallet : undefined;
  const currency = inUse?.currency ?? rules.defaultCurrency;
  const priced = priceCategories.find((known) => known === category.toLowerCase());
  const atMs = deps.clock.nowMs();
  const countries = [...people].map(([country, count]): CountryCost => {
    const price = priced ? (book.find({ currency, category: priced, country, atMs }) ?? null) : null;
    return { country, people: count, price, cost: roundAmount((price ?? 0) * count) };
  });
  const cost = roundAmount(countries.reduce((sum, entry) => sum + entry.cost, 0));
  return { currency, cost, wallet: inUse, countries: countries.sort((a, b) => b.cost - a.cost || b.people - a.people) };
}
