import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

type AddressedRequest = Pick<FastifyRequest, 'ip' | 'socket'>;

/**
 * Where a call comes from: the peer, or the last address of X-Forwarded-For that is no trusted proxy's, where the peer is
 * one. What is no address there counts for nothing.
 */
export function clientAddress({ ip, socket }: AddressedRequest): string {
  const bare = withoutPort(ip);
  return isIP(bare) > 0 ? bare : (socket.remoteAddress ?? '');
}

/** Some proxies name the port of the client too. */
function withoutPort(text: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}
