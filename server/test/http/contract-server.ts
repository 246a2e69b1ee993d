import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { request } from 'undici';
import { type Credential, createAuthenticate } from '../../src/http/authenticate.ts';
import { loadContract } from '../../src/http/contract/load-contract.ts';
import { listOperations, type Operation } from '../../src/http/contract/operations.ts';
import { multipartLimits } from '../../src/http/contract/read-multipart.ts';
import type { ReceiveFile } from '../../src/http/contract/uploads.ts';
import { type ContractRoutesOptions, registerContractRoutes } from '../../src/http/contract-routes.ts';
import type { HandlersBySet } from '../../src/http/handlers.ts';
import { createCallerIdentifier } from '../../src/http/identify-caller.ts';
import { createErrorResponder } from '../../src/http/respond-error.ts';
import { createHttpServer, defaultBodyLimitBytes } from '../../src/http/server.ts';
import { createClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';

export const tenantId = '100100';

/** Tokens that the test server knows. */
export const credentials: Readonly<Record<string, Credential | 'expired'>> = {
  'legacy-token': { tokenId: 't1', tenantId, operatorId: 'o1', scopes: 'all' },
  'contacts-reader': { tokenId: 't2', tenantId, scopes: ['contacts:read'] },
  'old-token': 'expired',
};

export interface ContractServer {
  readonly server: FastifyInstance;
  readonly baseUrl: string;
  readonly logLines: readonly string[];
  readonly violations: readonly string[];
  /** Names of the files which the upload sink holds. */
  storedFiles(): Promise<string[]>;
  call(path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS';
  /** The Authorization header; null for none. */
  readonly authorization?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface ContractServerOptions extends Partial<Pick<ContractRoutesOptions, 'checkResponses' | 'admit'>> {
  readonly fileBytes?: number;
}

/** A server on a port of its own, with the given handlers and the tokens above. */
export async function startContractServer(
  handlers: Partial<HandlersBySet>,
  options: ContractServerOptions = {},
): Promise<ContractServer> {
  const contract = await loadContract();
  const lines: string[] = [];
  const violations: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const errors = createErrorResponder({ log, clock: createClock() });
  const directory = await mkdtemp(join(tmpdir(), 'parley-http-'));
  let made = 0;
  const createRequestId = () => {
    made += 1;
    return `made-${made}`;
  };
  const server = createHttpServer({ log, errors, createRequestId, bodyLimitBytes: defaultBodyLimitBytes });
  await registerContractRoutes(server, {
    contract,
    operations: listOperations(contract),
    handlers,
    complete: [],
    checkResponses: options.checkResponses ?? false,
    identify: createCallerIdentifier({
      authenticate: createAuthenticate({ findCredential: async (token) => credentials[token] }),
      findSession: async () => undefined,
      publicUrl: () => 'http://127.0.0.1',
    }),
    admit: options.admit,
    errors,
    bodies: {
      bodyLimitBytes: defaultBodyLimitBytes,
      multipart: { ...multipartLimits, fileBytes: options.fileBytes ?? multipartLimits.fileBytes },
      receiveFile: fileSink(directory),
    },
    onContractViolation: (operation: Operation, violation) => void violations.push(`${operation.id}: ${violation}`),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const baseUrl = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    server,
    baseUrl,
    logLines: lines,
    violations,
    storedFiles: () => readdir(directory),
    call: (path, call = {}) => send(baseUrl + path, call),
    async close() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** Starts the servers of a test file; `stopAll` belongs after each test. */
export function createServerStarter(): {
  readonly start: typeof startContractServer;
  readonly stopAll: () => Promise<void>;
} {
  const started: ContractServer[] = [];
  return {
    async start(handlers, options) {
      const server = await startContractServer(handlers, options);
      started.push(server);
      return server;
    },
    async stopAll() {
      for (const server of started.splice(0)) await server.close();
    },
  };
}

/** An empty answer of getContacts. */
export const contactPage = {
  result: 'success',
  contact_list: [],
  link: { prevPage: null, nextPage: null, pageNumber: 1, pageSize: 10, total: 0 },
};

function fileSink(directory: string): ReceiveFile {
  let count = 0;
  return async ({ stream }) => {
    count += 1;
    const path = join(directory, `upload-${count}`);
    try {
      await pipeline(stream, createWriteStream(path));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, size: (await stat(path)).size, discard: () => rm(path, { force: true }) };
  };
}

async function send(url: string, options: CallOptions): Promise<Answer> {
  const authorization = options.authorization === undefined ? 'Bearer legacy-token' : options.authorization;
  const response = await request(url, {
    method: options.method ?? 'GET',
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(options.type === undefined ? {} : { 'content-type': options.type }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: options.body }),
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** A multipart body; a file is given as an object. */
export function multipart(
  parts: readonly (readonly [
    name: string,
    value: string | { fileName: string; type: string; content: string | Buffer },
  ])[],
): { readonly type: string; readonly body: Buffer } {
  const boundary = 'parley-test-boundary';
  const pieces = parts.flatMap(([name, value]) => {
    if (typeof value === 'string') {
      return [`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`];
    }
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${value.fileName}"\r\n`;
    return [`${head}Content-Type: ${value.type}\r\n\r\n`, value.content, '\r\n'];
  });
  const body = Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}

/** Waits until the condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
