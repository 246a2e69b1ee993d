import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an address (IPv4 or IPv6 as text) may be called. */
export type AddressRule = (address: string) => boolean;

/** Public by their range, yet they answer with secrets of the machine: the metadata service of Azure. */
const forbiddenPublicAddresses: ReadonlySet<string> = new Set(['168.63.129.16']);

/** All global unicast addresses of IPv6 that were ever handed out (RFC 4291, IANA). */
const globalUnicast = ipaddr.IPv6.parse('2000::');
const globalUnicastBits = 3;

/** Where networks without IPv4 reach it: the last 32 bits are the IPv4 address (RFC 6052). */
const translationPrefix = ipaddr.IPv6.parse('64:ff9b::');
const translationPrefixBits = 96;

/**
 * Whether the address belongs to the public internet. Everything else is refused: loopback, private, link-local, unique
 * local, multicast, reserved, shared (carrier-grade NAT), unspecified, documentation and tunnel addresses (6to4, Teredo).
 * IPv4 inside IPv6 (mapped or NAT64) is judged by the IPv4 address. Text that is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? isPublicV4(parsed.toString()) : isPublicV6(ipaddr.IPv6.parse(address));
}

function isPublicV4(address: string): boolean {
  return ipaddr.IPv4.parse(address).range() === 'unicast' && !forbiddenPublicAddresses.has(address);
}

function isPublicV6(address: InstanceType<typeof ipaddr.IPv6>): boolean {
  if (address.zoneId) return false;
  if (address.match(translationPrefix, translationPrefixBits)) {
    return isPublicV4(address.toByteArray().slice(-4).join('.'));
  }
  return address.range() === 'unicast' && address.match(globalUnicast, globalUnicastBits);
}
