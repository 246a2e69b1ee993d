import { z } from 'zod';
import { codeOfNoGraphError } from './error-codes.ts';
import { flag, number, text } from './payload-fields.ts';

/** Longer texts of Meta are cut. */
const maxErrorTextLength = 1000;

/** What Meta said when it refused. `message` and `details` are in English and not stable; decide on `code`. */
export interface GraphError {
  readonly httpStatus: number;
  /** -1 (`codeOfNoGraphError`) when the answer had no error in Graph's form. */
  readonly code: number;
  readonly subcode?: number;
  readonly type?: string;
  readonly message: string;
  readonly details?: string;
  /** A sentence that Meta wrote for people, in the language of the account. */
  readonly userMessage?: string;
  readonly fbtraceId?: string;
  readonly isTransient?: boolean;
}

const errorBody = z.looseObject({
  error: z.looseObject({
    code: z.union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ]),
    message: text,
    type: text,
    error_subcode: number,
    error_data: z
      .union([z.string(), z.looseObject({ details: text })])
      .optional()
      .catch(undefined),
    is_transient: flag,
    error_user_msg: text,
    fbtrace_id: text,
  }),
});

/** The error in a parsed answer, or undefined when there is none in Graph's form. `secret` is struck out of its texts. */
export function readGraphError(httpStatus: number, parsed: unknown, secret: string): GraphError | undefined {
  if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return undefined;
  const read = errorBody.safeParse(parsed);
  if (!read.success) return undefined;
  const cut = (value: string): string => strike(value, secret).slice(0, maxErrorTextLength);
  const { code, message, type, error_subcode, error_data, is_transient, error_user_msg, fbtrace_id } = read.data.error;
  const details = typeof error_data === 'string' ? error_data : error_data?.details;
  return {
    httpStatus,
    code,
    message: cut(message ?? ''),
    ...(error_subcode === undefined ? {} : { subcode: error_subcode }),
    ...(type === undefined ? {} : { type: cut(type) }),
    ...(details === undefined ? {} : { details: cut(details) }),
    ...(error_user_msg === undefined ? {} : { userMessage: cut(error_user_msg) }),
    ...(fbtrace_id === undefined ? {} : { fbtraceId: cut(fbtrace_id) }),
    ...(is_transient === undefined ? {} : { isTransient: is_transient }),
  };
}

/** Stands for an answer that is no Graph error, such as the page of a proxy in front of Meta. */
export function errorWithoutBody(httpStatus: number): GraphError {
  return { httpStatus, code: codeOfNoGraphError, message: `HTTP status ${httpStatus} without a Graph error.` };
}

/** An id that does not exist or that the token may not see: Meta has two forms of saying so. */
export function isUnknownObject(error: Pick<GraphError, 'code' | 'subcode'>): boolean {
  return (error.code === 100 && error.subcode === 33) || error.code === 803;
}

/** Meta repeats a token that it cannot read in its message. */
function strike(value: string, secret: string): string {
  return secret === '' ? value : value.replaceAll(secret, '[token]');
}
