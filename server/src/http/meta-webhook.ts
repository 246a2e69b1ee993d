import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sha256Hex } from '../kernel/ids.ts';
import type { MetaApp } from '../modules/channels/index.ts';
import { type MetaDoorDeps, metaBodyLimitBytes, takeWebhook } from './meta-door.ts';

const appsFreshMs = 1_000;

/**
 * The door for Meta: `/meta/webhook` for the app of this server, `/meta/webhook/{callbackId}` for a customer's own. GET is
 * the handshake (8.1). POST is checked over its raw bytes (8.2), stored as it came, and answered 200 after the commit.
 */
export async function registerMetaWebhook(server: FastifyInstance, deps: MetaDoorDeps): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const asBuffer = { parseAs: 'buffer' as const, bodyLimit: metaBodyLimitBytes };
    scope.addContentTypeParser('*', asBuffer, (_request, body, done) => done(null, body));
    for (const url of ['/meta/webhook', '/meta/webhook/:callbackId']) {
      scope.get(url, async (request, reply) =>
        answerHandshake(await deps.findApps(callbackIdOf(request)), request, reply),
      );
      scope.post(url, { config: { quiet: true } }, async (request, reply) => {
        const signature = request.headers['x-hub-signature-256'];
        const answer = await takeWebhook(deps, {
          callbackId: callbackIdOf(request),
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          signature: typeof signature === 'string' ? signature : undefined,
          requestId: request.id,
        });
        return reply.code(answer.status).type('text/plain').send(answer.text);
      });
    }
  });
}

function callbackIdOf(request: FastifyRequest): string | undefined {
  return (request.params as { callbackId?: string }).callbackId;
}

function answerHandshake(apps: readonly MetaApp[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A parameter that is given twice comes as a list.
  const query = request.query as Record<string, string | string[] | undefined>;
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'] ?? '';
  const known = typeof token === 'string' && apps.some((app) => sameText(app.verifyToken, token));
  if (query['hub.mode'] !== 'subscribe' || !known || typeof challenge !== 'string') {
    return reply.code(403).type('text/plain').send('Forbidden');
  }
  return reply.type('text/plain').send(challenge);
}

/** The apps by their callback, read anew when a second old. */
export function createAppFinder(listApps: () => Promise<MetaApp[]>): MetaDoorDeps['findApps'] {
  let apps: Promise<MetaApp[]> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return async (callbackId) => {
    if (!apps || performance.now() - readAt > appsFreshMs) {
      readAt = performance.now();
      apps = listApps();
      apps.catch(() => {
        apps = undefined;
      });
    }
    return (await apps).filter((app) => app.callbackId === (callbackId ?? null));
  };
}

function sameText(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(a)), Buffer.from(sha256Hex(b)));
}
