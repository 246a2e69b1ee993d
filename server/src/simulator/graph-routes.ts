import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../kernel/log.ts';
import { fileHeaders } from './download-media.ts';
import type { FaultOutcome, Faults } from './faults.ts';
import { findOperation } from './find-operation.ts';
import { addGraphBodyParsers } from './graph-body-parsers.ts';
import { toGraphCall } from './graph-call.ts';
import { GraphError, toErrorBody } from './graph-errors.ts';
import type { GraphAnswer, GraphDeps, GraphOperation } from './graph-operation.ts';
import type { GraphRequestEntry, GraphRequestLog } from './graph-request-log.ts';
import { magicOutcome } from './magic-numbers.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** What a proxy in front of Graph answers when it gets nothing from behind. */
const badGatewayPage = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

export interface GraphRouteDeps extends GraphDeps {
  readonly faults: Faults;
  readonly requests: GraphRequestLog;
  readonly delivery: WebhookDelivery;
  readonly log: Log;
  /** Ends the waiting of answers that a fault holds back. */
  readonly stopping: AbortSignal;
}

/** The Graph routes below `prefix`, with and without a version segment. Every refusal has Graph's shape. */
export async function registerGraphRoutes(
  server: FastifyInstance,
  deps: GraphRouteDeps,
  prefix: string,
): Promise<void> {
  addGraphBodyParsers(server);
  const answerError = (error: unknown, reply: FastifyReply): FastifyReply => {
    const refusal = toGraphError(error, deps.log);
    return reply.code(refusal.status).send(toErrorBody(refusal, deps.ids.traceId()));
  };
  server.setErrorHandler((error, _request, reply) => answerError(error, reply));
  server.setNotFoundHandler((request, reply) => {
    const message = `Unsupported ${request.method.toLowerCase()} request.`;
    return answerError(new GraphError(100, undefined, { subcode: 33, type: 'GraphMethodException', message }), reply);
  });
  server.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/*',
    handler: (request, reply) => handle(deps, request, reply, prefix),
  });
}

async function handle(
  deps: GraphRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  prefix: string,
): Promise<FastifyReply> {
  const call = toGraphCall(request, prefix);
  const entry = deps.requests.begin(call);
  try {
    const operation = findOperation(deps, call);
    entry.operation = operation.subject.operation;
    entry.phone_number_id = operation.subject.channel?.number.phoneNumberId;
    const { answer, outcome } = await runWithFault(deps, operation, entry);
    if (outcome?.status_before_answer) await letStatusesArrive(deps);
    if (outcome?.delay_ms) await holdBack(outcome.delay_ms, deps.stopping);
    if (answer instanceof GraphError) throw answer;
    if (outcome?.drop_answer || outcome?.reset) return dropAnswer(request, reply, outcome.reset === true);
    if (outcome?.bad_gateway) {
      entry.status = 502;
      return reply.code(502).type('text/html').send(badGatewayPage);
    }
    return sendAnswer(reply, entry, answer);
  } catch (error) {
    const refusal = toGraphError(error, deps.log);
    entry.status = refusal.status;
    throw refusal;
  }
}

/**
 * Runs an operation as the fault, or else the number it goes to, wants it. A fault that applies only after acceptance is
 * not used up by a refusal.
 */
async function runWithFault(
  deps: GraphRouteDeps,
  operation: GraphOperation,
  entry: GraphRequestEntry,
): Promise<{ answer: GraphAnswer | GraphError; outcome: FaultOutcome | undefined }> {
  const { faults } = deps;
  const fault = faults.findForCall(operation.subject);
  const use = (): void => {
    if (!fault) return;
    faults.use(fault);
    entry.fault = fault.id;
  };
  const outcome = fault?.outcome ?? magicOutcome(operation.subject);
  const refusal = outcome?.error && outcome.mode !== 'async' ? toFaultError(outcome.error) : undefined;
  if (refusal && outcome?.mode !== 'both') {
    use();
    return { answer: refusal, outcome };
  }
  const answer = await operation.run(outcome);
  use();
  return { answer: refusal ?? answer, outcome };
}

/** Rule 8.8: what is due goes out and is answered while the caller still waits. */
async function letStatusesArrive({ schedule, delivery }: GraphRouteDeps): Promise<void> {
  schedule.runDue();
  await delivery.idle();
}

function toFaultError(error: NonNullable<FaultOutcome['error']>): GraphError {
  return new GraphError(error.code, error.details ?? 'The simulator was told to answer with this error.', {
    ...(error.http_status === undefined ? {} : { status: error.http_status }),
    ...(error.error_subcode === undefined ? {} : { subcode: error.error_subcode }),
  });
}

async function holdBack(delayMs: number, stopping: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal: stopping });
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
}

/** Ends the connection without an answer, as a network does: closed, or reset. */
function dropAnswer(request: FastifyRequest, reply: FastifyReply, isReset: boolean): FastifyReply {
  reply.hijack();
  if (isReset) request.raw.socket.resetAndDestroy();
  else request.raw.socket.destroy();
  return reply;
}

function sendAnswer(reply: FastifyReply, entry: GraphRequestEntry, answer: GraphAnswer): FastifyReply {
  switch (answer.kind) {
    case 'json':
      entry.status = 200;
      return reply.code(200).send(answer.body);
    case 'file':
      entry.status = 200;
      return reply.code(200).type(answer.mimeType).headers(fileHeaders).send(answer.bytes);
    case 'gone':
      entry.status = 404;
      return reply.code(404).type('text/plain').send('The address has expired or the file is gone.');
  }
}

function toGraphError(error: unknown, log: Log): GraphError {
  if (error instanceof GraphError) return error;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (error instanceof Error && typeof status === 'number' && status < 500) {
    return new GraphError(100, error.message);
  }
  log.error({ err: error }, 'simulator: a Graph call failed');
  return new GraphError(131000);
}
