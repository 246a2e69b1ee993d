/**
 * Owns what messages cost: the price list, the rules of Meta about what is free, and the wallets of tenants with their entries.
 * Promises that a delivered message is charged once, in the transaction that makes it delivered, and that tenants without a
 * wallet pay nothing for that, in time or money. Does not send, and takes no payments.
 */
export { type BillingMemory, createBillingMemory } from './billing-memory.ts';
export { type CountryOf, createCountryOf } from './country-of.ts';
export { createCharger } from './create-charger.ts';
export { type CreditGate, noCreditText, openCreditGate } from './credit-gate.ts';
export { type CountryCosts, estimateByCountry } from './estimate-by-country.ts';
export { estimateCost } from './estimate-cost.ts';
export { importPrices, listPrices } from './price-list.ts';
export { priceColumns, readPriceRow } from './read-price-row.ts';
export { readBillingRules, setBillingRules } from './rules.ts';
export { sumCharges } from './sum-charges.ts';
export type { BillingRules, Price } from './types.ts';
export { changeWallet, findWallet, readAccountCredit, type WalletChange } from './wallet.ts';
