/** What stands in the place of a secret. */
export const removed = '[removed]';

/** What stands at the end of a text that was cut. */
const cutMark = ' … [cut]';

/** Names whose value is a secret. `tokenId` and the like are none. */
const secretNames = new RegExp(
  `(?:${[
    'pass(?:word|wd|phrase|code)?',
    'secret',
    'token',
    'authori[sz]ation',
    'auth',
    'api[-_]?key',
    '(?:access|private|secret|signing)[-_]?key',
    'credentials?',
    'signature',
    'sig',
    'cookie',
    'csrf',
    'otp',
    '(?:otp|verification|auth|security|access)[-_]?code',
    '(?:^|[-_])pin',
    'cvv',
  ].join('|')})$`,
  'i',
);

/** Texts that are a secret wherever they stand: our tokens and signing secrets, tokens of Meta, JWTs, what follows Bearer. */
const secretTexts =
  /\b(?:pk|sk|whsec)_[\w+/=-]{16,}|\bEAA[A-Za-z0-9]{16,}|\beyJ[\w-]{16,}(?:\.[\w-]*)*|\b[Bb]earer\s+\S+/g;

// Begins behind the scheme: to look for its first letter costs quadratic time on a long word.
const addresses = /(?<=[a-z0-9+.-]:\/\/)([^\s/?#"'<>]*@)?([^\s?#"'<>]*)(\?[^\s#"'<>]*)?/gi;

/** Characters; in the query of an address a value this long is a signature or a token, whatever its name. */
const longQueryValue = 32;
/** Shorter texts hold none of the secrets above. */
const shortestSecret = 10;
const rememberedNames = 2_000;

export type IsSecretName = (name: string) => boolean;

export function isSecretName(name: string): boolean {
  return secretNames.test(name);
}

/** Bodies repeat the same few names: what was found out of one is remembered. */
export function createNameMemory(): IsSecretName {
  const known = new Map<string, boolean>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= rememberedNames) known.clear();
    const isSecret = isSecretName(name);
    known.set(name, isSecret);
    return isSecret;
  };
}

/** A text without the secrets that can be told by their form, and without user, password and secret values of addresses. */
export function redactText(text: string): string {
  if (text.length < shortestSecret) return text;
  const plain = text.replace(secretTexts, removed);
  if (!plain.includes('://')) return plain;
  return plain.replace(addresses, (_all, user: string | undefined, rest: string, query = '') => {
    const safeQuery = query === '' ? '' : `?${redactQuery(query.slice(1), longQueryValue)}`;
    return `${user === undefined ? '' : `${removed}@`}${rest}${safeQuery}`;
  });
}

/** A path with its query, without the values of secrets. */
export function redactPath(url: string): string {
  const at = url.indexOf('?');
  if (at === -1) return redactText(url);
  return `${redactText(url.slice(0, at))}?${redactQuery(url.slice(at + 1), Number.POSITIVE_INFINITY)}`;
}

/**
 * A value as JSON of at most that many characters, without secrets: values under the name of one, the `value` beside a
 * `name` that says so, and texts that look like one. Stops walking when it is full, so a large body costs no more than a
 * small one.
 */
export function toRedactedJson(value: unknown, limit: number, isSecretOf: IsSecretName = isSecretName): string {
  const parts: string[] = [];
  let left = limit;
  let isCut = false;
  const isFull = (): boolean => {
    if (left > 0) return false;
    isCut = true;
    return true;
  };
  const put = (text: string): void => {
    parts.push(text);
    left -= text.length;
  };
  const putText = (text: string, isSecret: boolean): void => {
    if (isSecret) put(JSON.stringify(removed));
    else if (text.length <= left) put(JSON.stringify(redactText(text)));
    else {
      put(JSON.stringify(redactStart(text, left)));
      left = 0;
      isFull();
    }
  };
  const putObject = (object: Readonly<Record<string, unknown>>): void => {
    const isSecretPair = namesSecret(object, isSecretOf);
    let isFirst = true;
    put('{');
    for (const [name, member] of Object.entries(object)) {
      if (isFull()) return;
      if (member === undefined) continue;
      put(`${isFirst ? '' : ','}${JSON.stringify(name)}:`);
      isFirst = false;
      walk(member, isSecretOf(name) || (isSecretPair && name.toLowerCase() === 'value'));
    }
    put('}');
  };
  const walk = (part: unknown, isSecret: boolean): void => {
    if (isFull()) return;
    if (typeof part === 'string') putText(part, isSecret);
    else if (typeof part !== 'object' || part === null)
      put(isSecret && part !== null ? JSON.stringify(removed) : plain(part));
    else if (Array.isArray(part)) {
      put('[');
      for (const [index, item] of part.entries()) {
        if (isFull()) return;
        if (index > 0) put(',');
        walk(item, isSecret);
      }
      put(']');
    } else if (part instanceof Date) put(JSON.stringify(part));
    else putObject(part as Record<string, unknown>);
  };
  walk(value, false);
  const text = parts.join('');
  return isCut || text.length > limit ? text.slice(0, limit) + cutMark : text;
}

/** A text of at most that many characters, without secrets. */
export function toRedactedText(text: string, limit: number): string {
  const safe = text.length > limit ? redactStart(text, limit) + cutMark : redactText(text);
  return safe.replaceAll('\0', '');
}

/** The beginning of a long text: a secret that is cut in two can't be told by its form, so its end goes too. */
function redactStart(text: string, length: number): string {
  return redactText(text.slice(0, length + longQueryValue))
    .slice(0, -longQueryValue)
    .slice(0, length);
}

/** `{name: 'password', value: ...}`, as parameters and attributes are written. */
function namesSecret(object: Readonly<Record<string, unknown>>, isSecretOf: IsSecretName): boolean {
  const name = object.name ?? object.key ?? object.Name;
  return typeof name === 'string' && isSecretOf(name);
}

function plain(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function redactQuery(query: string, longest: number): string {
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at === -1) return redactText(pair);
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (isSecretName(decode(name)) || value.length >= longest) return `${name}=${removed}`;
      const text = decode(value);
      const safe = redactText(text);
      return safe === text ? pair : `${name}=${encodeURIComponent(safe)}`;
    })
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
