/** A number (or, harmlessly, text that looks like one) with so many digits that it may not be exact in JavaScript. */
const longNumber = /[:[,]\s*-?\d{16}/;

const escapedNul = '\\u0000';

/**
 * Parses JSON of Meta so that it can be stored and compared: an integer beyond 2^53 comes out as text with its own digits
 * (template ids are numbers in webhooks and text elsewhere), and U+0000, which the database refuses, is left out.
 * Throws SyntaxError for what is not JSON.
 */
export function parseMetaJson(text: string): unknown {
  if (!longNumber.test(text) && !text.includes(escapedNul)) return JSON.parse(text);
  return JSON.parse(text, keepExact as (key: string, value: unknown) => unknown);
}

/** `context.source` is the number as written (ECMAScript 2025); the type library does not know it yet. */
function keepExact(key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (key.includes('\0')) return undefined;
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value;
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}
