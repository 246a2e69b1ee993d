import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { MessageFacts } from '../messages/index.ts';
import type { BillingMemory, WalletInUse } from './billing-memory.ts';
import { billingMonth } from './billing-month.ts';
import { chargeStatement } from './charge-query.ts';
import { type CountryOf, createCountryOf } from './country-of.ts';
import { priceCategories } from './types.ts';

interface Delivered {
  readonly event: PlatformEvent;
  readonly facts: MessageFacts;
  readonly wallet: WalletInUse;
}

/**
 * Charges messages to the wallet of their tenant in the transaction in which they become delivered: one statement a batch,
 * none where no tenant of the batch has a wallet.
 */
export function createCharger(memory: BillingMemory): EventConsumer {
  const countryOf = createCountryOf();
  return {
    name: 'billing',
    async consume(tx, events) {
      const delivered = events.filter((event) => event.type === 'message.delivered');
      if (delivered.length === 0) return;
      const wallets = await memory.walletsInUse(tx);
      if (wallets.size === 0) return;
      const mine = delivered.flatMap((event): Delivered[] => {
        const wallet = wallets.get(event.tenantId);
        return wallet ? [{ event, facts: event.facts as MessageFacts, wallet }] : [];
      });
      if (mine.length > 0) await charge(tx, { memory, countryOf }, mine);
    },
    committed() {},
  };
}

async function charge(
  tx: Transaction,
  { memory, countryOf }: { memory: BillingMemory; countryOf: CountryOf },
  delivered: readonly Delivered[],
): Promise<void> {
  const { book, rules } = await memory.prices(tx);
  const rows = delivered.map(({ event, facts, wallet }) => {
    const { message, contact, pricing } = facts;
    const country = countryOf(contact);
    const [marketing, utility, authentication] = priceCategories.map((category) =>
      book.find({ currency: wallet.currency, category, country, atMs: event.at.getTime() })?.toFixed(6),
    );
    const isMetered = event.at >= rules.serviceChargedFrom;
    const month = billingMonth(event.at, wallet.timeZone);
    return { event, message, pricing, wallet, country, marketing, utility, authentication, isMetered, month };
  });
  await tx.system(chargeStatement, [
    rows.map((row) => row.event.tenantId),
    rows.map((row) => row.message.id),
    rows.map((row) => row.message.kind),
    rows.map((row) => row.message.templateId),
    rows.map((row) => row.message.conversationId),
    rows.map((row) => row.message.channelId),
    rows.map((row) => row.month),
    rows.map((row) => row.pricing?.type ?? null),
    rows.map((row) => row.pricing?.category ?? null),
    rows.map((row) => row.wallet.currency),
    rows.map((row) => row.country),
    rows.map((row) => row.marketing ?? null),
    rows.map((row) => row.utility ?? null),
    rows.map((row) => row.authentication ?? null),
    rows.map((row) => row.event.at),
    rows.map((row) => row.isMetered),
    rules.freeServiceMessages,
  ]);
}
