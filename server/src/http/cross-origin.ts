import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';

const apiPath = /^\/*(?:\d+\/+)?api\//i;
const readableHeaders = 'x-request-id, retry-after, idempotency-replayed, content-disposition';
/** Seconds that a browser keeps what it was told; the most that Chrome keeps. */
const preflightSeconds = 7_200;
const headerNames = /^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/;

/**
 * Lets pages of any site read the answers of the API: programs in browsers call it with a token. A cookie opens nothing
 * there, since browsers keep the answers to calls with credentials from pages as long as nothing allows them by name
 * (decision 0034). The paths of the web app stay closed.
 */
export function openToOtherSites(url: string, reply: FastifyReply): void {
  if (!apiPath.test(url)) return;
  reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', readableHeaders);
}

/** Tells a browser that asks before it calls (OPTIONS) which methods and headers this path of the API takes. */
export function answerPreflight(
  reply: FastifyReply,
  headers: IncomingHttpHeaders,
  methods: readonly string[],
): FastifyReply {
  const wanted = headers['access-control-request-headers'];
  // A star would not cover Authorization.
  const allowed = wanted !== undefined && headerNames.test(wanted) ? wanted : 'authorization, content-type';
  return reply
    .code(204)
    .header('access-control-allow-methods', methods.join(', '))
    .header('access-control-allow-headers', allowed)
    .header('access-control-max-age', String(preflightSeconds))
    .send();
}

/** Whether a browser asks what a page of another site may send to this path. */
export function isPreflight(method: string, url: string): boolean {
  return method === 'OPTIONS' && apiPath.test(url);
}
