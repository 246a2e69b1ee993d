import type { FastifyInstance } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import type { Operation } from './contract/operations.ts';
import { answerPreflight, isPreflight } from './cross-origin.ts';
import { drainBody } from './drain-body.ts';
import { type ErrorResponder, versionOfUrl } from './respond-error.ts';
import { sendReply } from './send-reply.ts';

export interface AbsentPathsOptions {
  readonly operations: readonly Operation[];
  readonly tenantPrefix: string;
  readonly errors: ErrorResponder;
}

/**
 * Answers what no operation takes under `/api` and `/internal`: 405 where another method would be right, 404 elsewhere; and
 * browsers that ask before a page of another site calls the API.
 */
export function registerAbsentPaths(scope: FastifyInstance, options: AbsentPathsOptions): void {
  const methodsAt = createMethodFinder(options.operations);
  for (const [url, base] of [
    ['/api/*', '/api/'],
    [`${options.tenantPrefix}/api/*`, '/api/'],
    ['/internal/*', '/internal/'],
  ] as const) {
    scope.all(url, (request, reply) => {
      const methods = methodsAt(base + (request.params as { '*': string })['*']);
      const version = versionOfUrl(request.url);
      if (methods.includes(request.method)) {
        // The path is one of ours, but the router takes no segment of that length.
        const error = new AppError('request.malformed', 'A part of the address is too long.');
        sendReply(reply, options.errors.answer(error, version, request.id));
      } else if (methods.length > 0 && isPreflight(request.method, request.url)) {
        answerPreflight(reply, request.headers, methods);
      } else {
        if (methods.length > 0) reply.header('allow', methods.join(', '));
        sendReply(reply, options.errors.answerAbsence(methods.length === 0 ? 404 : 405, version, request.id));
      }
      drainBody(request.raw);
    });
  }
}

/** Finds the methods of a path. */
function createMethodFinder(operations: readonly Operation[]): (path: string) => readonly string[] {
  const patterns = operations.flatMap((operation) =>
    [operation.path, ...operation.aliases].map((path) => ({ pattern: toPattern(path), method: operation.method })),
  );
  return (path) => {
    const bare = path.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
    const methods = patterns.filter(({ pattern }) => pattern.test(bare)).map(({ method }) => method);
    return [...new Set(methods)];
  };
}

function toPattern(path: string): RegExp {
  const source = path.split('/').map(toPartPattern).join('/');
  return new RegExp(`^${source}$`, 'i');
}

function toPartPattern(part: string): string {
  if (part === '*') return '.+';
  return part.startsWith(':') ? '[^/]+' : part.replaceAll('.', '\\.');
}
