import type { IncomingMessage } from 'node:http';

/** More than this of a body that nobody wants is not read: the connection ends instead. */
const drainLimitBytes = 64 * 1024 * 1024;

/**
 * Reads and drops what is left of a request body, so that a client which is still sending gets to read the answer and can
 * use the connection again.
 */
export function drainBody(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let dropped = 0;
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > drainLimitBytes) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}
