import { AppError } from '../../kernel/errors.ts';
import { toStrictJson } from './loose-json.ts';

/** Far deeper than any body of the contract, and shallow enough for every recursive reader behind it. */
const jsonDepthLimit = 40;

const byteOrderMark = 0xfeff;
/** Characters; a longer text must be strict JSON. */
const looseLimit = 1_000_000;

/**
 * The value of a JSON text, which may be as loose as WATI's reader allows; undefined for an empty one. A byte order mark
 * is skipped. Members called `__proto__`, and `constructor` members which hold a `prototype`, are dropped, so that no
 * later merge can reach a prototype. Throws request.malformed.
 */
export function parseJson(text: string): unknown {
  const json = text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
  if (json.trim() === '') return undefined;
  const value = parseStrict(json);
  if (value !== undefined) return value;
  const strict = json.length > looseLimit ? undefined : toStrictJson(json);
  const looseValue = strict === undefined ? undefined : parseStrict(strict);
  if (looseValue === undefined) throw new AppError('request.malformed', 'The request body is not valid JSON.');
  return looseValue;
}

/** The value of a JSON text, or the text itself when it is no JSON. */
export function parseJsonOrText(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** Whether a text of unnamed type is meant as JSON. */
export function looksLikeJson(text: string): boolean {
  return /^[\uFEFF\s]*[[{]/.test(text);
}

/** The value of strict JSON, undefined for any other text. Throws request.malformed for one that is nested too deeply. */
function parseStrict(json: string): unknown {
  refuseDeepNesting(json);
  const value = parseOrUndefined(json);
  // Only a text with one of these words, or with an escape that could spell one, can hold such a member.
  return /__proto__|constructor|\\u00/.test(json) ? withoutPrototypeKeys(value) : value;
}

function parseOrUndefined(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function refuseDeepNesting(json: string): void {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (isInString) {
      if (code === backslash) at += 1;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > jsonDepthLimit) throw new AppError('request.malformed', 'The request body is nested too deeply.');
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function withoutPrototypeKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (const item of value) withoutPrototypeKeys(item);
  } else if (value !== null && typeof value === 'object') {
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) {
      if (key === '__proto__' || (key === 'constructor' && holdsPrototype(record[key]))) delete record[key];
      else withoutPrototypeKeys(record[key]);
    }
  }
  return value;
}

function holdsPrototype(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, 'prototype');
}
