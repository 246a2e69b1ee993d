/** The categories that have prices. Service messages beyond their allowance cost what utility costs (cloud-api-behaviour 10.3). */
export const priceCategories = ['marketing', 'utility', 'authentication'] as const;
export type PriceCategory = (typeof priceCategories)[number];

/** Stands for every country without a price of its own. */
export const anyCountry = '*';

/** One price of a list. */
export interface Price {
  readonly currency: string;
  readonly category: PriceCategory;
  /** ISO 3166 code, or `*`. */
  readonly country: string;
  readonly validFrom: Date;
  /** For one delivered message; at most six decimals. */
  readonly price: number;
}

/** Rules of Meta that may move (cloud-api-behaviour 10.3). */
export interface BillingRules {
  /** From then on service messages have a monthly allowance, and utility templates inside the window are charged. */
  readonly serviceChargedFrom: Date;
  /** Per business number and calendar month. */
  readonly freeServiceMessages: number;
  /** Of estimates for tenants without a wallet. */
  readonly defaultCurrency: string;
}

/** The prepaid credit of a tenant. */
export interface Wallet {
  readonly isOn: boolean;
  readonly currency: string;
  /** May be below zero: what was under way is charged when it is delivered. */
  readonly credit: number;
  /** Given, not paid; used up first. */
  readonly welcomeCredit: number;
}
