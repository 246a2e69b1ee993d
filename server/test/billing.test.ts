import { describe, expect, it } from 'vitest';
import { listErrorRules } from '../src/meta/error-codes.ts';
import { explainFailure } from '../src/meta/explain-failure.ts';
import { billingMonth } from '../src/modules/billing/billing-month.ts';
import { createCountryOf } from '../src/modules/billing/country-of.ts';
import { readPriceRow } from '../src/modules/billing/index.ts';
import { createPriceBook } from '../src/modules/billing/price-book.ts';
import type { Price } from '../src/modules/billing/types.ts';

const person = (waId: string | null, bsuid: string | null = null) => ({ waId, bsuid });

describe('countryOf', () => {
  const countryOf = createCountryOf();
  it.each([
    [person('31600000001'), 'NL'],
    [person('919812345678'), 'IN'],
    [person('12125550123'), 'US'],
    [person('14165550123'), 'CA'],
    [person('447700900123'), 'GB'],
    [person('447781123456'), 'GG'],
    [person('15550100001'), 'US'],
    [person('77011234567'), 'KZ'],
    [person('79161234567'), 'RU'],
    [person(null, 'de.ABC123'), 'DE'],
    [person('99999999999'), '*'],
    [person(null), '*'],
  ])('of %j is %s', (of, country) => expect(countryOf(of)).toBe(country));
});

describe('billingMonth', () => {
  const turn = new Date('2026-10-31T23:30:00Z');
  it.each([
    ['UTC', '2026-10'],
    ['Europe/Madrid', '2026-11'],
    ['America/Sao_Paulo', '2026-10'],
    ['Nowhere/Land', '2026-10'],
  ])('in %s is %s', (zone, month) => expect(billingMonth(turn, zone)).toBe(month));
});

describe('the price book', () => {
  const price = (country: string, validFrom: string, amount: number): Price => ({
    currency: 'EUR',
    category: 'utility',
    country,
    validFrom: new Date(validFrom),
    price: amount,
  });
  const book = createPriceBook([
    price('NL', '2026-01-01', 0.05),
    price('NL', '2026-10-01', 0.06),
    price('*', '1970-01-01', 0.02),
  ]);
  const find = (country: string, at: string, currency = 'EUR') =>
    book.find({ currency, category: 'utility', country, atMs: Date.parse(at) });

  it('knows which price is in force', () => {
    expect(find('NL', '2026-09-30T23:59:59Z')).toBe(0.05);
    expect(find('NL', '2026-10-01T00:00:00Z')).toBe(0.06);
  });

  it('falls back to the price of all other countries', () => {
    expect(find('NL', '2025-12-31T00:00:00Z')).toBe(0.02);
    expect(find('FR', '2026-11-01T00:00:00Z')).toBe(0.02);
    expect(find('NL', '2026-11-01T00:00:00Z', 'USD')).toBeUndefined();
  });
});

describe('readPriceRow', () => {
  const row = { category: 'Marketing', country: 'us, CA', currency: 'eur', price: '0,0312', valid_from: '2026-10-01' };

  it('reads a row for each of its countries', () => {
    const common = {
      category: 'marketing',
      currency: 'EUR',
      price: 0.0312,
      validFrom: new Date('2026-10-01T00:00:00Z'),
    };
    expect(readPriceRow(row)).toEqual([
      { ...common, country: 'US' },
      { ...common, country: 'CA' },
    ]);
  });

  it('counts from ever without a day', () => {
    expect(readPriceRow({ ...row, country: '*', valid_from: ' ' })).toMatchObject([{ validFrom: new Date(0) }]);
  });

  it.each([
    [{ category: 'service' }, 'category must be one of'],
    [{ country: 'USA' }, 'country must be'],
    [{ country: '' }, 'country must be'],
    [{ currency: 'euro' }, 'currency must be'],
    [{ price: '-1' }, 'price must be'],
    [{ price: '0.1234567' }, 'price must be'],
    [{ valid_from: '2026-02-30' }, 'valid_from must be'],
  ])('says what is wrong with %j', (change, sentence) => {
    expect(readPriceRow({ ...row, ...change })).toContain(sentence);
  });

  it('names a column that is not there', () => {
    const { price: _, ...without } = row;
    expect(readPriceRow(without)).toBe('price is missing');
  });
});

describe('explainFailure', () => {
  it('has a sentence, a next step and a verdict for every code of the table', () => {
    const explained = listErrorRules().map(({ code }) => ({ code, ...explainFailure(code) }));
    expect(explained.length).toBeGreaterThan(60);
    for (const { code, sentence, next } of explained) {
      expect(sentence).toMatch(new RegExp(`^[A-Z].*\\(${code}\\)\\.$`));
      expect(next).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each([
    ['131026', false],
    ['131049', true],
    ['131050', false],
    ['132000', false],
    [131056, true],
    [424242, false],
  ])('knows whether %s may go through later', (code, retryable) => {
    expect(explainFailure(code)?.retryable).toBe(retryable);
  });

  it('explains nothing that is no code', () => {
    expect(explainFailure('no code')).toBeUndefined();
    expect(explainFailure('')).toBeUndefined();
  });
});
