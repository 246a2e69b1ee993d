import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { createPartitions } from '../src/db/partitions.ts';
import { systemStatement, tenantStatement } from '../src/db/scope.ts';
import type { Transaction } from '../src/db/transaction.ts';
import { createClock } from '../src/kernel/clock.ts';
import { firstIdAt } from '../src/kernel/ids.ts';
import { createLog } from '../src/kernel/log.ts';
import { together } from '../src/kernel/together.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';

const addStatement = systemStatement('test.add', 'insert into notes (note) values ($1)');
const clearStatement = systemStatement('test.clear', 'delete from notes');
const listStatement = systemStatement<{ note: string }>('test.list', 'select note from notes order by note');
// Postgres says so when two transactions wait for each other.
const deadlockStatement = systemStatement(
  'test.deadlock',
  `do $$ begin raise exception 'two waited for each other' using errcode = '40P01'; end $$`,
);

const repeated = { code: '23505' };

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await database.db.system(systemStatement('', 'create table notes (note text primary key)'));
});
afterAll(() => database.drop());

test.each([9_999, 9])('a database with migration %i, which this version lacks, is not touched', async (number) => {
  await database.db.system(systemStatement('', `insert into parley_migrations (number, name) values (${number}, 'x')`));
  await expect(migrate(database.db)).rejects.toThrow(`newer Parley (migration ${number})`);
  await database.db.system(systemStatement('', `delete from parley_migrations where number = ${number}`));
  expect(await migrate(database.db)).toEqual({ applied: [] });
});
beforeEach(() => database.db.system(clearStatement));

const notesOf = async (scope: Pick<Transaction, 'system'>): Promise<string[]> =>
  (await scope.system(listStatement)).map((row) => row.note);

describe('a write whose answer nobody waits for', () => {
  test('is seen by what follows, and committed with the rest', async () => {
    const seen = await database.db.transaction(async (tx) => {
      tx.write(addStatement, ['a']);
      const notes = await notesOf(tx);
      tx.write(addStatement, ['b']);
      return notes;
    });
    expect({ seen, stored: await notesOf(database.db) }).toEqual({ seen: ['a'], stored: ['a', 'b'] });
  });

  test('fails the transaction when it is the last of it', async () => {
    const failing = database.db.transaction(async (tx) => {
      tx.write(addStatement, ['a']);
      tx.write(addStatement, ['a']);
    });
    await expect(failing).rejects.toMatchObject(repeated);
    expect(await notesOf(database.db)).toEqual([]);
  });

  test('writes the rows of one tenant alone, and fails the transaction as the others do', async () => {
    const add = tenantStatement('test.add-mine', 'insert into tenant_notes (tenant_id, note) values ($1, $2)');
    const list = systemStatement<{ note: string }>(
      'test.mine',
      'select tenant_id || $$/$$ || note as note from tenant_notes',
    );
    await database.db.system(
      systemStatement('', 'create table tenant_notes (tenant_id text, note text, primary key (tenant_id, note))'),
    );
    await database.db.transaction(async (tx) => tx.writeTenant('100', add, ['a']));
    const failing = database.db.transaction(async (tx) => {
      tx.writeTenant('100', add, ['b']);
      tx.writeTenant('100', add, ['a']);
    });
    await expect(failing).rejects.toMatchObject(repeated);
    expect(await database.db.system(list)).toEqual([{ note: '100/a' }]);
  });

  test('fails it with its own reason, not with that of the statements behind it', async () => {
    const failing = database.db.transaction(async (tx) => {
      await tx.system(addStatement, ['a']);
      tx.write(addStatement, ['a']);
      return notesOf(tx);
    });
    await expect(failing).rejects.toMatchObject(repeated);
    expect(await notesOf(database.db)).toEqual([]);
  });

  test('that meets a deadlock runs the work again', async () => {
    let tries = 0;
    await database.db.transaction(async (tx) => {
      tries += 1;
      tx.write(addStatement, [`try ${tries}`]);
      if (tries === 1) tx.write(deadlockStatement, []);
    });
    expect(await notesOf(database.db)).toEqual(['try 2']);
  });
});

