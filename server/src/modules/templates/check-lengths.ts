import { AppError } from '../../kernel/errors.ts';
import type { Section, SlottedText } from './anatomy.ts';

/** Characters after filling; Meta refuses more with 132005. */
const maxHeaderLength = 60;
const maxBodyLength = 1024;
/** Of a one-time code (cloud-api-behaviour 2.14). */
const maxCodeLength = 15;

/**
 * Makes the function that throws template.parameters_missing when values make a text longer than Meta allows. Texts without
 * a variable are not measured: Meta approved them.
 */
export function compileLengthChecks(sections: readonly Section[]): (values: readonly string[]) => void {
  const limits = sections.flatMap(limitsOf);
  return (values) => {
    for (const limit of limits) {
      let units = limit.fixedUnits;
      for (const place of limit.places) units += values[place]?.length ?? 0;
      // There are never more characters than code units, so most values need not be counted.
      if (units > limit.max) checkCharacters(limit, values);
    }
  };
}

interface Limit {
  readonly what: string;
  readonly max: number;
  /** UTF-16 code units that stand in the text whatever the values are. */
  readonly fixedUnits: number;
  readonly fixedLength: number;
  /** Of the values in the text, as often as they stand in it. */
  readonly places: readonly number[];
}

function limitsOf({ header, body, buttons }: Section): Limit[] {
  const limits: Limit[] = [];
  if (header?.text) limits.push(limitOf(header.text.parts, maxHeaderLength, 'the header'));
  if (body) limits.push(limitOf(body.parts, maxBodyLength, 'the text'));
  for (const { code } of buttons) if (code !== undefined) limits.push(limitOf([code], maxCodeLength, 'the code'));
  return limits.filter((limit) => limit.places.length > 0);
}

function limitOf(parts: SlottedText['parts'], max: number, what: string): Limit {
  const fixed = parts.filter((part) => typeof part === 'string').join('');
  const places = parts.filter((part) => typeof part === 'number');
  return { what, max, fixedUnits: fixed.length, fixedLength: lengthOf(fixed), places };
}

function checkCharacters({ what, max, fixedLength, places }: Limit, values: readonly string[]): void {
  let length = fixedLength;
  for (const place of places) length += lengthOf(values[place] ?? '');
  if (length > max) throw tooLong(what, length, max);
}

/** Meta counts a sign outside the basic plane as one. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function tooLong(what: string, length: number, max: number): AppError {
  const message = `Parameters are missing or invalid: ${what} would be ${length} characters long; at most ${max} are allowed.`;
  return new AppError('template.parameters_missing', message, { details: { length, max } });
}
