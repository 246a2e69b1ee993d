import { listTenants } from '../modules/accounts/index.ts';
import { changeWallet, findWallet, type WalletChange } from '../modules/billing/index.ts';
import { type CommandContext, UsageError, withDatabase } from './command-context.ts';

interface Given {
  readonly id: string;
  readonly wallet?: string;
  readonly currency?: string;
  readonly balance?: string;
  readonly welcome?: string;
  readonly 'top-up'?: string;
}

/** Changes what is given of a workspace's wallet, if anything, and prints it. */
export async function runTenantCredits(context: CommandContext, given: Given, usage: string): Promise<number> {
  const change = readChange(given, usage);
  return withDatabase(context, async (deps) => {
    if (!(await listTenants(deps)).some((tenant) => tenant.id === given.id)) {
      throw new UsageError(`There is no workspace ${given.id}.`);
    }
    const isChange = Object.values(change).some((value) => value !== undefined);
    const wallet = isChange ? await changeWallet(deps, given.id, change) : await findWallet(deps, given.id);
    context.print(`wallet\t${wallet?.isOn ? 'on' : 'off'}`);
    if (!wallet) return 0;
    context.print(`credit\t${wallet.credit} ${wallet.currency}`);
    context.print(`welcome credit\t${wallet.welcomeCredit} ${wallet.currency}`);
    return 0;
  });
}

function readChange(given: Given, usage: string): WalletChange {
  const { wallet, currency } = given;
  if (wallet !== undefined && wallet !== 'on' && wallet !== 'off') {
    throw new UsageError(`--wallet must be on or off.\n\n${usage}`);
  }
  if (currency !== undefined && !/^[a-z]{3}$/i.test(currency)) {
    throw new UsageError(`--currency must be a code of three letters, such as EUR.\n\n${usage}`);
  }
  return {
    isOn: wallet === undefined ? undefined : wallet === 'on',
    currency,
    credit: readAmount(given.balance, 'balance', usage),
    welcomeCredit: readAmount(given.welcome, 'welcome', usage),
    topUp: readAmount(given['top-up'], 'top-up', usage),
  };
}

function readAmount(text: string | undefined, name: string, usage: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) {
    throw new UsageError(`--${name} must be an amount such as 25.5, below 1,000,000,000.\n\n${usage}`);
  }
  return Number(text);
}
