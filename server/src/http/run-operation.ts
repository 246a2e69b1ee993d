import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../kernel/context.ts';
import { toStorableText } from '../kernel/storable-text.ts';
import type { AuditDeps } from '../modules/audit/index.ts';
import type { OnceDeps } from '../modules/idempotency/index.ts';
import { auditCall } from './audit-call.ts';
import type { Credential } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { clientAddress } from './client-address.ts';
import type { CheckReply } from './contract/check-response.ts';
import type { FormFields } from './contract/form-fields.ts';
import { createNameTable } from './contract/input-shape.ts';
import type { NormaliseInput } from './contract/normalise-input.ts';
import { findName } from './contract/normalise-value.ts';
import { isLegacyVersion, type Operation } from './contract/operations.ts';
import { type BodyReaderOptions, hasBody, type RequestBody, readBody } from './contract/read-body.ts';
import type { FileFieldOf, StoredUpload } from './contract/uploads.ts';
import type { ValidateInput } from './contract/validate-input.ts';
import { drainBody } from './drain-body.ts';
import type { AnyHandler, OperationRequest, Reply } from './handlers.ts';
import type { IdentifyCaller } from './identify-caller.ts';
import { toDocumentedRefusal } from './plain-refusal.ts';
import { handleOnce, idempotencyKeyOf } from './repeat-safe-call.ts';
import type { RecordCall } from './request-log/record-call.ts';
import type { ErrorResponder } from './respond-error.ts';
import { headOf, sendReply } from './send-reply.ts';

export interface OperationRunnerDeps {
  readonly identify: IdentifyCaller;
  /** Called for a permitted caller before the body is read; throws to refuse (rates, quotas, plans). */
  readonly admit?: ((operation: Operation, credential: Credential) => Promise<void>) | undefined;
  readonly errors: ErrorResponder;
  /** What calls with an Idempotency-Key need; without it the key says nothing. */
  readonly once?: OnceDeps | undefined;
  /** What operations with an audit action need; without it they leave no entry. */
  readonly audit?: AuditDeps | undefined;
  readonly bodies: BodyReaderOptions;
  /** Told of every call whose answer is out. */
  readonly recordCall?: RecordCall | undefined;
  readonly onContractViolation: (operation: Operation, violation: string) => void;
}

/** What is made for an operation when it is first called. */
export interface OperationTools {
  readonly normalise: NormaliseInput;
  readonly validate: ValidateInput;
  /** Only where replies are checked. */
  readonly checkReply: CheckReply | undefined;
}

export type RunOperation = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The way of every call: who is it, may they, read, understand, handle, check the answer, answer. */
export function createOperationRunner(
  operation: Operation,
  handler: AnyHandler,
  deps: OperationRunnerDeps,
  makeTools: () => OperationTools,
): RunOperation {
  let tools: OperationTools | undefined;
  const toolsNow = (): OperationTools => {
    tools ??= makeTools();
    return tools;
  };
  const perform = createCall(operation, auditCall(deps.audit, operation, handler), deps, toolsNow);
  const answers = createAnswerGuard(operation, deps, toolsNow);
  return async (request, reply) => {
    const startedAt = performance.now();
    const trace: CallTrace = { uploads: [], credential: undefined, body: undefined };
    const { uploads } = trace;
    request.facts.operation = operation.id;
    let answer: Reply;
    try {
      answer = answers.checked(await perform(request, reply, trace));
    } catch (error) {
      answer = answers.ofError(error, request);
    }
    // A file that cannot be removed must not turn a done call into a failed one; its folder is swept.
    if (uploads.length > 0) await Promise.allSettled(uploads.map((upload) => upload.discard()));
    if ('stream' in answer) answer.stream.once('error', (error) => answers.ofBrokenStream(error, request, reply));
    sendReply(reply, answer);
    if (hasBody(request.raw)) drainBody(request.raw);
    const { credential, body } = trace;
    deps.recordCall?.({ operation, request, credential, body, answer, startedAt });
    return reply;
  };
}

/** What became known of a call, whatever happened then. */
interface CallTrace {
  /** The files that came in. */
  readonly uploads: StoredUpload[];
  credential: Credential | undefined;
  body: RequestBody | undefined;
}

