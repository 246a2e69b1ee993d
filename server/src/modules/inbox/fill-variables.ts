/** What stands for the variables of a text. */
export interface Filling {
  readonly name: string | null;
  /** As people may read it. */
  readonly phone: string | null;
  readonly agent: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface FilledText {
  readonly text: string;
  /** Those that have neither a value nor a fallback; they stay in the text as they were written. */
  readonly missing: readonly string[];
}

const variable = /\{\{\s*([^{}|]{1,100}?)\s*(?:\|([^{}]{0,200}))?\}\}/g;

/** The variables of a text in their order, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map((match) => match[1] ?? ''))];
}

/** Filled by Parley itself, whatever attributes a contact has. */
const ownVariables: readonly string[] = ['name', 'phone', 'agent'];

/** Names a variable anew, whatever its case; its fallback stays. A name that no variable can bear changes nothing. */
export function renameVariable(text: string, from: string, to: string): string {
  const isOwn = [from, to].some((name) => ownVariables.includes(name.toLowerCase()));
  if (isOwn || !/^[^{}|]{1,100}$/.test(to)) return text;
  return text.replace(variable, (written, name: string, fallback: string | undefined) =>
    name.toLowerCase() === from.toLowerCase() ? `{{${to}${fallback === undefined ? '' : `|${fallback}`}}}` : written,
  );
}

/**
 * Puts values in the place of `{{name}}`, `{{phone}}`, `{{agent}}` and `{{any attribute}}`, in any case; `{{city|your city}}`
 * has a fallback. Values are put in as they are: one that looks like a variable is none.
 */
export function fillVariables(text: string, filling: Filling): FilledText {
  const attributes = new Map(Object.entries(filling.attributes).map(([name, value]) => [name.toLowerCase(), value]));
  const own = new Map([
    ['name', filling.name],
    ['phone', filling.phone],
    ['agent', filling.agent],
  ]);
  const missing = new Set<string>();
  const filled = text.replace(variable, (written, name: string, fallback: string | undefined) => {
    const key = name.toLowerCase();
    const value = own.get(key) || attributes.get(key) || fallback?.trim();
    if (value) return value;
    missing.add(name);
    return written;
  });
  return { text: filled, missing: [...missing] };
}
