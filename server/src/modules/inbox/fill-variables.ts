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

// Blanks at the border of a name are cut off afterwards: in the pattern they could be read in many ways.
const variable = /\{\{([^{}|]+)(?:\|([^{}]{0,200}))?\}\}/g;

/** The name within the braces; undefined where no variable can be called so. */
function nameOf(written: string | undefined): string | undefined {
  const name = written?.trim() ?? '';
  return name.length >= 1 && name.length <= 100 ? name : undefined;
}

/** The variables of a text in their order, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].flatMap((match) => nameOf(match[1]) ?? []))];
}

/** Filled by Parley itself, whatever attributes a contact has. */
const ownVariables: readonly string[] = ['name', 'phone', 'agent'];

/** Names a variable anew, whatever its case; its fallback stays. A name that no variable can bear changes nothing. */
export function renameVariable(text: string, from: string, to: string): string {
  const isOwn = [from, to].some((name) => ownVariables.includes(name.toLowerCase()));
  if (isOwn || !/^[^{}|]{1,100}$/.test(to)) return text;
  return text.replace(variable, (written, inner: string, fallback: string | undefined) =>
    nameOf(inner)?.toLowerCase() === from.toLowerCase()
      ? `{{${to}${fallback === undefined ? '' : `|${fallback}`}}}`
      : written,
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
  const filled = text.replace(variable, (written, inner: string, fallback: string | undefined) => {
    const name = nameOf(inner);
    if (name === undefined) return written;
    const key = name.toLowerCase();
    const value = own.get(key) || attributes.get(key) || fallback?.trim();
    if (value) return value;
    missing.add(name);
    return written;
  });
  return { text: filled, missing: [...missing] };
}
