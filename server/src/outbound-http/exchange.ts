import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly headers: Record<string, string> | string[];
  readonly body?: string | Buffer | Readable;
  /** For everything: waiting for a connection, sending, and receiving the whole answer. */
  readonly timeoutMs: number;
  /** How many bytes of the answer's body are kept; the rest is thrown away as it comes. */
  readonly keepBytes: number;
  /** When the answer's body is longer the connection is dropped; the answer still counts. */
  readonly maxBytes: number;
}

/** What became of a request. `sent: false` means that no byte of it can have reached the server. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** At most `keepBytes`. */
      readonly body: Buffer;
    }
  | { readonly kind: 'timeout'; readonly sent: boolean }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly error: unknown; readonly status?: number };

/** One request over a kept-alive connection of `dispatcher`, with one deadline and a bounded answer. Never rejects. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve) => {
    const run: ExchangeRun = { controller: undefined, settled: false, settle: () => undefined };
    run.settle = (outcome) => {
      if (run.settled) return;
      run.settled = true;
      clearTimeout(deadline);
      if (request.body instanceof Readable) request.body.destroy();
      resolve(outcome);
    };
    // While the request waits for a connection nobody else listens.
    if (request.body instanceof Readable) request.body.on('error', ignore);
    const deadline = setTimeout(() => {
      run.settle({ kind: 'timeout', sent: run.controller !== undefined });
      run.controller?.abort(new Error('The deadline of the exchange has passed'));
    }, request.timeoutMs);
    try {
      dispatcher.dispatch(
        { method: request.method, path: request.path, headers: request.headers, body: request.body ?? null },
        createHandler(run, request),
      );
    } catch (error) {
      run.settle({ kind: 'failed', sent: run.controller !== undefined, error });
    }
  });
}

interface ExchangeRun {
  /** There from the moment just before the first byte is written. */
  controller: Dispatcher.DispatchController | undefined;
  settled: boolean;
  settle: (outcome: Exchange) => void;
}

function createHandler(run: ExchangeRun, request: ExchangeRequest): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let status = 0;
  let headers: IncomingHttpHeaders = {};
  let received = 0;
  let kept = 0;

  const answer = (): Exchange => {
    const first = chunks.length === 1 ? chunks[0] : undefined;
    return { kind: 'answered', status, headers, body: first ?? Buffer.concat(chunks) };
  };

  return {
    onRequestStart(controller) {
      // Throwing takes the request out of the queue and leaves the connection to the next one.
      if (run.settled) throw new Error('The deadline passed before a connection was free');
      // Whatever the connection pool thinks of a broken connection: nothing is sent twice.
      if (run.controller) throw new Error('The connection broke after the request was sent');
      run.controller = controller;
    },
    onResponseStart(_controller, statusCode, responseHeaders) {
      if (statusCode < 200) return;
      status = statusCode;
      headers = responseHeaders;
    },
    onResponseData(controller, chunk) {
      received += chunk.length;
      if (kept < request.keepBytes) {
        const part = kept + chunk.length > request.keepBytes ? chunk.subarray(0, request.keepBytes - kept) : chunk;
        chunks.push(part);
        kept += part.length;
      }
      if (received > request.maxBytes) {
        run.settle(answer());
        controller.abort(new Error('The answer is longer than allowed'));
      }
    },
    onResponseEnd() {
      run.settle(answer());
    },
    onResponseError(_controller, error) {
      const sent = run.controller !== undefined;
      run.settle(status === 0 ? { kind: 'failed', sent, error } : { kind: 'failed', sent, error, status });
    },
  };
}

function ignore(): void {}
