import { isId } from '../../kernel/ids.ts';

const minDigits = 7;
const maxDigits = 15;

/**
 * Digits with country code from any writing (+, blanks, dashes, brackets), or undefined when it can't be a number. No
 * default country is applied and nothing says that the number exists (wati-v1-v2-behaviour section 3).
 */
export function toPhoneNumber(text: string): string | undefined {
  if (!/^[\d\s+().\-/]+$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '').replace(/^00/, '');
  return digits.length >= minDigits && digits.length <= maxDigits && !digits.startsWith('0') ? digits : undefined;
}

/** How a person is named in a request: the form is recognised from the text. */
export type PersonTarget =
  | { readonly kind: 'phone'; readonly waId: string }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'bsuid'; readonly bsuid: string };

/**
 * Reads a target: 24 hex digits are an id, two letters and a dot begin a BSUID, the rest must be a phone number.
 * Answers undefined when it is none of these.
 */
export function readTarget(text: string): PersonTarget | undefined {
  const target = text.trim();
  if (isId(target)) return { kind: 'id', id: target.toLowerCase() };
  if (/^[A-Za-z]{2}\.[\w.-]{1,137}$/.test(target)) {
    return { kind: 'bsuid', bsuid: target.slice(0, 2).toUpperCase() + target.slice(2) };
  }
  const waId = toPhoneNumber(target);
  return waId === undefined ? undefined : { kind: 'phone', waId };
}

/** Splits `Channel:X` at the first colon. Some clients percent-encode a target in a body too, or twice in a path. */
export function splitChannel(text: string): { channel: string | undefined; rest: string } {
  const plain = text.replace(/%(3a|2b|20)/gi, (sequence) => decodeURIComponent(sequence));
  const at = plain.indexOf(':');
  if (at < 0) return { channel: undefined, rest: plain };
  return { channel: plain.slice(0, at).trim() || undefined, rest: plain.slice(at + 1).trim() };
}
