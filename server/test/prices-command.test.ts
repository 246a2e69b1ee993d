import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandContext } from '../src/cli/command-context.ts';
import { runPrices } from '../src/cli/prices-command.ts';
import { runTenant } from '../src/cli/tenant-command.ts';
import { findWallet, listPrices } from '../src/modules/billing/index.ts';
import { type CommandLab, startCommandLab } from './command-lab.ts';

let lab: CommandLab;

beforeAll(async () => {
  lab = await startCommandLab('404242');
});
afterAll(() => lab.close());

const run = (command: (context: CommandContext) => Promise<number>, ...args: string[]): Promise<string[]> =>
  lab.run(command, args);

async function file(text: string): Promise<string> {
  const path = join(lab.dataDir, 'prices.csv');
  await writeFile(path, text);
  return path;
}

const stored = async () => (await listPrices(lab.database)).prices;

describe('parley prices', () => {
  test('lists the example and says that it is one', async () => {
    const lines = await run(runPrices, 'list');
    expect(lines.slice(0, 2)).toEqual([
      expect.stringContaining('only an example'),
      'category,country,currency,price,valid_from',
    ]);
    expect(lines).toContain('marketing,NL,EUR,0.12,1970-01-01');
    expect(lines).toHaveLength(2 + 72);
  });

  test('refuses a file with a bad row whole', async () => {
    const path = await file('category,country,currency,price\nutility,NL,EUR,0.05\nutility,NL,EUR,cheap\n');
    await expect(run(runPrices, 'import', path)).rejects.toThrow('Row 3: price must be a number');
    await expect(run(runPrices, 'import', await file('price\n1\n'))).rejects.toThrow('Row 2: category');
    await expect(run(runPrices, 'import', await file('category,country,currency,price\n'))).rejects.toThrow(
      'no prices',
    );
    await expect(run(runPrices, 'import')).rejects.toThrow('A file is needed');
    await expect(run(runPrices, 'import', path, '--replace', 'maybe')).rejects.toThrow('--replace');
    expect(await listPrices(lab.database)).toMatchObject({ isExample: true });
  });

  test('imports what a spreadsheet writes, in the place of the example', async () => {
    const path = await file(
      'Category;Country;Currency;Price;Valid_from\nUtility;"US CA";usd;0,0034;2026-10-01\nmarketing;*;USD;0,06;\n',
    );
    expect(await run(runPrices, 'import', path)).toEqual(['3 prices are imported.']);
    expect(await run(runPrices, 'list')).toEqual([
      'category,country,currency,price,valid_from',
      'marketing,*,USD,0.06,1970-01-01',
      'utility,CA,USD,0.0034,2026-10-01',
      'utility,US,USD,0.0034,2026-10-01',
    ]);
  });

  test('adds to a list, renews what it has, or replaces it', async () => {
    await run(
      runPrices,
      'import',
      await file('category,country,currency,price\nmarketing,*,USD,0.07\nutility,*,USD,0.01\n'),
    );
    expect((await stored()).map(({ price }) => price)).toEqual([0.07, 0.01, 0.0034, 0.0034]);
    const own = (await run(runPrices, 'list')).slice(0, 2).join('\n');
    await run(runPrices, 'import', await file(own), '--replace', 'yes');
    expect((await stored()).map(({ price }) => price)).toEqual([0.07]);
  });

  test('shows and changes the rules', async () => {
    expect(await run(runPrices, 'rules')).toEqual([
      'service messages charged from\t2026-10-01T00:00:00.000Z',
      'free service messages per number and month\t1000',
      'currency of estimates without a wallet\tUSD',
    ]);
    await run(runPrices, 'rules', '--free-service-messages', '500', '--default-currency', 'eur');
    expect(
      (await run(runPrices, 'rules', '--service-charged-from', '2027-01-01')).map((line) => line.split('\t')[1]),
    ).toEqual(['2027-01-01T00:00:00.000Z', '500', 'EUR']);
    await expect(run(runPrices, 'rules', '--free-service-messages', 'many')).rejects.toThrow('whole number');
    await expect(run(runPrices, 'rules', '--service-charged-from', 'soon')).rejects.toThrow('no date');
    await expect(run(runPrices, 'rules', '--default-currency', '$')).rejects.toThrow('three letters');
  });
});

describe('parley tenant credits', () => {
  const credits = (...args: string[]) => run(runTenant, 'credits', '--id', '404242', ...args);

  test('prints that the wallet is off', async () => {
    expect(await credits()).toEqual(['wallet\toff']);
  });

  test('switches it on, sets and tops up', async () => {
    const on = ['--wallet', 'on', '--currency', 'usd', '--balance', '25.5', '--welcome', '0.25'];
    expect(await credits(...on)).toEqual(['wallet\ton', 'credit\t25.5 USD', 'welcome credit\t0.25 USD']);
    expect(await credits('--top-up', '10.000001')).toContain('credit\t35.500001 USD');
    expect(await credits('--wallet', 'off')).toEqual([
      'wallet\toff',
      'credit\t35.500001 USD',
      'welcome credit\t0.25 USD',
    ]);
  });

  test.each([
    [['--wallet', 'maybe'], '--wallet must be on or off'],
    [['--currency', 'euro'], '--currency must be a code'],
    [['--balance', 'much'], '--balance must be an amount'],
    [['--top-up', '1.1234567'], '--top-up must be an amount'],
    [['--id', '999'], 'no workspace 999'],
    [['--wallet', 'on', '--currency', 'XTS', '--balance', '1', '--welcome', '0'], 'no prices in XTS'],
  ])('refuses %j', async (args, sentence) => {
    const before = await findWallet(lab.database, '404242');
    await expect(credits(...args)).rejects.toThrow(sentence);
    expect(await findWallet(lab.database, '404242')).toEqual(before);
  });
});
