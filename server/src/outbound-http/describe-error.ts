const maxDetailLength = 300;
const maxCauses = 5;

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was reset.',
  EPIPE: 'The connection was closed while the request was being sent.',
  ENOTFOUND: 'The host name does not exist.',
  EAI_AGAIN: 'The host name could not be looked up for the moment.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The network of the host cannot be reached.',
  ETIMEDOUT: 'The connection could not be opened in time.',
  UND_ERR_CONNECT_TIMEOUT: 'The connection could not be opened in time.',
  UND_ERR_HEADERS_TIMEOUT: 'No answer came in time.',
  UND_ERR_BODY_TIMEOUT: 'The answer stopped coming.',
  UND_ERR_SOCKET: 'The connection was closed before the answer was complete.',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The answer broke off.',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'The body is not as long as was declared.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the answer are too large.',
  UND_ERR_DESTROYED: 'The server is shutting down.',
  UND_ERR_CLOSED: 'The server is shutting down.',
};

/** One sentence for a person on why an exchange failed: at most 300 characters, without the stack or header values. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  const known = code === undefined ? undefined : sentences[code];
  if (known) return `${known} (${code})`;
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, maxDetailLength) || 'Unknown failure.';
}

/** The code of the error or of the first cause that has one. */
export function errorCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < maxCauses && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return undefined;
}
