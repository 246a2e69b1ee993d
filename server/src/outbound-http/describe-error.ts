const maxDetailLength = 300;
const maxCauses = 5;

const trustHint =
  'Give the server one of a public authority, or name yours in NODE_EXTRA_CA_CERTS where Parley is started.';
const chainHint = 'Put the whole chain where the server reads its certificate from.';

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
  DEPTH_ZERO_SELF_SIGNED_CERT: `The certificate is self-signed. ${trustHint}`,
  SELF_SIGNED_CERT_IN_CHAIN: `The certificate comes from an authority that is not public. ${trustHint}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `The certificate comes from an authority that is not known. ${trustHint}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The server does not send its intermediate certificates. ${chainHint}`,
  CERT_HAS_EXPIRED: 'The certificate has expired. Renew it.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet. Check the clocks of both machines.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host name. Use a name that it is made for.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The server does not speak TLS: is the address http://?',
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
