import { connect, type Socket } from 'node:net';

export interface LeanAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * HTTP/1.1 for the load of the bench, on bare sockets: kept-alive connections with one request at a time on each. It
 * understands the platform's answers and takes a fraction of what a full client takes of the machine that is measured.
 */
export interface LeanClient {
  /** `head` is the request line and the headers but Host and Content-Length, with CRLF after each. Rejects without an answer. */
  send(head: string, body: string): Promise<LeanAnswer>;
  close(): void;
}

interface Waiting {
  readonly bytes: string;
  readonly resolve: (answer: LeanAnswer) => void;
  readonly reject: (error: Error) => void;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = '\r\n0\r\n\r\n';
const noBytes = Buffer.alloc(0);

export function createLeanClient(options: { host: string; port: number; connections: number }): LeanClient {
  const idle: Connection[] = [];
  const all = new Set<Connection>();
  const waiting: Waiting[] = [];
  let closed = false;

  const freed = (connection: Connection): void => {
    const next = waiting.shift();
    if (next) connection.run(next);
    else idle.push(connection);
  };
  const lost = (connection: Connection): void => {
    all.delete(connection);
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
    const next = waiting.shift();
    if (next) start(next);
  };
  const start = (request: Waiting): void => {
    const free = idle.pop();
    if (free) free.run(request);
    else if (all.size >= options.connections) waiting.push(request);
    else {
      const opened = openConnection(options, { freed, lost });
      all.add(opened);
      opened.run(request);
    }
  };

  return {
    send(head, body) {
      if (closed) return Promise.reject(new Error('The client was closed.'));
      const bytes = `${head}host: ${options.host}:${options.port}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      return new Promise((resolve, reject) => start({ bytes, resolve, reject }));
    },
    close() {
      closed = true;
      for (const request of waiting.splice(0)) request.reject(new Error('The client was closed.'));
      for (const connection of all) connection.end();
    },
  };
}

interface Connection {
  run(request: Waiting): void;
  end(): void;
}

function openConnection(
  address: { host: string; port: number },
  on: { freed: (connection: Connection) => void; lost: (connection: Connection) => void },
): Connection {
  const socket: Socket = connect({ host: address.host, port: address.port, noDelay: true });
  let current: Waiting | undefined;
  let buffered: Buffer = noBytes;
  const connection: Connection = {
    run(request) {
      current = request;
      socket.write(request.bytes);
    },
    end: () => socket.destroy(),
  };
  socket.on('data', (chunk) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    const answer = readAnswer(buffered);
    if (!answer) return;
    buffered = noBytes;
    const done = current;
    current = undefined;
    on.freed(connection);
    done?.resolve(answer);
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    on.lost(connection);
    current?.reject(new Error('The connection broke before the answer.'));
  });
  return connection;
}

/** The answer once it is whole. Nothing follows it: one request at a time. */
function readAnswer(bytes: Buffer): LeanAnswer | undefined {
  const headLength = bytes.indexOf(headEnd);
  if (headLength < 0) return undefined;
  const head = bytes.toString('latin1', 0, headLength);
  const bodyAt = headLength + headEnd.length;
  const status = Number(head.slice(9, 12));
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = bodyAt + Number(length);
    return bytes.length < end ? undefined : { status, body: bytes.toString('utf8', bodyAt, end) };
  }
  if (!/\ntransfer-encoding: *chunked/i.test(head)) return { status, body: '' };
  const chunked = bytes.toString('utf8', headLength + 2, bytes.length);
  return chunked.endsWith(lastChunk) ? { status, body: joinChunks(chunked) } : undefined;
}

function joinChunks(chunked: string): string {
  return chunked
    .split(/\r\n[0-9a-f]+\r\n/i)
    .slice(1, -1)
    .join('');
}
