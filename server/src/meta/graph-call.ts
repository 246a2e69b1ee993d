import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { describeError } from '../outbound-http/describe-error.ts';
import { exchange } from '../outbound-http/exchange.ts';
import { type ErrorRule, judgeError, type Verdict } from './error-codes.ts';
import { errorWithoutBody, type GraphError, readGraphError } from './graph-error.ts';
import { parseMetaJson } from './parse-json.ts';

/** Meta refused, and said so: nothing was done. */
export interface GraphRejection {
  readonly kind: 'rejected';
  readonly error: GraphError;
  readonly rule: ErrorRule;
  readonly verdict: Verdict;
}

/** Meta could not be asked, or its answer is not known. `sent: false` means that nothing can have reached it. */
export interface GraphUnavailable {
  readonly kind: 'unavailable';
  readonly sent: boolean;
  readonly detail: string;
}

export type GraphFailure = GraphRejection | GraphUnavailable;

/** Any call of the Graph API; `value` is the parsed answer, unchecked. */
export type GraphAnswer = { readonly kind: 'ok'; readonly status: number; readonly value: unknown } | GraphFailure;

export interface GraphTarget {
  readonly dispatcher: Dispatcher;
  /** Path of the base url and version, without a slash at the end: `/simulator/graph/v23.0`. */
  readonly prefix: string;
  readonly userAgent: string;
}

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** After the version, beginning with a slash, with its query. Ids in it must be encoded (`encodeURIComponent`). */
  readonly path: string;
  readonly accessToken: string;
  readonly contentType?: string;
  readonly contentLength?: number;
  /** `Bearer` unless said; the bytes of a resumable upload go with `OAuth`. */
  readonly tokenScheme?: 'OAuth';
  /** Of a resumable upload. */
  readonly fileOffset?: number;
  readonly body?: string | Buffer | Readable;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

const requestTimeout = 408;

/**
 * One call. Whether Meta did it is certain only for `ok` and `rejected`: a 5xx without an error in Graph's form, an answer
 * that is cut off or no JSON, a timeout and a broken connection are `unavailable` with `sent: true`.
 */
export async function callGraph(target: GraphTarget, call: GraphCall): Promise<GraphAnswer> {
  const answer = await exchange(target.dispatcher, {
    method: call.method,
    path: target.prefix + call.path,
    headers: headersOf(target, call),
    timeoutMs: call.timeoutMs,
    keepBytes: call.maxAnswerBytes,
    maxBytes: call.maxAnswerBytes,
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  if (answer.kind === 'timeout') {
    const what = answer.sent ? 'Meta did not answer' : 'No connection to Meta was free';
    return { kind: 'unavailable', sent: answer.sent, detail: `${what} within ${call.timeoutMs} ms.` };
  }
  if (answer.kind === 'failed') {
    const status = answer.status === undefined ? '' : `The answer began with status ${answer.status}. `;
    return { kind: 'unavailable', sent: answer.sent, detail: status + describeError(answer.error) };
  }
  const { status } = answer;
  const parsed = parseBody(answer.body);
  const error = readGraphError(status, parsed, call.accessToken);
  if (error) return rejectionOf(error);
  if (status >= 200 && status < 300) {
    if (parsed !== undefined) return { kind: 'ok', status, value: parsed };
    return { kind: 'unavailable', sent: true, detail: `Meta answered ${status} without readable JSON.` };
  }
  if (status >= 500 || status === requestTimeout) {
    return { kind: 'unavailable', sent: true, detail: `HTTP status ${status} without a Graph error.` };
  }
  return rejectionOf(errorWithoutBody(status));
}

/** The refusal with what is known of its code. */
export function rejectionOf(error: GraphError): GraphRejection {
  return { kind: 'rejected', error, ...judgeError(error) };
}

function headersOf(target: GraphTarget, call: GraphCall): string[] {
  const headers = [
    'authorization',
    `${call.tokenScheme ?? 'Bearer'} ${call.accessToken}`,
    'user-agent',
    target.userAgent,
  ];
  if (call.contentType !== undefined) headers.push('content-type', call.contentType);
  if (call.fileOffset !== undefined) headers.push('file_offset', String(call.fileOffset));
  if (call.contentLength !== undefined) headers.push('content-length', String(call.contentLength));
  return headers;
}

function parseBody(body: Buffer): unknown {
  try {
    return parseMetaJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
