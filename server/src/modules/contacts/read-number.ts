import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { type PersonTarget, readTarget } from './phone-number.ts';

/** Countries whose numbers keep their zero behind the country code. */
const keepsZero = new Set(['39', '378']);

/**
 * Whom a row of a file names: a number in any writing, which the column of the country code completes unless it is international
 * already, or a BSUID. What spreadsheets put around numbers to keep them as text is taken off.
 */
export function readNumber(phone: string, countryCode: string): Exclude<PersonTarget, { kind: 'id' }> | undefined {
  const text = phone
    .replace(/^(?:'|=")/, '')
    .replace(/"$/, '')
    .trim();
  const code = countryCode.replace(/\D/g, '').replace(/^0+/, '');
  const target = readTarget(code === '' ? text : complete(text, code));
  return target?.kind === 'id' ? undefined : target;
}

function complete(text: string, code: string): string {
  if (!/^[\d\s().\-/]+$/.test(text)) return text;
  const digits = text.replace(/\D/g, '');
  if (digits.startsWith('00')) return digits;
  const whole = code + (keepsZero.has(code) ? digits : digits.replace(/^0/, ''));
  // Some write the country code into both columns.
  return digits.startsWith(code) && !isValid(whole) && isValid(digits) ? digits : whole;
}

function isValid(digits: string): boolean {
  return parsePhoneNumberFromString(`+${digits}`)?.isValid() ?? false;
}
