import { isIP } from 'node:net';

/**
 * Whether a Host header names this server by an address, as localhost or by its public name. Any other name may belong to a
 * page of another site that had it lead to this machine (DNS rebinding).
 */
export function isOwnName(host: string | undefined, publicUrl: string): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname;
  if (name === undefined || name === '') return false;
  if (isIP(name.replace(/^\[|\]$/g, '')) > 0 || name === 'localhost') return true;
  return name === URL.parse(publicUrl)?.hostname;
}
