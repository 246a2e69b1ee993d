import { openTable } from '../http/csv/open-table.ts';
import {
  type BillingRules,
  importPrices,
  listPrices,
  type Price,
  priceColumns,
  readBillingRules,
  readPriceRow,
  setBillingRules,
} from '../modules/billing/index.ts';
import { type CommandContext, readArguments, tellHelp, UsageError, withDatabase } from './command-context.ts';

const usage = `parley prices list
parley prices import FILE.csv [--replace yes]
parley prices rules [--service-charged-from 2026-10-01] [--free-service-messages 1000] [--default-currency USD]

A list has the columns ${priceColumns.join(',')}: the price of one delivered message. A country is a
code of two letters (or several: "US CA"), or * for all others; valid_from is a day and may be left out. "list" prints the list
in this form. Until one is imported an example is used: replace it by the rate card of your own account.`;

const maxRows = 20_000;

/** Shows and imports what messages cost, and the rules of Meta about what is free. */
export async function runPrices(context: CommandContext): Promise<number> {
  tellHelp(context, usage);
  const [verb, file] = context.args;
  if (verb === 'import') return runImport(context, file);
  const options = ['service-charged-from', 'free-service-messages', 'default-currency'] as const;
  const { given } = readArguments(context, ['list', 'rules'], options, usage);
  if (verb === 'list') return runList(context);
  const change = readRules(given);
  return withDatabase(context, async (deps) => {
    const isChange = Object.keys(change).length > 0;
    const rules = isChange ? await setBillingRules(deps, change) : await readBillingRules(deps);
    context.print(`service messages charged from\t${rules.serviceChargedFrom.toISOString()}`);
    context.print(`free service messages per number and month\t${rules.freeServiceMessages}`);
    context.print(`currency of estimates without a wallet\t${rules.defaultCurrency}`);
    return 0;
  });
}

async function runList(context: CommandContext): Promise<number> {
  return withDatabase(context, async (deps) => {
    const { prices, isExample } = await listPrices(deps);
    if (isExample) context.complain('This is only an example. Import the rate card of your account to replace it.');
    context.print(priceColumns.join(','));
    for (const { category, country, currency, price, validFrom } of prices) {
      context.print([category, country, currency, price, validFrom.toISOString().slice(0, 10)].join(','));
    }
    return 0;
  });
}

async function runImport(context: CommandContext, file: string | undefined): Promise<number> {
  if (file === undefined || file.startsWith('--')) throw new UsageError(`A file is needed.\n\n${usage}`);
  const rest = { ...context, args: ['import', ...context.args.slice(2)] };
  const { replace = 'no' } = readArguments(rest, ['import'], ['replace'], usage).given;
  if (replace !== 'yes' && replace !== 'no') throw new UsageError(`--replace must be yes or no.\n\n${usage}`);
  const prices = await readPrices(file);
  return withDatabase(context, async (deps) => {
    await importPrices(deps, prices, { replace: replace === 'yes' });
    context.print(`${prices.length} prices are imported.`);
    return 0;
  });
}

/** All prices of a file, or a UsageError that names the first bad row: nothing of it is imported then. */
async function readPrices(file: string): Promise<Price[]> {
  const table = await openTable(file);
  const names = table.header.map((name) => name.toLowerCase());
  const prices: Price[] = [];
  for await (const { row, cells } of table.rows()) {
    const read = readPriceRow(Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ''])));
    if (typeof read === 'string') throw new UsageError(`Row ${row}: ${read}. Nothing was imported.`);
    prices.push(...read);
    if (prices.length > maxRows) throw new UsageError(`A list has at most ${maxRows} prices. Nothing was imported.`);
  }
  return prices;
}

function readRules(given: Readonly<Record<string, string | undefined>>): Partial<BillingRules> {
  const { 'service-charged-from': from, 'free-service-messages': free, 'default-currency': currency } = given;
  const serviceChargedFrom = from === undefined ? undefined : new Date(from);
  if (serviceChargedFrom && Number.isNaN(serviceChargedFrom.getTime())) {
    throw new UsageError(`--service-charged-from is no date: ${from}\n\n${usage}`);
  }
  if (free !== undefined && !/^\d{1,9}$/.test(free)) {
    throw new UsageError(`--free-service-messages must be a whole number.\n\n${usage}`);
  }
  if (currency !== undefined && !/^[a-z]{3}$/i.test(currency)) {
    throw new UsageError(`--default-currency must be a code of three letters.\n\n${usage}`);
  }
  return {
    ...(serviceChargedFrom ? { serviceChargedFrom } : {}),
    ...(free === undefined ? {} : { freeServiceMessages: Number(free) }),
    ...(currency === undefined ? {} : { defaultCurrency: currency.toUpperCase() }),
  };
}
