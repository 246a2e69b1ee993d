import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../kernel/log.ts';
import type { Fault, FaultOutcome, Faults } from './faults.ts';
import { fromForm, type GraphBody, toGraphCall } from './graph-call.ts';
import { GraphError, toErrorBody } from './graph-errors.ts';
import { findOperation, type GraphAnswer, type GraphDeps, type GraphOperation } from './graph-operation.ts';
import type { GraphRequestEntry, GraphRequestLog } from './graph-request-log.ts';
import { isJsonObject } from './json-value.ts';
import { readMultipart } from './read-multipart.ts';
import { maxSampleBytes } from './sample-uploads.ts';

/** Bodies other than files. */
const maxBodyBytes = 1024 * 1024;

export interface GraphRouteDeps extends GraphDeps {
  readonly faults: Faults;
  readonly requests: GraphRequestLog;
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
  addBodyParsers(server);
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
    const { answer, outcome } = runWithFault(deps.faults, operation, entry);
    if (outcome?.delay_ms) await holdBack(outcome.delay_ms, deps.stopping);
    if (answer instanceof GraphError) throw answer;
    if (outcome?.drop_answer) return dropAnswer(request, reply);
    return sendAnswer(reply, entry, answer);
  } catch (error) {
    const refusal = toGraphError(error, deps.log);
    entry.status = refusal.status;
    throw refusal;
  }
}

/** Runs an operation as the fault wants it. A fault that applies only after acceptance is not used up by a refusal. */
function runWithFault(
  faults: Faults,
  operation: GraphOperation,
  entry: GraphRequestEntry,
): { answer: GraphAnswer | GraphError; outcome: FaultOutcome | undefined } {
  const fault = faults.findForCall(operation.subject);
  const use = (used: Fault): void => {
    faults.use(used);
    entry.fault = used.id;
  };
  const outcome = fault?.outcome;
  if (fault && outcome?.error && outcome.mode !== 'async') {
    use(fault);
    return { answer: toFaultError(outcome.error), outcome };
  }
  const answer = operation.run(outcome);
  if (fault) use(fault);
  return { answer, outcome };
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

/** Ends the connection without an answer, as a network does. */
function dropAnswer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function sendAnswer(reply: FastifyReply, entry: GraphRequestEntry, answer: GraphAnswer): FastifyReply {
  switch (answer.kind) {
    case 'json':
      entry.status = 200;
      return reply.code(200).send(answer.body);
    case 'file':
      entry.status = 200;
      return reply.code(200).type(answer.media.mimeType).send(answer.media.bytes);
    case 'gone':
      entry.status = 404;
      return reply.code(404).type('text/plain').send('The address has expired or the file is gone.');
  }
}

function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const asText = { parseAs: 'string', bodyLimit: maxBodyBytes } as const;
  server.addContentTypeParser('application/json', asText, async (_request: FastifyRequest, text: string) =>
    fromJson(text),
  );
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    asText,
    async (_request: FastifyRequest, text: string): Promise<GraphBody> => ({ kind: 'json', json: fromForm(text) }),
  );
  server.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: maxSampleBytes },
    async (_request: FastifyRequest, bytes: Buffer): Promise<GraphBody> => ({ kind: 'bytes', bytes }),
  );
  server.addContentTypeParser('multipart/form-data', async (request: FastifyRequest): Promise<GraphBody> => {
    return { kind: 'multipart', form: await readMultipart(request.raw) };
  });
}

function fromJson(text: string): GraphBody {
  if (text.trim() === '') return { kind: 'json', json: {} };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new GraphError(100, `The body is not valid JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`);
  }
  if (!isJsonObject(json)) throw new GraphError(100, 'The body must be a JSON object.');
  return { kind: 'json', json };
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
