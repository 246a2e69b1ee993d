const pattern = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

interface Value {
  readonly name: string;
  readonly value: string;
}

/** A text with its samples; what has none keeps its braces. */
export function fillText(text: string, samples: readonly Value[]): string {
  return text.replace(pattern, (whole, name: string) => sampleOf(name, samples) || whole);
}

export function sampleOf(name: string, samples: readonly Value[]): string {
  return samples.find((sample) => sample.name.toLowerCase() === name.toLowerCase())?.value ?? '';
}

/** The variables of texts, each once, in their order. */
export function variablesIn(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => [...(text ?? '').matchAll(pattern)].map(([, name]) => name ?? '')))];
}