describe('a part of a transaction', () => {
  test('that fails is undone alone', async () => {
    await database.db.transaction(async (tx) => {
      tx.write(addStatement, ['before']);
      const failing = tx.part(async (part) => {
        part.write(addStatement, ['undone']);
        await part.part(async (inner) => inner.write(addStatement, ['undone as well']));
        part.write(addStatement, ['before']);
      });
      await expect(failing).rejects.toMatchObject(repeated);
      await tx.part(async (part) => part.write(addStatement, ['after']));
    });
    expect(await notesOf(database.db)).toEqual(['after', 'before']);
  });

  test('within a held call is undone alone too', async () => {
    const quiet = { begin: async () => undefined, finish: async () => undefined, abandon: async () => undefined };
    await database.db.hold(quiet, async () => {
      const failing = database.db.transaction(async (tx) => {
        tx.write(addStatement, ['undone']);
        tx.write(addStatement, ['undone']);
      });
      await expect(failing).rejects.toMatchObject(repeated);
      await database.db.transaction(async (tx) => tx.write(addStatement, ['kept']));
    });
    expect(await notesOf(database.db)).toEqual(['kept']);
  });
});

describe('works of a transaction side by side', () => {
  test('are all over before the failure of one is told', async () => {
    const over: string[] = [];
    const slow = async (tx: Transaction): Promise<void> => {
      await tx.system(addStatement, ['first']);
      await Promise.resolve();
      await tx.system(addStatement, ['second']).catch((error) => over.push(error.code));
    };
    const failing = database.db.transaction(async (tx) => {
      await together(slow(tx), tx.system(addStatement, ['first']));
    });
    await expect(failing).rejects.toMatchObject(repeated);
    expect({ over, stored: await notesOf(database.db) }).toEqual({ over: ['25P02'], stored: [] });
  });
});

test('a connection is watched by the system, so that a Postgres which vanished is noticed by who waits for its answer', async () => {
  const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = { host: '127.0.0.1', port, user: 'nobody' };
  const db = createDatabase({ connection, maxConnections: 1, log: createLog({ level: 'silent' }) });
  await expect(db.system(listStatement)).rejects.toThrow();
  await expect(db.relaxed.system(listStatement)).rejects.toThrow();
  await expect(db.dedicated()).rejects.toThrow();
  expect(keepAlive.mock.calls).toEqual([1, 2, 3].map(() => [true, 10_000]));
  await db.close();
  server.close();
});

describe('a Postgres that shows the time of another zone', () => {
  const boundStatement = systemStatement<{ bound: string }>(
    'test.bound',
    "select pg_get_expr(relpartbound, oid) as bound from pg_class where relname = 'messages_203102'",
  );

  test('keeps months that begin and end in UTC, without a gap', async () => {
    const [named] = await database.db.system(
      systemStatement<{ name: string }>('', 'select current_database() as name'),
    );
    await database.db.system(systemStatement('', `alter database ${named?.name} set timezone = 'Europe/Berlin'`));
    const connection = { connectionString: database.url };
    const db = createDatabase({ connection, maxConnections: 1, log: createLog({ level: 'silent' }) });
    try {
      await createPartitions(db, createClock({ machineMs: () => Date.UTC(2031, 0, 15) }));
      const [february] = await db.system(boundStatement);
      const [from, to] = [firstIdAt(Date.UTC(2031, 1, 1)), firstIdAt(Date.UTC(2031, 2, 1))];
      expect(february?.bound).toBe(`FOR VALUES FROM ('${from}') TO ('${to}')`);
    } finally {
      await db.close();
    }
  });
});

test('a connection that is lost in the middle of a transaction fails that transaction, and nothing else', async () => {
  const own = systemStatement<{ pid: number }>('', 'select pg_backend_pid() as pid');
  const end = systemStatement('', 'select pg_terminate_backend($1)');
  const alive = systemStatement<{ count: number }>('', 'select count(*) as count from pg_stat_activity where pid = $1');
  const lost = database.db.transaction(async (tx) => {
    const [row] = await tx.system(own);
    await database.db.system(end, [row?.pid]);
    await expect.poll(async () => (await database.db.system(alive, [row?.pid]))[0]?.count).toBe(0);
    return tx.system(own);
  });
  await expect(lost).rejects.toThrow();
  expect(await database.db.system(own)).toHaveLength(1);
});
