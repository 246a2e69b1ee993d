import { createHmac, timingSafeEqual } from 'node:crypto';

const prefix = 'sha256=';
const headerForm = /^sha256=[0-9a-f]{64}$/i;

/**
 * The value of `X-Hub-Signature-256` for these exact bytes. Meta escapes non-ASCII characters as `\uXXXX` before it signs
 * and sends, so the bytes on the wire are what counts (text is signed as UTF-8).
 */
export function signBody(raw: Uint8Array | string, appSecret: string): string {
  return prefix + createHmac('sha256', appSecret).update(raw).digest('hex');
}

/**
 * The index of the app secret that signed these raw bytes, or -1. Takes constant time for each secret. The prefix is
 * needed; the hex digits may be upper case.
 */
export function verifySignature(raw: Buffer, header: string | undefined, secrets: readonly string[]): number {
  if (header === undefined || !headerForm.test(header)) return -1;
  const given = Buffer.from(header.slice(prefix.length), 'hex');
  return secrets.findIndex((secret) => timingSafeEqual(createHmac('sha256', secret).update(raw).digest(), given));
}
