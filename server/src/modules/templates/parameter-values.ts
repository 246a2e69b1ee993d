import { AppError } from '../../kernel/errors.ts';
import type { TemplateParameter } from './types.ts';

/** A value as a caller gives it: by the name of its parameter or by its place among the nameless. */
export interface GivenParameter {
  readonly name: string | null | undefined;
  readonly value: string | null | undefined;
}

/** Meta refuses such values with 132018 (cloud-api-behaviour 2.13). */
const forbiddenInValue = /[\n\r\t]| {5}/;

/**
 * Makes the function that puts given values in the order of `parameters`. A value goes to the parameter that its name says
 * (any case, blanks around it ignored; the first of two counts); those whose name says nothing fill what is left, in order
 * (wati-v1-v2-behaviour 10). The function throws template.parameters_missing for a value that is absent or blank, or that
 * Meta refuses for its characters.
 */
export function compileValues(
  parameters: readonly TemplateParameter[],
): (given: readonly GivenParameter[]) => readonly string[] {
  const placeByName = new Map(parameters.map(({ name }, place) => [name.toLowerCase(), place]));
  const namesWhere = (values: readonly string[], holds: (value: string) => boolean): string[] =>
    parameters.filter((_, place) => holds(values[place] ?? '')).map(({ name }) => name);

  return (given) => {
    const values = matchValues(parameters.length, placeByName, given);
    if (values.some(isBlank)) throw missingParameters(namesWhere(values, isBlank));
    if (values.some(isForbidden)) throw forbiddenValues(namesWhere(values, isForbidden));
    return values;
  };
}

function matchValues(
  count: number,
  placeByName: ReadonlyMap<string, number>,
  given: readonly GivenParameter[],
): string[] {
  const values = new Array<string | undefined>(count).fill(undefined);
  const nameless: string[] = [];
  for (const { name, value } of given) {
    const place = name ? placeByName.get(name.trim().toLowerCase()) : undefined;
    if (place === undefined) nameless.push(value ?? '');
    else values[place] ??= value ?? '';
  }
  let next = 0;
  return values.map((value) => value ?? nameless[next++] ?? '');
}

function isBlank(value: string): boolean {
  return value.trim() === '';
}

function isForbidden(value: string): boolean {
  return forbiddenInValue.test(value);
}

function missingParameters(missing: readonly string[]): AppError {
  const message = `Parameters are missing or invalid: ${missing.join(', ')}.`;
  return new AppError('template.parameters_missing', message, { details: { missing } });
}

function forbiddenValues(invalid: readonly string[]): AppError {
  const rule = 'A value must not hold newlines, tabs or more than four spaces in a row.';
  const message = `Parameters are missing or invalid: ${invalid.join(', ')}. ${rule}`;
  return new AppError('template.parameters_missing', message, { details: { invalid } });
}
