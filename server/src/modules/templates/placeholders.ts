const placeholderPattern = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** A text cut at its placeholders: what stands between them as it is, the placeholders by their names or numbers. */
export type TextPart = string | { readonly placeholder: string };

export function cutText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholderPattern)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ placeholder: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/**
 * The placeholders of a text, each once, in the order in which Meta takes their values: numbers by their value, names as
 * they stand in the text.
 */
export function listPlaceholders(parts: readonly TextPart[]): string[] {
  const distinct = new Set<string>();
  for (const part of parts) if (typeof part !== 'string') distinct.add(part.placeholder);
  const names = [...distinct];
  return names.every(isNumber) ? names.sort((one, other) => Number(one) - Number(other)) : names;
}

export function isNumber(placeholder: string): boolean {
  return /^\d+$/.test(placeholder);
}

/** The names and numbers between braces in a text, each once, as they stand in it. */
export function listVariables(text: string): string[] {
  return [...new Set(cutText(text).flatMap((part) => (typeof part === 'string' ? [] : [part.placeholder])))];
}
