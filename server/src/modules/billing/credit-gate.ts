import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { BillingMemory } from './billing-memory.ts';
import { createCountryOf } from './country-of.ts';
import { roundAmount } from './price-book.ts';
import { priceCategories } from './types.ts';
import { findWallet } from './wallet.ts';

/** What somebody is told whom the credit does not reach. */
export const noCreditText = 'No credit left: top up the wallet of the account.';

/** Asked for each recipient of a send, in order: whether the credit reaches that far. */
export type CreditGate = (recipient: {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
}) => boolean;

/**
 * The gate for a send of a template of that category. Undefined: the wallet is off and everybody may get it; that is known
 * without a query. It takes the credit as it is now, and lets people without a known price pass. Nothing is set aside: messages
 * under way are charged when they are delivered.
 */
export async function openCreditGate(
  deps: { readonly db: Database; readonly clock: Clock; readonly billing: BillingMemory },
  ctx: Context,
  category: string,
): Promise<CreditGate | undefined> {
  const inUse = (await deps.billing.walletsInUse(deps.db)).get(ctx.tenantId);
  if (!inUse) return undefined;
  const wallet = await findWallet(deps, ctx.tenantId);
  if (!wallet?.isOn) return undefined;
  const { book } = await deps.billing.prices(deps.db);
  const priced = priceCategories.find((known) => known === category.toLowerCase());
  const countryOf = createCountryOf();
  const { currency } = wallet;
  const atMs = deps.clock.nowMs();
  let left = roundAmount(wallet.credit + wallet.welcomeCredit);
  return (recipient) => {
    const price = priced ? (book.find({ currency, category: priced, country: countryOf(recipient), atMs }) ?? 0) : 0;
    if (price > left) return false;
    left = roundAmount(left - price);
    return true;
  };
}