/** Everything up to the handler's reply; what becomes known on the way is added to the trace. */
function createCall(
  operation: Operation,
  handler: AnyHandler,
  deps: OperationRunnerDeps,
  toolsNow: () => OperationTools,
): (request: FastifyRequest, reply: FastifyReply, trace: CallTrace) => Promise<Reply> {
  const readRequestBody = createBodyReader(operation, deps.bodies);
  return async (request, reply, trace) => {
    const { uploads } = trace;
    const { tenantId: tenantSegment, '*': rest, ...params } = request.params as Record<string, string>;
    const { restOfPath } = operation.notes;
    if (restOfPath !== undefined && rest !== undefined) params[restOfPath] = rest;
    for (const name in params) params[name] = toStorableText(params[name] ?? '');
    const credential = await deps.identify(operation, request.headers);
    trace.credential = credential;
    const { session } = credential;
    request.facts.tenantId = credential.tenantId || undefined;
    if (session) request.facts.operatorId = session.operator.id;
    else request.facts.tokenId = credential.tokenId || undefined;
    authorize(operation, credential, tenantSegment);
    // Plans meter programs; people at work in the web app are none.
    if (deps.admit !== undefined && !session && !operation.isPublic) await deps.admit(operation, credential);
    const key = operation.isPublic ? undefined : idempotencyKeyOf(operation, request.headers['idempotency-key']);
    const raw = await readRequestBody(request);
    trace.body = raw;
    const isForm = raw.kind === 'form';
    if (isForm) uploads.push(...raw.uploads);
    const { normalise, validate } = toolsNow();
    const { query, body } = normalise({ query: request.query as FormFields, body: raw });
    validate({ params, query, body, isForm, fileFields: uploads.map((upload) => upload.fieldName) });
    const signalNow = createSignal(reply);
    const call: OperationRequest = {
      ctx: contextOf(credential, request.id),
      credential,
      params,
      query,
      body,
      files: uploads,
      headers: request.headers,
      address: clientAddress(request),
      noteForAudit: () => undefined,
      get signal() {
        return signalNow();
      },
    };
    const { once } = deps;
    return key === undefined || !once ? await handler(call) : await handleOnce(once, key, operation, handler, call);
  };
}

interface AnswerGuard {
  /** The reply, which is looked at where replies are checked: throws when it departs from the contract. */
  checked(answer: Reply): Reply;
  ofError(error: unknown, request: FastifyRequest): Reply;
  /** Notes a stream that failed when its head was already out, and the client can only be cut off. */
  ofBrokenStream(error: unknown, request: FastifyRequest, reply: FastifyReply): void;
}

function createAnswerGuard(
  operation: Operation,
  deps: OperationRunnerDeps,
  toolsNow: () => OperationTools,
): AnswerGuard {
  const checked = (answer: Reply): Reply => {
    const violation = violationOf(answer, toolsNow().checkReply);
    if (violation === undefined) return answer;
    if ('stream' in answer) answer.stream.destroy();
    deps.onContractViolation(operation, violation);
    throw new Error(`A reply of ${operation.id} departs from the contract. ${violation}`);
  };
  const envelopeOf = (error: unknown, request: FastifyRequest): Reply => {
    const { reason, ...answer } = deps.errors.answer(error, operation.version, request.id);
    request.facts.reason = reason;
    return toDocumentedRefusal(operation, answer);
  };
  return {
    checked,
    ofError(error, request) {
      try {
        return checked(envelopeOf(error, request));
      } catch (violation) {
        return envelopeOf(violation, request);
      }
    },
    ofBrokenStream(error, request, reply) {
      if (reply.raw.headersSent) envelopeOf(error, request);
    },
  };
}

const noBody: RequestBody = { kind: 'none' };

function createBodyReader(
  operation: Operation,
  options: BodyReaderOptions,
): (request: FastifyRequest) => Promise<RequestBody> {
  const files = createNameTable<true>(
    (operation.body?.files ?? []).map((file) => [file.name, true] as const),
    [],
  );
  const fileFieldOf: FileFieldOf = (fieldName) => findName(files, fieldName)?.name;
  // A call of v3 or of our own without a documented body has nothing to look for in one; a v1 call may find its parameters there.
  const isWanted = operation.body !== undefined || isLegacyVersion(operation.version);
  return async (request) =>
    isWanted && hasBody(request.raw)
      ? await readBody(request.raw, request.facts.contentType, fileFieldOf, options)
      : noBody;
}

function contextOf(credential: Credential, requestId: string): Context {
  const { tokenId, operatorId, tenantId, session } = credential;
  if (session) return { tenantId, actor: { kind: 'operator', operatorId: session.operator.id }, requestId };
  return { tenantId, actor: { kind: 'token', tokenId, operatorId }, requestId };
}

/** The signal is made when a handler asks for it; most never do. */
function createSignal(reply: FastifyReply): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller === undefined) {
      const created = new AbortController();
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) created.abort();
      });
      controller = created;
    }
    return controller.signal;
  };
}

function violationOf(answer: Reply, checkReply: CheckReply | undefined): string | undefined {
  if (checkReply === undefined) return undefined;
  const body = 'stream' in answer ? undefined : answer.body;
  return checkReply({ ...headOf(answer), body, isStream: 'stream' in answer });
}
