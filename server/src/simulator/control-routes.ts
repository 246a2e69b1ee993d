import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { type ClockRouteDeps, registerClockRoutes } from './clock-routes.ts';
import { type CustomerRouteDeps, registerCallRoutes, registerCustomerRoutes } from './customer-routes.ts';
import type { FindDownloadDeps } from './download-media.ts';
import { type NumberRouteDeps, registerNumberRoutes } from './number-routes.ts';
import { registerSampleRoutes } from './template-samples.ts';
import { registerTokenRoutes, type TokenRouteDeps } from './token-routes.ts';
import { registerWebhookRoutes, type WebhookRouteDeps } from './webhook-routes.ts';
import { registerWorldRoutes, type WorldRouteDeps } from './world-routes.ts';

/** Bodies other than messages with files. */
const maxBodyBytes = 1024 * 1024;

const statusOf: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 409,
  limit_exceeded: 413,
  upstream_rejected: 502,
  upstream_unavailable: 503,
  internal: 500,
};

type ControlRouteDeps = CustomerRouteDeps &
  ClockRouteDeps &
  WorldRouteDeps &
  NumberRouteDeps &
  TokenRouteDeps &
  WebhookRouteDeps &
  FindDownloadDeps & { readonly log: Log };

/** The control routes. JSON in and out; every refusal is `{error:{reason,message}}`. */
export async function registerControlRoutes(server: FastifyInstance, deps: ControlRouteDeps): Promise<void> {
  addBodyParser(server);
  const answerError = (error: unknown, reply: FastifyReply): FastifyReply => {
    const refusal = toAppError(error, deps.log);
    return reply.code(statusOf[refusal.code]).send({ error: { reason: refusal.reason, message: refusal.message } });
  };
  server.setErrorHandler((error, _request, reply) => answerError(error, reply));
  server.setNotFoundHandler((request, reply) => answerError(unknownPath(request), reply));
  // Where Graph has the root, what is below /simulator is still ours.
  server.route({
    method: ['GET', 'POST', 'PATCH', 'DELETE'],
    url: '/*',
    handler: (request) => {
      throw unknownPath(request);
    },
  });
  registerCustomerRoutes(server, deps);
  registerCallRoutes(server, deps);
  registerClockRoutes(server, deps);
  registerWorldRoutes(server, deps);
  registerNumberRoutes(server, deps);
  registerTokenRoutes(server, deps);
  registerWebhookRoutes(server, deps);
  registerSampleRoutes(server, deps);
}

function unknownPath(request: FastifyRequest): AppError {
  const [path] = request.url.split('?');
  return new AppError('simulator.path_unknown', `The simulator has no ${request.method} ${path}.`);
}

function addBodyParser(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const options = { parseAs: 'string', bodyLimit: maxBodyBytes } as const;
  server.addContentTypeParser('application/json', options, async (_request: FastifyRequest, text: string) => {
    if (text.trim() === '') return {};
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new AppError('request.malformed', 'The body is not valid JSON.', { cause });
    }
  });
}

function toAppError(error: unknown, log: Log): AppError {
  if (error instanceof AppError) return error;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new AppError('request.too_large', 'The body is too large.');
  if (status === 415) return new AppError('request.media_type', 'The body must be application/json.');
  if (error instanceof Error && typeof status === 'number' && status < 500) {
    return new AppError('request.invalid', error.message);
  }
  log.error({ err: error }, 'simulator: a control call failed');
  return new AppError('internal.unexpected', 'The simulator failed; see its log.');
}
