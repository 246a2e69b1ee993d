/**
 * The strict form of a text that is JSON but for what WATI's reader also takes and programs in use write: names without
 * quotes, single quotes, raw line breaks in a text, and a comma after the last item. Undefined when a text has no end or
 * two words stand side by side; otherwise the result may still be no JSON. Each character is looked at once.
 */
export function toStrictJson(text: string): string | undefined {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const sign = text[at] ?? '';
    let end = at + 1;
    if (sign === '"' || sign === "'") {
      end = endOfText(text, at);
      if (end > text.length) return undefined;
      parts.push(`"${text.slice(at + 1, end - 1).replace(escapable, toStrictSign)}"`);
    } else if (wordSign.test(sign)) {
      if (wordSign.test(parts.at(-1) ?? '')) return undefined;
      while (wordSign.test(text[end] ?? '')) end += 1;
      parts.push(text.slice(at, end));
    } else if (sign === ':') quoteName(parts);
    else if (sign === ']' || sign === '}') dropComma(parts, sign);
    else if (sign.trim() !== '') parts.push(sign);
    at = end;
  }
  return parts.join('');
}

const wordSign = /^[\w$.+-]/;
const bareName = /^[A-Za-z_$][\w$]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what strict JSON has escaped
const escapable = /\\[\s\S]|["\u0000-\u001f]/g;

/** Where the quoted text that begins at `start` is over; beyond the text when it never is. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start]) at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function toStrictSign(sign: string): string {
  if (sign === "\\'") return "'";
  return sign.startsWith('\\') ? sign : JSON.stringify(sign).slice(1, -1);
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
