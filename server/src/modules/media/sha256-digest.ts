const hexLength = 64;
const digestBytes = 32;

/** A SHA-256 digest in hex, whichever way Meta wrote it (6.9: base64 in webhooks, hex in lookups); null when it is none. */
export function toHexDigest(digest: string | null | undefined): string | null {
  const text = (digest ?? '').trim();
  if (text.length === hexLength && /^[0-9a-f]+$/i.test(text)) return text.toLowerCase();
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  return bytes.length === digestBytes ? bytes.toString('hex') : null;
}
