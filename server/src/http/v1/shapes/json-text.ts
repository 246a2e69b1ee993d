import { parseJsonOrText } from '../../contract/parse-json.ts';

/**
 * The value of a JSON text inside a parameter, or the text itself when it is none. WATI's reader of JSON also takes
 * names without quotes, single quotes and a comma after the last item, and programs in use write all three.
 */
export function parseJsonText(text: string): unknown {
  const value = parseJsonOrText(text);
  if (typeof value !== 'string') return value;
  const strict = toStrictJson(text);
  return strict === undefined ? text : parseJsonOrText(strict);
}

/** The same text with double quotes only; undefined for a quote without its end. Each character is looked at once. */
function toStrictJson(text: string): string | undefined {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const sign = text[at] ?? '';
    let end = at + 1;
    if (sign === '"' || sign === "'") {
      end = endOfText(text, at);
      if (end > text.length) return undefined;
      parts.push(`"${text.slice(at + 1, end - 1).replace(/\\[\s\S]|"/g, toStrictSign)}"`);
    } else if (wordSign.test(sign)) {
      while (wordSign.test(text[end] ?? '')) end += 1;
      parts.push(text.slice(at, end));
    } else if (sign === ':') quoteName(parts);
    else if (sign === ']' || sign === '}') dropComma(parts, sign);
    else if (sign.trim() !== '') parts.push(sign);
    at = end;
  }
  return parts.join('');
}

const wordSign = /[\w$.+-]/;
const bareName = /^[A-Za-z_$][\w$]*$/;

/** Where the quoted text that begins at `start` is over; beyond the text when it never is. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start]) at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function toStrictSign(sign: string): string {
  if (sign === '"') return '\\"';
  return sign === "\\'" ? "'" : sign;
}

function quoteName(parts: string[]): void {
  const name = parts.at(-1) ?? '';
  if (bareName.test(name)) parts[parts.length - 1] = `"${name}"`;
  parts.push(':');
}

function dropComma(parts: string[], sign: string): void {
  if (parts.at(-1) === ',') parts.pop();
  parts.push(sign);
}
