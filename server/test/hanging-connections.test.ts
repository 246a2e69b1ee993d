import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDatabase } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { createLog } from '../src/kernel/log.ts';
import { findFreePort } from './harness/free-port.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** A way to Postgres on which all connections that are there can be made to hang: the host behind it was replaced. */
async function startFreezer() {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(inject('postgres').port, '127.0.0.1');
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
    sockets.push(near, far);
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    freeze() {
      for (const socket of sockets) socket.unpipe().resume();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

test('connections that hang for ever, as after a failover, are cut when new ones are answered', async () => {
  const freezer = await startFreezer();
  const name = new URL(database.url).pathname.slice(1);
  const connection = { ...inject('postgres'), host: '127.0.0.1', port: freezer.port, database: name };
  const db = createDatabase({ connection, maxConnections: 2, log: createLog({ level: 'silent' }) });
  const one = systemStatement<{ one: number }>('', 'select 1 as one');
  expect(await db.system(one)).toEqual([{ one: 1 }]);
  db.watch({ silenceMs: 500, everyMs: 20 });
  freezer.freeze();
  await expect(db.system(one)).rejects.toThrow(/terminated/);
  // A busy machine may need longer than that for a new connection.
  db.watch();
  expect(await db.system(one)).toEqual([{ one: 1 }]);
  await db.close();
  await freezer.close();
});
