import type { IncomingHttpHeaders } from 'node:http';

/** A server that asks for more patience than this is asked again after this. */
export const maxRetryAfterMs = 86_400_000;

/**
 * Milliseconds a server asks to wait, by its `Retry-After` header in seconds or as a date. A date is read against the
 * server's own `Date` header, so its clock need not be right. Undefined when absent or unreadable.
 */
export function readRetryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  const ms = /^\d{1,10}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers.date ?? '');
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), maxRetryAfterMs) : undefined;
}
