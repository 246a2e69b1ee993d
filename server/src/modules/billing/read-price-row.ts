import { z } from 'zod';
import { type Price, priceCategories } from './types.ts';

/** The columns of a price list; `country` may hold several codes. */
export const priceColumns = ['category', 'country', 'currency', 'price', 'valid_from'] as const;

const firstDay = '1970-01-01';

const priceRow = z.object({
  category: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(priceCategories, `category must be one of ${priceCategories.join(', ')}`)),
  country: z
    .string()
    .transform((text) =>
      text
        .toUpperCase()
        .split(/[\s;,|]+/)
        .filter((code) => code !== ''),
    )
    .refine(
      (codes) => codes.length > 0 && codes.every((code) => /^([A-Z]{2}|\*)$/.test(code)),
      'country must be codes of two letters, or * for all others',
    ),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'currency must be a code of three letters'),
  price: z
    .string()
    .trim()
    .regex(/^\d{1,6}([.,]\d{1,6})?$/, 'price must be a number with at most six decimals')
    .transform((text) => Number(text.replace(',', '.'))),
  valid_from: z
    .string()
    .optional()
    .transform((text) => text?.trim() || firstDay)
    .pipe(z.iso.date('valid_from must be a day as YYYY-MM-DD'))
    .transform((day) => new Date(`${day}T00:00:00Z`)),
});

/** The prices of one row of a list, by the names of its columns, or the sentence that says what is wrong with it. */
export function readPriceRow(cells: Readonly<Record<string, string>>): Price[] | string {
  const read = priceRow.safeParse(cells);
  if (!read.success) {
    const [issue] = read.error.issues;
    return issue?.code === 'invalid_type' ? `${issue.path.join('.')} is missing` : (issue?.message ?? 'it is no price');
  }
  const { category, country, currency, price, valid_from: validFrom } = read.data;
  return country.map((code) => ({ currency, category, country: code, validFrom, price }));
}
