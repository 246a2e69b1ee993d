import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../kernel/errors.ts';
import { type OnceDeps, runOnce } from '../modules/idempotency/index.ts';
import type { Operation } from './contract/operations.ts';
import type { StoredUpload } from './contract/uploads.ts';
import type { AnyHandler, OperationRequest, Reply } from './handlers.ts';

const keyForm = /^[\x21-\x7e]{1,255}$/;

/**
 * The key of a call; undefined without one, and on reads, which change nothing. Throws request.invalid for one that has
 * blanks or more than 255 characters.
 */
export function idempotencyKeyOf(operation: Operation, header: string | string[] | undefined): string | undefined {
  if (header === undefined || operation.method === 'GET') return undefined;
  if (typeof header === 'string' && keyForm.test(header)) return header;
  throw new AppError('request.invalid', 'Idempotency-Key must have 1 to 255 visible ASCII characters.', {
    details: { field: 'Idempotency-Key' },
  });
}

/** Answers a repeat as the first call was answered, with `Idempotency-Replayed: true`. Throws as `runOnce`. */
export async function handleOnce(
  deps: OnceDeps,
  key: string,
  operation: Operation,
  handler: AnyHandler,
  request: OperationRequest,
): Promise<Reply> {
  const fingerprint = await fingerprintOf(operation, request);
  const { answer, isReplay } = await runOnce(deps, request.ctx, { key, fingerprint }, async () => {
    const reply = await handler(request);
    if ('stream' in reply) throw new Error(`${operation.id} answers with a stream and can't be repeated.`);
    return reply;
  });
  return isReplay ? { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } } : answer;
}

async function fingerprintOf(operation: Operation, request: OperationRequest): Promise<string> {
  const { params, query, body, files, credential } = request;
  const hash = createHash('sha256');
  // Answers to what is done to the workspace itself may hold new secrets, which are for the one caller.
  if (operation.auditAction !== undefined) {
    const { session, tokenId } = credential;
    hash.update(JSON.stringify(session ? ['person', session.operator.id] : ['token', tokenId]));
  }
  hash.update(JSON.stringify([operation.document, operation.id, params, query, body].map(inOneOrder)));
  for (const file of files) {
    hash.update(JSON.stringify([file.fieldName, file.fileName, file.mimeType, await digestOf(file)]));
  }
  return hash.digest('base64url');
}

async function digestOf(file: StoredUpload): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file.path), hash);
  return hash.digest('base64url');
}

/** Members in the order of their names: JSON writers differ in it. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, inOneOrder(member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
