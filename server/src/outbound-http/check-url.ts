import { isIP } from 'node:net';
import type { AddressRule } from './address-rules.ts';

export type UrlCheck =
  | { readonly ok: true; readonly url: URL }
  /** A sentence that can be shown to the person who gave the url. */
  | { readonly ok: false; readonly reason: string };

/** Longer addresses are cut by proxies and servers on the way. */
const maxUrlLength = 2048;

/**
 * Judges an address by its text alone: no DNS, so a name that leads to a private address is found only when it is called.
 * The URL parser has already turned decimal, hex and octal forms of an IPv4 address into the usual one.
 */
export function checkOutboundUrl(text: string, isAllowed: AddressRule): UrlCheck {
  if (text.length > maxUrlLength) return refused(`The address is longer than ${maxUrlLength} characters.`);
  const url = URL.parse(text);
  if (!url) return refused('The address is not a valid URL.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refused('The address must begin with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '') {
    return refused('The address must not hold a user name or password; send them in a header.');
  }
  const address = literalAddress(url.hostname);
  if (address !== undefined && !isAllowed(address)) return refused('The address is not on the public internet.');
  return { ok: true, url };
}

/** The address that stands in the url itself. The name localhost is this machine whatever the DNS says (RFC 6761). */
function literalAddress(hostname: string): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return host;
  return host === 'localhost' || host.endsWith('.localhost') ? '127.0.0.1' : undefined;
}

function refused(reason: string): UrlCheck {
  return { ok: false, reason };
}
