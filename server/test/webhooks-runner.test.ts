import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/db/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { createRightOfWay } from '../src/kernel/right-of-way.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createEndpointRunner } from '../src/modules/webhooks/endpoint-runner.ts';
import { type Endpoint, listEndpointsStatement } from '../src/modules/webhooks/queries.ts';
import { createDeliverySettler } from '../src/modules/webhooks/settle-deliveries.ts';
import { createOutboundHttp } from '../src/outbound-http/outbound-http.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';

// The order of a conversation when the database and the receiver answer at awkward moments. The platform plans the
// deliveries and makes none, so that the moments can be chosen.
let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_ROLES: 'api,dispatch,intake' } });
});
afterAll(() => parley.stop());

/** A receiver that holds its first answer until told to refuse or to take, and takes all that comes later. */
async function startHeldReceiver() {
  const held: ServerResponse[] = [];
  const taken: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (held.length === 0) return held.push(response);
      taken.push(String(JSON.parse(Buffer.concat(chunks).toString()).text));
      return response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/held`,
    taken,
    isHolding: () => held.length === 1,
    refuse: () => held[0]?.writeHead(500).end(),
    take: () => held[0]?.end(),
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The database, whose answer to a read of deliveries can be held back: a slow network between. */
function withSlowReads(db: Database) {
  let gate: Promise<void> | undefined;
  let held = 0;
  let release = (): void => undefined;
  const slow: Database = {
    ...db,
    async tenant(tenantId, statement, values) {
      const rows = await db.tenant(tenantId, statement, values);
      if (statement.name === 'webhooks.read-deliveries' && rows.length > 0 && gate) {
        held += 1;
        await gate;
      }
      return rows;
    },
  };
  return {
    slow,
    held: () => held,
    hold() {
      gate = new Promise((resolve) => {
        release = () => {
          gate = undefined;
          resolve();
        };
      });
    },
    release: () => release(),
  };
}

const write = async (text: string) => {
  await parley.simulator.writeText('4479110000001', text);
  await parley.settle();
};

/** A runner for a receiver that has just subscribed. */
async function createRunner(url: string, db: Database, held: () => boolean, sealedSecret: string | null = null) {
  await parley.api('POST', '/api/v2/webhookEndpoints', {
    json: [{ phoneNumber: '15550100001', status: 1, url, eventTypes: ['message'] }],
  });
  const endpoints = await parley.db.tenant('100100', listEndpointsStatement);
  const found = endpoints.find((entry) => entry.url === url) as Endpoint;
  const endpoint = { ...found, sealedSecret };
  const log = createLog({ level: 'silent' });
  const outbound = createOutboundHttp({ allowPrivateAddresses: true, log });
  const deps = {
    db,
    clock: parley.clock,
    log,
    outbound,
    settler: createDeliverySettler({ db: parley.db }),
    rightOfWay: createRightOfWay(),
    secrets: createSecretBox('a secret key for the tests only'),
    timeoutMs: 10_000,
    observeDelivery: () => undefined,
  };
  const runner = createEndpointRunner(deps, endpoint, held);
  return {
    runner,
    async close() {
      await runner.stop();
      await outbound.close();
      await rowsOf(parley, 'delete from webhook_endpoints');
    },
  };
}

test('a failure that comes while later deliveries of the conversation are being read does not let them overtake', async () => {
  const receiver = await startHeldReceiver();
  const { slow, hold, held, release } = withSlowReads(parley.db);
  const { runner, close } = await createRunner(receiver.url, slow, () => true);
  await write('one');
  runner.start();
  await expect.poll(receiver.isHolding, { timeout: 10_000 }).toBe(true);
  await write('two');
  hold();
  runner.notify();
  await expect.poll(held, { timeout: 10_000 }).toBe(1);
  receiver.refuse();
  const failed = 'select count(*) as failed from webhook_deliveries where attempts > 0';
  await expect.poll(() => rowsOf(parley, failed), { timeout: 10_000 }).toEqual([{ failed: 1 }]);
  release();
  await runner.drain();
  await parley.simulator.advance(5);
  await runner.drain();
  expect(receiver.taken).toEqual(['one', 'two']);
  await close();
  await receiver.close();
});

test('a process that is no longer sure of its lease delivers nothing of what it had read: another may be at it', async () => {
  const receiver = await startHeldReceiver();
  let isHeld = true;
  const { runner, close } = await createRunner(receiver.url, parley.db, () => isHeld);
  for (const text of ['three', 'four', 'five']) await write(text);
  runner.start();
  await expect.poll(receiver.isHolding, { timeout: 10_000 }).toBe(true);
  isHeld = false;
  receiver.take();
  await runner.drain();
  expect(receiver.taken).toEqual([]);
  expect(await rowsOf(parley, 'select count(*) as waiting from webhook_deliveries')).toEqual([{ waiting: 2 }]);
  isHeld = true;
  await runner.drain();
  expect(receiver.taken).toEqual(['four', 'five']);
  await close();
  await receiver.close();
});

test('an endpoint whose secret can not be opened, as the secret key was lost, gets nothing unsigned and says so in its log', async () => {
  const receiver = await startHeldReceiver();
  const sealed = createSecretBox('a key that is lost by now').seal('whsec_');
  const { runner, close } = await createRunner(receiver.url, parley.db, () => true, sealed);
  await write('six');
  runner.start();
  const tries = () => rowsOf(parley, 'select error_class as "class", error from webhook_attempts order by number');
  await expect
    .poll(async () => (await tries()).at(-1), { timeout: 10_000 })
    .toEqual({ class: 'connection', error: expect.stringMatching(/signing secret .* can not be opened.* Rotate it/) });
  expect([receiver.isHolding(), receiver.taken]).toEqual([false, []]);
  await close();
  await rowsOf(parley, 'delete from webhook_deliveries');
  await receiver.close();
});
