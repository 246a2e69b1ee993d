import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/db/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { createRightOfWay } from '../src/kernel/right-of-way.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createEndpointFailures } from '../src/modules/webhooks/endpoint-failures.ts';
import { createEndpointRunner } from '../src/modules/webhooks/endpoint-runner.ts';
import { type Endpoint, listEndpointsStatement } from '../src/modules/webhooks/queries.ts';
import { createDeliverySettler } from '../src/modules/webhooks/settle-deliveries.ts';
import { createOutboundHttp } from '../src/outbound-http/outbound-http.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
import { startLocalServer } from './local-server.ts';
import { createGate } from './outgoing-lab.ts';

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

const write = async (text: string, waId = '4479110000001') => {
  await parley.simulator.writeText(waId, text);
  await parley.settle();
};

/** A runner for a receiver that has just subscribed. */
async function createRunner(
  url: string,
  db: Database,
  held: () => boolean,
  {
    observeDelivery = () => {},
    sealedSecret = null,
  }: { observeDelivery?: () => void; sealedSecret?: string | null } = {},
) {
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
    failures: createEndpointFailures({ log, clock: parley.clock }).of(endpoint),
    rightOfWay: createRightOfWay(),
    secrets: createSecretBox('a secret key for the tests only'),
    timeoutMs: 10_000,
    observeDelivery,
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
  await expect.poll(receiver.isHolding).toBe(true);
  await write('two');
  hold();
  runner.notify();
  await expect.poll(held).toBe(1);
  receiver.refuse();
  const failed = 'select count(*) as failed from webhook_deliveries where attempts > 0';
  await expect.poll(() => rowsOf(parley, failed)).toEqual([{ failed: 1 }]);
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
  await expect.poll(receiver.isHolding).toBe(true);
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

const failures = () => rowsOf(parley, 'select failures_in_row as failures from webhook_endpoints');

test('tries that were under way together fail together: they count as one failure, however short they were', async () => {
  const held: ServerResponse[] = [];
  const receiver = await startLocalServer((_request, response) => void held.push(response));
  const { runner, close } = await createRunner(receiver.url, parley.db, () => true);
  for (const last of [2, 3, 4, 5, 6]) await write('together', `447911000000${last}`);
  runner.start();
  await expect.poll(() => held.length).toBe(5);
  for (const response of held) response.writeHead(500).end();
  await runner.drain();
  expect(await failures()).toEqual([{ failures: 1 }]);
  await rowsOf(parley, 'delete from webhook_deliveries');
  await close();
  await receiver.close();
});

test('a success whose word reaches the database before that of a failure from before it counts all the same', async () => {
  const held: ServerResponse[] = [];
  const gate = createGate();
  let [saves, ended] = [0, 0];
  const slow: Database = {
    ...parley.db,
    async tenant(tenantId, statement, values) {
      if (statement.name === 'webhooks.note-health' && ++saves === 1) await gate.opened;
      return parley.db.tenant(tenantId, statement, values);
    },
  };
  const receiver = await startLocalServer((_request, response) => void held.push(response));
  const { runner, close } = await createRunner(receiver.url, slow, () => true, {
    observeDelivery() {
      ended += 1;
    },
  });
  for (const last of [7, 8]) await write('one of two', `447911000000${last}`);
  runner.start();
  await expect.poll(() => held.length).toBe(2);
  held[0]?.writeHead(500).end();
  await expect.poll(() => saves).toBe(1);
  held[1]?.end();
  await expect.poll(() => ended).toBe(2);
  gate.open();
  await runner.drain();
  expect(await failures()).toEqual([{ failures: 0 }]);
  await rowsOf(parley, 'delete from webhook_deliveries');
  await close();
  await receiver.close();
});

test('an endpoint whose secret can not be opened, as the secret key was lost, gets nothing unsigned and says so in its log', async () => {
  const receiver = await startHeldReceiver();
  const sealed = createSecretBox('a key that is lost by now').seal('whsec_');
  const { runner, close } = await createRunner(receiver.url, parley.db, () => true, { sealedSecret: sealed });
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
