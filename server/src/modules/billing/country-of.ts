import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { anyCountry } from './types.ts';

export interface Person {
  readonly waId: string | null | undefined;
  readonly bsuid: string | null | undefined;
}

/**
 * The country whose price a message to this person has: that of the number, or of the BSUID, which begins with it. `*` when it
 * can't be told.
 */
export type CountryOf = (person: Person) => string;

/** Codes have one to three digits. */
const maxCodeLength = 3;
/** Digits behind a shared calling code that tell its countries apart. */
const tellingDigits = 4;
const maxRemembered = 20_000;

/** Taking a number apart costs 60 microseconds, so it is done only where countries share a code, and once for alike ones. */
export function createCountryOf(): CountryOf {
  const byCode = listCodes();
  const shared = new Map<string, string>();

  const ofNumber = (waId: string): string => {
    const code = findCode(byCode, waId);
    const countries = byCode.get(code);
    if (!countries) return anyCountry;
    if (countries.length === 1) return countries[0] ?? anyCountry;
    const key = waId.slice(0, code.length + tellingDigits);
    const known = shared.get(key);
    if (known) return known;
    const parsed = parsePhoneNumberFromString(`+${waId}`);
    // A number that none of them has given out yet counts as one of their largest; that says nothing of the next number.
    if (!parsed?.country) return parsed?.getPossibleCountries()[0] ?? anyCountry;
    if (shared.size < maxRemembered) shared.set(key, parsed.country);
    return parsed.country;
  };

  return ({ waId, bsuid }) => {
    if (waId) return ofNumber(waId);
    const prefix = bsuid?.slice(0, 2).toUpperCase() ?? '';
    return /^[A-Z]{2}$/.test(prefix) ? prefix : anyCountry;
  };
}

function listCodes(): ReadonlyMap<string, readonly string[]> {
  const byCode = new Map<string, string[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    byCode.set(code, [...(byCode.get(code) ?? []), country]);
  }
  return byCode;
}

/** No code is the beginning of another one. */
function findCode(byCode: ReadonlyMap<string, unknown>, waId: string): string {
  for (let length = 1; length <= maxCodeLength; length += 1) {
    if (byCode.has(waId.slice(0, length))) return waId.slice(0, length);
  }
  return '';
}
