import { createServer, type Server, type Socket } from 'node:net';

/** A request as a peer needs it. */
export interface LeanRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: string;
}

export type LeanHandler = (request: LeanRequest, respond: (status: number, body: string) => void) => void;

/**
 * HTTP/1.1 for the peers of the bench, on bare sockets: it understands the platform's own client and nothing else, and takes
 * a quarter of what `node:http` takes of the machine that is measured.
 */
export interface LeanServer {
  readonly port: number;
  /** Cuts all connections and refuses new ones. */
  close(): Promise<void>;
}

const headEnd = Buffer.from('\r\n\r\n');
const noBytes = Buffer.alloc(0);

/** Listens on loopback; port 0 takes a free one. */
export async function startLeanServer(handler: LeanHandler, port = 0): Promise<LeanServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A platform that is killed breaks its connections.
    socket.on('error', () => socket.destroy());
    serve(socket, handler);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => closeServer(server, sockets),
  };
}

function serve(socket: Socket, handler: LeanHandler): void {
  let buffered: Buffer = noBytes;
  const respond = (status: number, body: string): void => {
    if (!socket.writable) return;
    socket.write(
      `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };
  socket.on('data', (chunk) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    for (;;) {
      const read = readRequest(buffered);
      if (!read) return;
      buffered = read.rest;
      handler(read.request, respond);
    }
  });
}

function readRequest(bytes: Buffer): { request: LeanRequest; rest: Buffer } | undefined {
  const headLength = bytes.indexOf(headEnd);
  if (headLength < 0) return undefined;
  const head = bytes.toString('latin1', 0, headLength);
  const bodyAt = headLength + headEnd.length;
  const length = Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < bodyAt + length) return undefined;
  const [method = '', target = ''] = head.split(' ', 2);
  const query = target.indexOf('?');
  return {
    request: {
      method,
      path: query < 0 ? target : target.slice(0, query),
      body: bytes.toString('utf8', bodyAt, bodyAt + length),
    },
    rest: bytes.length === bodyAt + length ? noBytes : bytes.subarray(bodyAt + length),
  };
}

async function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
