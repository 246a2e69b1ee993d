import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface LocalServer {
  readonly port: number;
  /** `http://host:port` */
  readonly url: string;
  /** TCP connections accepted so far. */
  connections(): number;
  readonly requests: readonly { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
}

export type ServerHandler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Where to listen: by default on a free port of 127.0.0.1. */
export interface ServerPlace {
  readonly host?: string;
  readonly port?: number;
}

/** Servers and clients that are closed after each test of the file that calls this. */
export function closeAfterEach(): {
  serve(handle: ServerHandler, place?: ServerPlace): Promise<LocalServer>;
  closeLater<T extends { close(): Promise<void> }>(opened: T): T;
} {
  const opened: { close(): Promise<void> }[] = [];
  const closeLater = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  return { closeLater, serve: async (handle, place) => closeLater(await startLocalServer(handle, place)) };
}

/** The same answer to every request; a body that is no text is written as JSON. */
export function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): ServerHandler {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, response) => response.writeHead(status, headers).end(text);
}

/** A real HTTP server on a loopback address. The handler runs when the request's body is there. */
export async function startLocalServer(handle: ServerHandler, place: ServerPlace = {}): Promise<LocalServer> {
  const host = place.host ?? '127.0.0.1';
  const requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // The client went away in the middle of the request.
    }
    const body = Buffer.concat(chunks).toString('latin1');
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    handle(request, response, body);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(place.port ?? 0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${host}:${port}`,
    connections: () => connections,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port of the loopback interface on which nothing listens. */
export async function findClosedPort(): Promise<number> {
  const server = await startLocalServer(() => undefined);
  await server.close();
  return server.port;
}
