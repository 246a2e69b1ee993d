import type { Database } from '../../db/database.ts';
import { findRulesStatement, saveRulesStatement } from './queries.ts';
import type { BillingRules } from './types.ts';

/** As Meta announced them (cloud-api-behaviour 10.3); in force until others are set. */
export const metaRules: BillingRules = {
  serviceChargedFrom: new Date('2026-10-01T00:00:00Z'),
  freeServiceMessages: 1_000,
  defaultCurrency: 'USD',
};

/** The rules in force. */
export async function readBillingRules(deps: { readonly db: Database }): Promise<BillingRules> {
  const [rules] = await deps.db.system(findRulesStatement);
  return rules ?? metaRules;
}

/** Changes the rules that are named and leaves the others. */
export async function setBillingRules(
  deps: { readonly db: Database },
  change: Partial<BillingRules>,
): Promise<BillingRules> {
  return deps.db.transaction(async (tx) => {
    const [known] = await tx.system(findRulesStatement);
    const rules = { ...(known ?? metaRules), ...change };
    await tx.system(saveRulesStatement, [rules.serviceChargedFrom, rules.freeServiceMessages, rules.defaultCurrency]);
    return rules;
  });
}
