import type { FastifyRequest } from 'fastify';
import type { Log } from '../../kernel/log.ts';
import type { LoggedCall, RequestLog } from '../../modules/requests/index.ts';
import { type Credential, tokenOf } from '../authenticate.ts';
import { clientAddress } from '../client-address.ts';
import type { Operation } from '../contract/operations.ts';
import type { RequestBody } from '../contract/read-body.ts';
import type { Reply } from '../handlers.ts';
import { headOf } from '../send-reply.ts';
import {
  createNameMemory,
  type IsSecretName,
  redactPath,
  redactText,
  removed,
  toRedactedJson,
  toRedactedText,
} from './redact.ts';

/** A call whose answer is out. */
export interface FinishedCall {
  readonly operation: Operation;
  readonly request: FastifyRequest;
  /** Undefined where nobody was recognised. */
  readonly credential: Credential | undefined;
  /** Undefined where it was not read, or could not be. */
  readonly body: RequestBody | undefined;
  readonly answer: Reply;
  readonly startedAt: number;
}

export type RecordCall = (call: FinishedCall) => void;

/** The web app's reference names itself so: a call by session without it is the work of a page. */
const tryHeader = 'x-parley-try';

/** Characters of a body, of a path and of a header that are kept. */
export const bodyKept = 8_192;
const pathKept = 2_000;
const headerKept = 300;

const requestHeaders = ['accept', 'content-length', 'user-agent', 'x-request-id'] as const;
const answerHeaders = ['content-type', 'retry-after', 'idempotency-replayed', 'allow', 'content-disposition'] as const;

/**
 * Hands the calls of programs to the request log, and those that people try in the reference; of the web app's own calls
 * none. Whatever goes wrong here is told to the server's log alone.
 */
export function createCallRecorder(deps: { readonly requestLog: RequestLog; readonly log: Log }): RecordCall {
  const isSecret = createNameMemory();
  return (call) => {
    const { credential } = call;
    if (!credential || credential.tenantId === '' || !isOfInterest(call)) return;
    try {
      const failed = isFailed(call.answer);
      if (deps.requestLog.wants(credential.tenantId, failed))
        deps.requestLog.add(toLoggedCall(call, credential, failed, isSecret));
    } catch (error) {
      deps.log.warn({ err: error, operation: call.operation.id }, 'a call could not be logged');
    }
  };
}

function isOfInterest({ operation, request, credential }: FinishedCall): boolean {
  if (operation.version === 'internal') return false;
  return credential?.session === undefined || request.headers[tryHeader] !== undefined;
}

/** v1 and v2 refuse within status 200. */
function isFailed(answer: Reply): boolean {
  if ((answer.status ?? 200) >= 400) return true;
  if ('stream' in answer || typeof answer.body !== 'object' || answer.body === null) return false;
  const { result, ok } = answer.body as { readonly result?: unknown; readonly ok?: unknown };
  return result === false || ok === false;
}

function toLoggedCall(call: FinishedCall, credential: Credential, failed: boolean, isSecret: IsSecretName): LoggedCall {
  const { operation, request, answer } = call;
  // The token of the call may be of any form, so it is looked for as it is.
  const own = tokenOf(request.headers.authorization);
  const without = <Text extends string | undefined>(text: Text): Text =>
    (text !== undefined && own !== '' && text.includes(own) ? text.replaceAll(own, removed) : text) as Text;
  const key = request.headers['idempotency-key'];
  return {
    tenantId: credential.tenantId,
    version: operation.version,
    method: request.method,
    path: without(redactPath(request.raw.url ?? '').slice(0, pathKept)),
    operation: operation.id,
    status: answer.status ?? 200,
    failed,
    reason: request.facts.reason,
    durationMs: Math.round((performance.now() - call.startedAt) * 10) / 10,
    tokenId: credential.session ? undefined : credential.tokenId,
    operatorId: credential.session?.operator.id,
    address: clientAddress(request),
    requestId: request.id,
    idempotencyKey: typeof key === 'string' ? key.slice(0, 255) : undefined,
    requestHeaders: headersOf(request, without),
    requestBody: without(bodyOf(call.body, isSecret)),
    answerHeaders: answerHeadersOf(answer),
    answerBody: without(answerOf(answer, isSecret)),
  };
}

function headersOf(request: FastifyRequest, without: (text: string) => string): Record<string, string> {
  const kept: Record<string, string> = {};
  const { contentType } = request.facts;
  if (contentType !== undefined) kept['content-type'] = contentType.slice(0, headerKept);
  for (const name of requestHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string') kept[name] = without(redactText(value.slice(0, headerKept)));
  }
  return kept;
}

function answerHeadersOf(answer: Reply): Record<string, string> {
  const { contentType } = headOf(answer);
  const given = Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const named = given.filter(([name]) => answerHeaders.some((one) => one === name));
  return { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...Object.fromEntries(named) };
}

function bodyOf(body: RequestBody | undefined, isSecret: IsSecretName): string | undefined {
  if (body === undefined || body.kind === 'none') return undefined;
  if (body.kind === 'json') return toRedactedJson(body.value, bodyKept, isSecret);
  const files = body.uploads.map(({ fieldName, fileName, mimeType, size }) => [
    fieldName,
    `[file ${fileName}, ${mimeType}, ${size} bytes]`,
  ]);
  return toRedactedJson({ ...body.fields, ...Object.fromEntries(files) }, bodyKept, isSecret);
}

function answerOf(answer: Reply, isSecret: IsSecretName): string | undefined {
  if ('stream' in answer) return `[${answer.headers['content-type'] ?? 'bytes'}]`;
  const { body } = answer;
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return `[${body.byteLength} bytes]`;
  const isJson = headOf(answer).contentType?.includes('json') !== false;
  return isJson || typeof body !== 'string' ? toRedactedJson(body, bodyKept, isSecret) : toRedactedText(body, bodyKept);
}
