import { describeErrorCode } from './graph-error-codes.ts';
import type { JsonObject } from './json-value.ts';

/** A refusal in Graph's shape. Thrown by whatever finds the cause; the Graph routes answer it. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: string | undefined;
  readonly subcode: number | undefined;
  readonly type: string;
  /** A sentence for people, as Meta gives it with refused templates. */
  readonly userMessage: string | undefined;
  /** Members of the answer beside `error`. */
  readonly members: JsonObject | undefined;

  constructor(
    code: number,
    details?: string,
    options: {
      status?: number;
      subcode?: number;
      type?: string;
      message?: string;
      userMessage?: string;
      members?: JsonObject;
    } = {},
  ) {
    const known = describeErrorCode(code);
    super(options.message ?? `(#${code}) ${code === 100 && details ? details : known.title}`);
    this.name = 'GraphError';
    this.status = options.status ?? known.status;
    this.code = code;
    this.details = details;
    this.subcode = options.subcode;
    this.type = options.type ?? 'OAuthException';
    this.userMessage = options.userMessage;
    this.members = options.members;
  }
}

/** A call to an id that does not exist, or that the token may not see: HTTP 400, code 100, subcode 33. */
export function unknownNode(method: string, id: string): GraphError {
  const message =
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, ` +
    'cannot be loaded due to missing permissions, or does not support this operation.';
  return new GraphError(100, undefined, { subcode: 33, type: 'GraphMethodException', message });
}

/** A missing or unknown token: HTTP 401, code 190. */
export function tokenRefused(message: string): GraphError {
  return new GraphError(190, undefined, { message });
}

/** The body of Graph's answer. */
export function toErrorBody(error: GraphError, traceId: string): JsonObject {
  return {
    ...error.members,
    error: {
      message: error.message,
      type: error.type,
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      ...(error.details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: error.details } }),
      ...(error.userMessage === undefined
        ? {}
        : { is_transient: false, error_user_title: 'Invalid parameter', error_user_msg: error.userMessage }),
      fbtrace_id: traceId,
    },
  };
}

/** The `errors` member of a failed status. */
export function toStatusErrors(code: number, details: string | undefined): JsonObject[] {
  const { title } = describeErrorCode(code);
  return [
    {
      code,
      title,
      message: title,
      error_data: { details: details ?? title },
      href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
    },
  ];
}
