/** What the server refused, or that it could not be reached (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;
  readonly requestId: string | undefined;
  readonly body: unknown;

  constructor(status: number, reason: string, message: string, requestId?: string, body?: unknown) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.requestId = requestId;
    this.body = body;
  }
}

/** Asking again would be answered alike. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}

/** A sentence for people, whatever went wrong. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Parley cannot be reached. Check the connection and try again.';
}
