import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { BillingMemory } from './billing-memory.ts';
import { createCountryOf } from './country-of.ts';
import { roundAmount } from './price-book.ts';
import { type PriceCategory, priceCategories } from './types.ts';
import { findWallet } from './wallet.ts';

/** What a recipient is told whom the credit does not reach (wati-v3-behaviour section 6). */
export const noCreditText = 'No credit left: top up the wallet of the account.';

/**
 * Says for each recipient of a template, in order, whether the credit of the tenant reaches that far. Undefined: the wallet is
 * off and everybody may get it; that is known without a query. Nothing is set aside: messages under way are charged when they
 * are delivered. People without a known price pass.
 */
export async function checkCredit(
  deps: { readonly db: Database; readonly clock: Clock; readonly billing: BillingMemory },
  ctx: Context,
  send: {
    readonly category: string;
    readonly recipients: readonly { readonly waId: string | undefined; readonly bsuid: string | undefined }[];
  },
): Promise<readonly boolean[] | undefined> {
  const inUse = (await deps.billing.walletsInUse(deps.db)).get(ctx.tenantId);
  if (!inUse) return undefined;
  const wallet = await findWallet(deps, ctx.tenantId);
  if (!wallet?.isOn) return undefined;
  const { book } = await deps.billing.prices(deps.db);
  const category = priceCategories.find((known): known is PriceCategory => known === send.category.toLowerCase());
  const countryOf = createCountryOf();
  const atMs = deps.clock.nowMs();
  let left = roundAmount(wallet.credit + wallet.welcomeCredit);
  return send.recipients.map((recipient) => {
    const wanted = { currency: wallet.currency, country: countryOf(recipient), atMs };
    const price = category ? (book.find({ ...wanted, category }) ?? 0) : 0;
    if (price > left) return false;
    left = roundAmount(left - price);
    return true;
  });
}
