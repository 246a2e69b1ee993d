/** Longer names are cut; the ending is kept. */
export const maxFileNameLength = 200;

/**
 * The name of a downloaded file: `filename*` or `filename` of the Content-Disposition header (RFC 6266), else the last part
 * of the url's path. Never holds a path, control characters or an empty text; undefined when there is no name.
 */
export function readFileName(contentDisposition: string | undefined, url: URL): string | undefined {
  const header = contentDisposition ?? '';
  const found =
    cleanName(readExtended(header)) ?? cleanName(readPlain(header)) ?? cleanName(decodePercent(lastPart(url.pathname)));
  return found === undefined ? undefined : shorten(found);
}

/** `filename*=UTF-8''na%C3%AFve.pdf` (RFC 8187). */
function readExtended(header: string): string | undefined {
  const match = /(?:^|;)\s*filename\*\s*=\s*([a-z0-9-]+)'[^']*'([^;\s]+)/i.exec(header);
  if (!match) return undefined;
  const [, charset = '', value = ''] = match;
  if (charset.toLowerCase() === 'utf-8') return decodePercent(value);
  return value.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function readPlain(header: string): string | undefined {
  const match = /(?:^|;)\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header);
  if (!match) return undefined;
  const value = match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '';
  return fromHeaderBytes(value);
}

/** Header text arrives one byte a character, though most servers mean UTF-8. */
function fromHeaderBytes(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? value : text;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function decodePercent(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function cleanName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const base = name.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const clean = base.replace(/\p{Cc}|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  return clean === '' || clean === '.' || clean === '..' ? undefined : clean;
}

function shorten(name: string): string {
  if (name.length <= maxFileNameLength) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, maxFileNameLength - ending.length).replace(/[\uD800-\uDBFF]$/, '') + ending;
}
