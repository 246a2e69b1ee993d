import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Log } from '../kernel/log.ts';
import { openToOtherSites } from './cross-origin.ts';
import { emptyFacts } from './request-facts.ts';
import { type ErrorResponder, versionOfUrl } from './respond-error.ts';
import { sendReply } from './send-reply.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Log the calls of this route at debug level only. */
    quiet?: boolean;
  }
}

export interface HttpServerDeps {
  readonly log: Log;
  readonly errors: ErrorResponder;
  /** Makes the id of a request that brings none. */
  readonly createRequestId: () => string;
  /** Bytes of a body read by Fastify's own parsers; the operations of the contract have limits of their own. */
  readonly bodyLimitBytes: number;
  /** Whose X-Forwarded-For is believed: addresses, CIDRs, or `loopback`, `linklocal`, `uniquelocal`. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Answers some calls before they are routed; false for all others. */
  readonly takeFirst?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Whether answers end their connection, since the process is about to stop. */
  readonly isLeaving?: (() => boolean) | undefined;
}

/** Bytes of JSON and urlencoded bodies; a send to 10,000 recipients takes some 3 MB. */
export const defaultBodyLimitBytes = 10 * 1024 * 1024;
/** Bytes. A message text of 4,096 characters in the query string takes up to 37,000. */
const headLimitBytes = 64 * 1024;
/** Longer than the idle time of common load balancers, so that they and not we end a connection. */
const keepAliveMs = 75_000;
/** For the whole request, so that a slow upload of a large file still gets through. */
const requestTimeoutMs = 300_000;
/** While closing: a connection that becomes idle is ended within this time. */
const idleSweepMs = 50;
/** Characters; WhatsApp message ids have up to some 130. */
const pathParameterLimit = 512;

/** A server without routes: request ids, one log line per request, safe errors, limits. It does not listen yet. */
export function createHttpServer(deps: HttpServerDeps): FastifyInstance {
  const server = fastify({
    logger: false,
    genReqId: (request) => requestIdOf(request) ?? deps.createRequestId(),
    requestIdHeader: false,
    trustProxy: deps.trustedProxies?.length ? [...deps.trustedProxies] : false,
    bodyLimit: deps.bodyLimitBytes,
    forceCloseConnections: 'idle',
    // A request that reached a process about to end is served: behind a rolling restart none fails for it.
    return503OnClosing: false,
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: pathParameterLimit,
    },
    serverFactory: (route) => openServer(deps, route),
    clientErrorHandler: refuseBrokenHttp,
    frameworkErrors: (error, request, reply) => {
      // These arise before any hook has run.
      const plain = { request: request as FastifyRequest, reply: reply as unknown as FastifyReply };
      begin(plain.request, plain.reply);
      respondToError(error, plain.request, plain.reply);
    },
  });
  const respondToError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { reason, ...answer } = deps.errors.answer(error, versionOfUrl(request.url), request.id);
    request.facts.reason = reason;
    sendReply(reply, answer);
  };
  // The closing line holds no secret by its make, and hiding them would cost more than the rest of the line.
  const requestLog = deps.log.child({}, { redact: [] });
  const begin = (request: FastifyRequest, reply: FastifyReply): void => {
    request.facts = emptyFacts();
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    openToOtherSites(request.url, reply);
    logWhenClosed(requestLog, request, reply);
  };
  server.decorateRequest('facts');
  server.setErrorHandler(respondToError);
  server.setNotFoundHandler((request, reply) => {
    sendReply(reply, deps.errors.answerAbsence(404, versionOfUrl(request.url), request.id));
  });
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply);
    done();
  });
  server.addHook('preClose', (done) => {
    sweepIdleConnections(server);
    done();
  });
  return server;
}

function openServer(
  { takeFirst, isLeaving }: Pick<HttpServerDeps, 'takeFirst' | 'isLeaving'>,
  route: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const limits = {
    maxHeaderSize: headLimitBytes,
    keepAliveTimeout: keepAliveMs,
    requestTimeout: requestTimeoutMs,
  };
  return createServer(limits, (request, response) => {
    if (isLeaving?.()) response.shouldKeepAlive = false;
    if (!takeFirst?.(request, response)) route(request, response);
  });
}

/** A connection that still had a request when the server began to close would stay open for its keep-alive time. */
function sweepIdleConnections(server: FastifyInstance): void {
  // One that could not listen tells of no close either: its timer would keep the process alive for ever.
  if (!server.server.listening) return;
  const sweep = setInterval(() => server.server.closeIdleConnections(), idleSweepMs);
  server.server.once('close', () => clearInterval(sweep));
}

/** A request id of the client is kept when it is short and safe to log. */
function requestIdOf(request: IncomingMessage): string | undefined {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : undefined;
}

/** One wide line when the answer is out or the client has gone. Paths and queries may hold numbers and secrets: only the pattern is logged. */
function logWhenClosed(log: Log, request: FastifyRequest, reply: FastifyReply): void {
  // Routes that take thousands of calls a second are told of by the jobs they feed.
  const level = request.routeOptions.config.quiet ? 'debug' : 'info';
  if (!log.isLevelEnabled(level)) return;
  const startedAt = performance.now();
  reply.raw.once('close', () => {
    const { contentType: _contentType, ...facts } = request.facts;
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.raw.statusCode,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      ...facts,
      bytesIn: lengthOf(request.headers['content-length']),
      bytesOut: lengthOf(reply.getHeader('content-length')),
      aborted: reply.raw.writableFinished ? undefined : true,
    };
    log[level](line, 'request');
  });
}

/** What is no HTTP, or has too large a head, gets a status and nothing else. */
function refuseBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function lengthOf(header: unknown): number | undefined {
  return header === undefined ? undefined : Number(header);
}
