import type { FastifyInstance, FastifyReply } from 'fastify';
import type { FollowedLink } from '../modules/links/index.ts';

export interface TrackedLinkOptions {
  follow(token: string, options: { isClick: boolean }): Promise<FollowedLink | undefined>;
}

interface LinkPath {
  Params: { '*': string };
}

/** Where tracked links of templates lead: on to their target, after the click was counted. A look ahead (HEAD) counts not. */
export function registerTrackedLinks(server: FastifyInstance, { follow }: TrackedLinkOptions): void {
  const lead = async (reply: FastifyReply, token: string, isClick: boolean): Promise<FastifyReply> => {
    reply
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex');
    const link = await follow(token, { isClick });
    if (link) return reply.code(302).header('location', link.url).send();
    return reply.code(404).type('text/plain; charset=utf-8').send('This link does not exist, or not any more.');
  };
  // A token is longer than the router lets a named part be: it holds the value of the address.
  server.head<LinkPath>('/l/*', (request, reply) => lead(reply, request.params['*'], false));
  server.get<LinkPath>('/l/*', { exposeHeadRoute: false }, (request, reply) => lead(reply, request.params['*'], true));
}
