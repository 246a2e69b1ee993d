import type { IncomingMessage } from 'node:http';

/** Hands over the whole body as text; nothing when the client goes away before its end. */
export function readBody(request: IncomingMessage, done: (body: string) => void): void {
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    if (!first) first = chunk;
    else more = [...(more ?? [first]), chunk];
  });
  request.on('end', () => done((more ? Buffer.concat(more) : (first ?? Buffer.alloc(0))).toString('utf8')));
}
