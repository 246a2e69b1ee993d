/** Longer names are cut; the ending is kept. */
export const maxFileNameLength = 200;

/**
 * A file name as it may be stored and shown: no path, no control characters, none that turn the direction of writing, at
 * most 200 characters. Null when nothing is left.
 */
export function cleanFileName(name: string | null | undefined): string | null {
  const base = (name ?? '').toWellFormed().replaceAll('\\', '/').split('/').at(-1) ?? '';
  const clean = base.replace(/\p{Cc}|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return null;
  if (clean.length <= maxFileNameLength) return clean;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, maxFileNameLength - ending.length).replace(/[\uD800-\uDBFF]$/, '') + ending;
}
