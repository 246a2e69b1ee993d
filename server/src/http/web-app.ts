import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where the built web app lies. */
export const webAppDir = join(import.meta.dirname, '..', '..', '..', 'web', 'dist');

/** Scripts, pictures and calls of our own address alone; styles may stand in the page, as the component library sets them. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Pages of the app: their addresses all lead to its one document. */
const pages = [
  '/',
  '/sign-in',
  '/invitation',
  ...['inbox', 'contacts', 'campaigns', 'templates', 'developer', 'settings'].flatMap((name) => [
    `/${name}`,
    `/${name}/*`,
  ]),
];
const yearMs = 365 * 24 * 3_600_000;

/**
 * Serves the built web app: its assets, named by their content, for a year; its document fresh each time. False when it
 * was not built.
 */
export async function registerWebApp(server: FastifyInstance, root: string = webAppDir): Promise<boolean> {
  if (!existsSync(join(root, 'index.html'))) return false;
  await server.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root,
      prefix: '/',
      serve: false,
      preCompressed: true,
      cacheControl: false,
    });
    const forYears = { cacheControl: true, maxAge: yearMs, immutable: true };
    scope.get('/assets/*', async (request, reply) => {
      const { '*': name } = request.params as { '*': string };
      return reply.sendFile(`assets/${name}`, forYears);
    });
    scope.get('/icon.svg', async (_request, reply) => reply.sendFile('icon.svg'));
    // Somebody who mistypes an address gets a page that leads on; programs get what they always got.
    scope.get('/:unknown', { config: { quiet: true } }, async ({ headers }, reply) => {
      if (headers['sec-fetch-mode'] !== 'navigate') return reply.callNotFound();
      return sendPage(reply.code(404));
    });
    for (const url of pages) scope.get(url, { config: { quiet: true } }, async (_request, reply) => sendPage(reply));
  });
  return true;
}

function sendPage(reply: FastifyReply): FastifyReply {
  reply
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy)
    .header('permissions-policy', 'microphone=(self), camera=(), geolocation=()')
    .header('referrer-policy', 'same-origin')
    .header('x-frame-options', 'DENY');
  return reply.sendFile('index.html');
}
