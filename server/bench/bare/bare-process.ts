import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { assert } from '../../src/kernel/assert.ts';
import { createLog } from '../../src/kernel/log.ts';
import { verifySignature } from '../../src/meta/signature.ts';
import type { BareOrder, BareReady } from './bare-platform.ts';
import { bareTables } from './bare-statements.ts';
import { type BareSteps, createBareSteps } from './bare-steps.ts';

const databaseConnections = 10;

/** Serves in this process until its parent ends it. */
async function serve(order: BareOrder): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: order.dataDir, log: createLog({ level: 'error' }) });
  const db = new Pool({ ...postgres.connection, max: databaseConnections });
  await db.query(bareTables);
  const steps = createBareSteps(db, order);
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    await take(steps, order, request, body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}');
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    assert(typeof address === 'object' && address !== null, 'the bare platform listens on TCP');
    const ready: BareReady = { port: address.port, postgresPid: postgres.pid };
    process.send?.(ready);
  });
  process.once('disconnect', async () => {
    steps.stop();
    await db.end();
    await postgres.stop();
    process.exit(0);
  });
}

async function take(steps: BareSteps, order: BareOrder, request: IncomingMessage, body: Buffer): Promise<void> {
  if (request.url === '/accept') return steps.accept(JSON.parse(body.toString()) as string[]);
  const signature = request.headers['x-hub-signature-256'];
  assert(verifySignature(body, String(signature), [order.appSecret]) === 0, 'webhooks of Meta are signed');
  return steps.store(body.toString());
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

process.once('message', (order: BareOrder) => void serve(order));
