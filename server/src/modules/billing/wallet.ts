import type { Database } from '../../db/database.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { readPrices } from './billing-memory.ts';
import { billingMonth } from './billing-month.ts';
import { roundAmount } from './price-book.ts';
import {
  addEntriesStatement,
  findWalletStatement,
  freeLeftStatement,
  insertWalletStatement,
  lockWalletStatement,
  saveWalletStatement,
  timeZoneStatement,
} from './queries.ts';
import { readBillingRules } from './rules.ts';
import type { Wallet } from './types.ts';

export interface WalletChange {
  readonly isOn?: boolean | undefined;
  readonly currency?: string | undefined;
  /** What the wallet is to hold from now on. */
  readonly credit?: number | undefined;
  readonly welcomeCredit?: number | undefined;
  /** Added to what it holds. */
  readonly topUp?: number | undefined;
}

interface Entry {
  readonly kind: 'top_up' | 'adjustment' | 'welcome';
  readonly amount: number;
  readonly note: string;
}

/**
 * Changes what is named of a tenant's wallet and enters every change of its credit. Throws request.invalid for a currency
 * without prices, or another currency while the wallet holds something that is not set anew.
 */
export async function changeWallet(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  change: WalletChange,
): Promise<Wallet> {
  const { book, rules } = await readPrices(deps.db);
  const currency = change.currency?.toUpperCase();
  return deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    await tx.tenant(tenantId, insertWalletStatement, [currency ?? rules.defaultCurrency, at]);
    const [row] = await tx.tenant(tenantId, lockWalletStatement);
    const known = present(row, 'the wallet just made');
    const next = applyChange(known, { ...change, currency });
    if (next.isOn && !book.currencies.has(next.currency)) {
      throw new AppError('request.invalid', `There are no prices in ${next.currency}: import some first.`);
    }
    const entries = listEntries(known, next, change);
    const { isOn, credit, welcomeCredit } = next;
    await tx.tenant(tenantId, saveWalletStatement, [isOn, next.currency, credit, welcomeCredit, at]);
    await tx.tenant(tenantId, addEntriesStatement, [
      entries.map(() => newId(at.getTime())),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.amount.toFixed(6)),
      entries.map(() => next.currency),
      entries.map((entry) => entry.note),
      at,
    ]);
    return next;
  });
}

function applyChange(known: Wallet, change: WalletChange): Wallet {
  const isEmpty = known.credit === 0 && known.welcomeCredit === 0;
  const isSet = change.credit !== undefined && (change.welcomeCredit !== undefined || known.welcomeCredit === 0);
  if (change.currency !== undefined && change.currency !== known.currency && !isEmpty && !isSet) {
    const held = `${known.credit} ${known.currency} and ${known.welcomeCredit} of welcome credit`;
    throw new AppError('request.invalid', `The wallet holds ${held}: say its balance in ${change.currency} too.`);
  }
  return {
    isOn: change.isOn ?? known.isOn,
    currency: change.currency ?? known.currency,
    credit: roundAmount((change.credit ?? known.credit) + (change.topUp ?? 0)),
    welcomeCredit: change.welcomeCredit ?? known.welcomeCredit,
  };
}

function listEntries(known: Wallet, next: Wallet, change: WalletChange): Entry[] {
  const topUp = change.topUp ?? 0;
  const entries: Entry[] = [
    { kind: 'top_up', amount: topUp, note: 'paid in' },
    { kind: 'adjustment', amount: roundAmount(next.credit - topUp - known.credit), note: 'balance set' },
    { kind: 'welcome', amount: roundAmount(next.welcomeCredit - known.welcomeCredit), note: 'welcome credit set' },
  ];
  return entries.filter((entry) => entry.amount !== 0);
}

/** The wallet, or undefined for a tenant that never had one. */
export async function findWallet(deps: { readonly db: Database }, tenantId: string): Promise<Wallet | undefined> {
  const [wallet] = await deps.db.tenant(tenantId, findWalletStatement);
  return wallet;
}

export interface AccountCredit {
  readonly credit: number;
  readonly welcomeCredit: number;
  /** Null without a wallet. */
  readonly currency: string | null;
  /** Service messages that cost nothing, of all numbers in this month. */
  readonly freeServiceMessages: number;
}

const noCredit: AccountCredit = { credit: 0, welcomeCredit: 0, currency: null, freeServiceMessages: 0 };

/** What a tenant has left; nothing of anything while its wallet is off. */
export async function readAccountCredit(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
): Promise<AccountCredit> {
  const wallet = await findWallet(deps, tenantId);
  if (!wallet?.isOn) return noCredit;
  const { freeServiceMessages } = await readBillingRules(deps);
  const [zone] = await deps.db.tenant(tenantId, timeZoneStatement);
  const month = billingMonth(deps.clock.now(), zone?.timeZone ?? 'UTC');
  const [free] = await deps.db.tenant(tenantId, freeLeftStatement, [month, freeServiceMessages]);
  const { credit, welcomeCredit, currency } = wallet;
  return { credit, welcomeCredit, currency, freeServiceMessages: free?.left ?? 0 };
}
