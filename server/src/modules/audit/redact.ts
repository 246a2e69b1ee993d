const secretName =
  /pass(word|phrase)?|secret|token|credential|cookie|signature|api.?key|private.?key|authorization|^pin$|^otp$/i;
/** Names of things that only sound like secrets. */
const openName = /^(token_?(id|name)|tokenid|hastoken)$/i;
const textLimit = 300;
const listLimit = 20;
const memberLimit = 60;
const depthLimit = 6;
/** Characters of what is kept of one change. */
const changesLimit = 8_000;

/** What of a value may be kept: secrets are struck out, long texts and lists are cut. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > textLimit ? `${value.slice(0, textLimit)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (depth >= depthLimit) return '…';
  if (Array.isArray(value)) {
    const kept = value.slice(0, listLimit).map((member) => redact(member, depth + 1));
    return value.length > listLimit ? [...kept, `… ${value.length - listLimit} more`] : kept;
  }
  const kept = Object.entries(value).slice(0, memberLimit);
  return Object.fromEntries(
    kept
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, isSecret(name, member) ? 'hidden' : redact(member, depth + 1)]),
  );
}

/** The text that is kept of a change; null when there is nothing to tell. */
export function toChangesText(changes: unknown): string | null {
  if (changes === undefined || changes === null) return null;
  const text = JSON.stringify(redact(changes));
  if (text === '{}' || text === '[]') return null;
  return text.length > changesLimit ? JSON.stringify({ cut: text.slice(0, changesLimit / 2) }) : text;
}

function isSecret(name: string, value: unknown): boolean {
  return value !== null && typeof value !== 'boolean' && secretName.test(name) && !openName.test(name);
}
