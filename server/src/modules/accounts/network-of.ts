import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Bytes of an IPv6 address that its owner does not choose: providers hand out /64 networks to a single customer. */
const networkBytes = 8;

/** What one caller can't leave: the address itself, of IPv6 its /64 network. IPv4 within IPv6 is IPv4. */
export function networkOf(address: string): string {
  if (isIP(address) === 0) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${Buffer.from(parsed.toByteArray().slice(0, networkBytes)).toString('hex')}/64`;
}
