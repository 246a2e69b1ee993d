import { AppError } from '../../kernel/errors.ts';
import { describeTemplate, type Template } from '../../modules/templates/index.ts';
import { phoneHeadings, plainHeading } from '../csv/headings.ts';
import type { NamedValue } from './shapes/template-send.ts';

/** Where the cells of a row go. Places count from 0. */
export interface CsvColumns {
  readonly phone: number;
  readonly countryCode: number | undefined;
  readonly name: number | undefined;
  readonly allowBroadcast: number | undefined;
  /** Cells that are values of the template; without a name, by their place. */
  readonly values: readonly { readonly name: string | null; readonly place: number }[];
}

/** What a file of contacts says of the person: no value of the template unless that has a variable of the name. */
const aboutThePerson = new Set(['name', 'countrycode', 'allowbroadcast', 'allowsms']);

/**
 * Reads a header such as Name,CountryCode,Phone,AllowBroadcast,AllowSMS. Further columns are values by the name of the
 * variable; where the variables of the template are numbered, those of no such name count in their order. Throws
 * request.invalid without a column of numbers.
 */
export function readColumns(header: readonly string[], template: Template): CsvColumns {
  const headings = header.map(plainHeading);
  const placeOf = (heading: string): number | undefined => {
    const place = headings.indexOf(heading);
    return place < 0 ? undefined : place;
  };
  const phone = phoneHeadings.map(placeOf).find((place) => place !== undefined);
  if (phone === undefined) {
    const message = `The header row has no column of numbers: call it Phone. It has: ${header.slice(0, 20).join(', ')}.`;
    throw new AppError('request.invalid', message.slice(0, 500));
  }
  const names = new Set(describeTemplate(template).parameters.map((parameter) => parameter.name.toLowerCase()));
  const isNumbered = template.parameterFormat === 'POSITIONAL';
  const values = header.flatMap((heading, place): CsvColumns['values'] => {
    const name = heading.trim();
    if (names.has(name.toLowerCase())) return [{ name, place }];
    const isOther =
      name !== '' && !phoneHeadings.includes(plainHeading(name)) && !aboutThePerson.has(plainHeading(name));
    return isNumbered && isOther ? [{ name: null, place }] : [];
  });
  return {
    phone,
    countryCode: placeOf('countrycode'),
    name: placeOf('name'),
    allowBroadcast: placeOf('allowbroadcast'),
    values,
  };
}

export function valuesOf(columns: CsvColumns, cells: readonly string[]): NamedValue[] {
  return columns.values.map(({ name, place }) => ({ name, value: cells[place] ?? null }));
}
