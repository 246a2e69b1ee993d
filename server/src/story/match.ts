/** Characters of a value that a report shows. */
const maxShown = 400;
/** A regular expression reads no more of a text than this. */
const maxSearched = 10_000;

/** A text as a story wants it: exactly so, with these words in it, or by a regular expression. */
export type TextMatcher =
  | string
  | number
  | boolean
  | { readonly equals: string }
  | { readonly contains: string }
  | { readonly matches: string };

/**
 * What is wrong with `seen`, in words, or undefined when it is as wanted. Objects need only the members that are named,
 * lists the same length; `{contains}`, `{matches}`, `{equals}` stand for texts and `{any: true}` for any value that is there.
 */
export function describeMismatch(wanted: unknown, seen: unknown, path = ''): string | undefined {
  if (isMatcher(wanted)) return describeMatcher(wanted, seen, path);
  if (Array.isArray(wanted)) return describeList(wanted, seen, path);
  if (isObject(wanted)) return describeObject(wanted, seen, path);
  return wanted === seen ? undefined : differ(path, show(wanted), seen);
}

/** Whether `text` is as wanted. Numbers and booleans of a story are meant as they are written. */
export function isTextAsWanted(wanted: TextMatcher, text: string): boolean {
  return describeMismatch(typeof wanted === 'object' ? wanted : String(wanted), text) === undefined;
}

/** A value in one line, shortened. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}...` : text;
}

export function showMatcher(wanted: unknown): string {
  if (!isMatcher(wanted)) return show(wanted);
  if ('contains' in wanted) return `a text with ${show(wanted.contains)} in it`;
  if ('matches' in wanted) return `a text like /${String(wanted.matches)}/`;
  return 'equals' in wanted ? show(wanted.equals) : 'any value';
}

type Matcher = Partial<Record<'contains' | 'matches' | 'equals' | 'any', unknown>>;

function isMatcher(value: unknown): value is Matcher {
  if (!isObject(value)) return false;
  const [name = '', ...others] = Object.keys(value);
  if (others.length > 0) return false;
  return name === 'any' ? value.any === true : ['contains', 'matches', 'equals'].includes(name);
}

function describeMatcher(wanted: Matcher, seen: unknown, path: string): string | undefined {
  if ('any' in wanted) return seen === undefined || seen === null ? differ(path, 'any value', seen) : undefined;
  if ('equals' in wanted) return wanted.equals === seen ? undefined : differ(path, show(wanted.equals), seen);
  const text = typeof seen === 'string' ? seen : seen === undefined || seen === null ? undefined : String(seen);
  const isRight =
    text !== undefined &&
    ('contains' in wanted
      ? text.includes(String(wanted.contains))
      : new RegExp(String(wanted.matches), 'u').test(text.slice(0, maxSearched)));
  return isRight ? undefined : differ(path, showMatcher(wanted), seen);
}

function describeList(wanted: readonly unknown[], seen: unknown, path: string): string | undefined {
  if (!Array.isArray(seen)) return differ(path, show(wanted), seen);
  if (seen.length !== wanted.length) {
    return `${path || 'the list'}: expected ${wanted.length} entries, seen ${seen.length}: ${show(seen)}`;
  }
  return firstOf(wanted.map((entry, index) => () => describeMismatch(entry, seen[index], `${path}[${index}]`)));
}

function describeObject(wanted: Record<string, unknown>, seen: unknown, path: string): string | undefined {
  if (!isObject(seen)) return differ(path, show(wanted), seen);
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return firstOf(
    Object.entries(wanted).map(
      ([name, value]) =>
        () =>
          describeMismatch(value, seen[name], below(name)),
    ),
  );
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const wrong = check();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function differ(path: string, wanted: string, seen: unknown): string {
  return `${path === '' ? '' : `${path}: `}expected ${wanted}, seen ${show(seen)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
